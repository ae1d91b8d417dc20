"""The words, classes of words and lengths that several modules of the parse look for."""

OPEN = {"«": "»", "“": "”", '"': '"', "(": ")", "[": "]", "‹": "›", "„": "”"}
ALONE = frozenset({"وی", "او", "ایشان", "موصوف"})
"""Pronouns that are a noun phrase by themselves."""
DASHES = frozenset({"-", "–", "—", "|", "/"})
"""Marks that stand between a place and a name, and around a post."""
PRINTED = "چاپ"
"""What stands between the name of a newspaper and the place where it is printed."""
STARTERS = frozenset({"role", "honorific", "given", "pronoun", "organization", "group", "unnamed"})
"""Classes of words that can open the description of a speaker."""
NAMES = frozenset({"honorific", "given"})
"""Classes of words that open the name of a person."""
PERSONS = frozenset({"نفر", "تن"})
"""Words that count people (``هزاران نفر از کارکنان``)."""

PERSONAL = frozenset({"honorific", "given", "pronoun"})
NAMED = frozenset({"honorific", "given", "role"})
SEATS = frozenset({"organization", "country", "group"})
AGENCIES = frozenset({"agency", "foreign_outlet"})
OUTLETS = AGENCIES | {"media", "outlet"}
"""Classes of outlets and of their nouns."""
GATHERING = 14
"""Tokens that a preposition governs with no comma."""
NAME = 3
"""Tokens of a name."""
QUOTED_NAME = 4
"""Tokens of a name in quotation marks and the mark that closes it."""
SURNAME = 2
"""Tokens of a name without a given name."""
OBJECT = "را"
OF = "از"
OWN = "خود"
PERCENT = "درصد"
POINTS = frozenset({"این", "آن", "همین", "همان"})
WHAT = frozenset({"آنچه", "آن\u200cچه"})
SUPERLATIVE = ("ترین", "آخرین")
"""The endings of adjectives before their noun (``تازه‌ترین آمار``, ``آخرین گزارش``)."""
