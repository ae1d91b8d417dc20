"""One code point for each Persian character, one space where there were many, nothing that nobody sees.

Sources: the Unicode names and compatibility decompositions (UAX #15) for the presentation forms; ISIRI 6219
(Persian in Unicode) for the letters, the digits and the half-space.
"""

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from faclaims.stages.normalize.alignment import Edit, Normalized

_LETTERS = {
    "ي": "ی", "ى": "ی", "ۍ": "ی", "ې": "ی", "ے": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ۂ": "ه", "ھ": "ه", "ۃ": "ه",
    "ٱ": "ا",
}  # fmt: skip
_DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))
_LATIN_MARKS = {",": "،", ";": "؛", "?": "؟"}
_SPACES = dict.fromkeys(map(chr, (9, 0x1F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " ")
_BREAKS = dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")
_QUOTES = {"\u02c8": '"'}  # the sign of stress, with which the Islamic Republic News Agency quoted names
# Halves of pairs, which JSON can spell but no encoding holds: the matchers would refuse the whole text.
_HALVES = dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
_ONE_TO_ONE = _LETTERS | _DIGITS | _SPACES | _BREAKS | _QUOTES | _HALVES
_FOLDED = re.compile("[" + "".join(map(re.escape, _ONE_TO_ONE)) + "]")

_LETTER = "\u0620-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
# Vowel signs, Koranic marks, the kashida, direction marks, joiners, controls: what has no sound and no shape.
_UNSEEN = (
    r"\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
# What stands for a half-space between two letters: Word's optional hyphen, marks of direction and the space
# without width. The joiner U+200D is not among them; it stands within words that are one.
_HALFSPACE_LIKE = re.compile("[\u00ad\u200b\u200e\u200f]")

# These and the patterns below begin with what they look for: a regex that begins with a look around is slow to search.
_SPACE_RUN = re.compile(r"[ \n\r](?:[ \n\r]++|(?<=\r)|(?<=\A[ \n])|\Z)")
_STOPS = frozenset('.!؟:»"')
_FEWEST_BREAKS = 3
_AFTER_SENTENCES = 0.7  # share of the runs of spaces
_TYPED = 2
_INDENT = 4  # more than a typist sets
_LINE = 40  # code points that the lines of a page have at least, taken together
_QUOTED = 400  # code points between single marks
_IS_LETTER = re.compile(f"[{_LETTER}]")


def _decode(match: re.Match[str]) -> str:
    """Returns the character of an HTML entity that was left in the text (``&nbsp;``, ``&amp;laquo;``)."""
    entity = "&" + re.split("[&;]", match.group())[-2] + ";"
    return unescape(entity)


def _plain_form(match: re.Match[str]) -> str:
    """Returns the letters of a presentation form; ligatures of several words come with their spaces."""
    char = match.group()
    plain = unicodedata.normalize("NFKC", char)
    return re.sub(f"[{_UNSEEN}]", "", plain).strip() if plain != char else char


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group().translate({0x6CC: 0x64A, 0x649: 0x64A}))


def _visible(match: re.Match[str]) -> str:
    """Returns what a reader sees of a run of unseen characters: a half-space, a dash or nothing."""
    run, before, after = (
        match.group(),
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    letters = bool(_IS_LETTER.match(before)), bool(_IS_LETTER.match(after))
    if "\u200c" in run and (before + after).replace("_", "").isalnum() and before and after:
        return "\u200c"
    if all(letters) and _HALFSPACE_LIKE.search(run):
        return "\u200c"
    return "-" if "\u0640" in run and not any(letters) else ""


class _Step(NamedTuple):
    """One rule for what becomes of characters.

    Attributes:
        signs: One of these stands in every text that the rule changes; to look for them is much quicker.
        pattern: What to change.
        new: Into what.
    """

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    new: Callable[[re.Match[str]], str]


_ALWAYS = ("",)
_STEPS = (
    _Step(
        ("&",),
        re.compile(r"&(?:amp;|#38;)*(?:#\d{3,7}|#[xX][\da-fA-F]{2,6}|[a-zA-Z][a-zA-Z\d]{1,30});"),
        _decode,
    ),
    _Step(_ALWAYS, re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]"), _plain_form),
    _Step(("\u0653", "\u0654", "\u0655"), re.compile(r"[اویيى][\u0653-\u0655]"), _compose),
    _Step(_ALWAYS, re.compile(rf"[{_UNSEEN}](?<!(?<=\w)\u200c(?=[^\W\u0640]))[{_UNSEEN}]*+"), _visible),
    _Step(
        ("\u00ac",),
        re.compile(rf"\u00ac(?<=[{_LETTER}]\u00ac)\u00ac*+(?=[{_LETTER}])"),
        lambda _: "\u200c",
    ),
    _Step(  # بیان‌اینکه: a conjunction is no ending
        ("\u200cاین",),
        re.compile(r"\u200c(?=این\u200c?که\b)(?<=\w\u200c)(?<!\bبی\u200c)(?<!\bنه\u200c)"),
        lambda _: " ",
    ),
    _Step(  # what a Latin keyboard sets beside Persian letters
        (",", ";", "?"),
        re.compile(rf"[,;?](?:(?<=[{_LETTER}].)|(?<=[{_LETTER}] .))(?![\da-zA-Z])|,(?= ?[{_LETTER}«])"),
        lambda match: _LATIN_MARKS[match.group()],
    ),
    _Step(("''",), re.compile(r"''"), lambda _: '"'),
    # Single marks around words; within one they are no quotation marks.
    _Step(
        ("'", "‘"),
        re.compile(
            rf"['‘](?<=[\s:(«].)(?=[{_LETTER}]{{2}}[^'‘’\n]{{0,{_QUOTED}}}['’](?!\w))"
            rf"|['’](?<=[{_LETTER}][{_LETTER}.؟!]['’])(?!\w)"
        ),
        lambda _: '"',
    ),
    # Print writes the name of God with dots, so that no one treads on it (آیت ا... نوری); no word is a bare alef.
    _Step(
        ("..", "…"),
        re.compile(rf"ا(?<=[{_LETTER}][ \u200c]ا) ?(?:\.{{2,4}}|…)(?!\.)"),
        lambda _: "الله",
    ),
)


def fold_characters(draft: Normalized) -> Normalized:
    """Gives every character its Persian code point and deletes those that nobody sees.

    Example:
        >>> fold_characters(Normalized.identity("كتـابِ ١٢ ﷼")).text
        'کتاب ۱۲ ریال'
    """
    for signs, pattern, new in _STEPS:
        if any(sign in draft.text for sign in signs):
            draft = draft.edited(Edit(*m.span(), new(m)) for m in pattern.finditer(draft.text))
    text = draft.text
    for char in set(_FOLDED.findall(text)):
        text = text.replace(char, _ONE_TO_ONE[char])
    return draft.with_text(text)


def tidy_spaces(draft: Normalized) -> Normalized:
    r"""Makes one space of a run of them, and one line break or paragraph break of a run that holds breaks.

    A page that was put into one line may have kept spaces in the place of its breaks. More than a typist sets are
    the indent of a line; where hardly any other place has two spaces, those after a sentence are line breaks too. A
    space and one that does not break are only what a typist set.

    Example:
        >>> tidy_spaces(Normalized.identity("a  b \r\n c \n\n\n d ")).text
        'a b\nc\n\nd'
        >>> tidy_spaces(Normalized.identity("a.  b  c.  d.  e")).text
        'a.\nb c.\nd.\ne'
    """
    runs = list(_SPACE_RUN.finditer(draft.text))
    breaks: frozenset[int] = frozenset()
    if "\n" not in draft.text and "\r" not in draft.text:
        wide = [run for run in runs if run.start() > 0 and run.end() < len(run.string) and not _typed(draft, run)]
        after = frozenset(run.start() for run in wide if run.string[run.start() - 1] in _STOPS)
        if len(after) >= max(_FEWEST_BREAKS, _AFTER_SENTENCES * len(wide)):
            breaks = after
        indents = frozenset(run.start() for run in wide if run.end() - run.start() >= _INDENT)
        if len(draft.text) >= _LINE * len(indents):
            breaks |= indents
    return draft.edited(Edit(*run.span(), "\n" if run.start() in breaks else _one_space(run)) for run in runs)


def _typed(draft: Normalized, run: re.Match[str]) -> bool:
    """Whether a run is two spaces one of which does not break."""
    stretch = draft.raw[draft.starts[run.start()] : draft.ends[run.end() - 1]]
    return len(stretch) == _TYPED and "\u00a0" in stretch


def _one_space(match: re.Match[str]) -> str:
    if not match.start() or match.end() == len(match.string):
        return ""
    breaks = match.group().replace("\r\n", "\n").replace("\r", "\n").count("\n")
    return "\n" * min(breaks, 2) or " "
