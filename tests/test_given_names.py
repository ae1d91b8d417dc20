"""Given names that no list has and that an article tells of by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon.words import words
from faclaims.stages.phrases import given_names

NAMES = [
    ("به گفته تاندیل رازلیقی، سخنگوی شورا، آب کم است.", {"تاندیل"}),
    ("تاندیل رازلیقی، وزیر نیرو، و فولکیر سومترابان، سفیر هلند، آمدند.", {"تاندیل", "فولکیر"}),
    ("همزمان تاندیل رازلیقی ، مدیر بندر، به شهر رفت.", {"تاندیل"}),
    ("دکتر تاندیل رازلیقی، مدیر بندر", {"تاندیل"}),
    ("علی تاندیل رازلیقی، مدیر بندر", set()),  # two family names
    ("تاندیل رازلیقی به شهر رفت.", set()),
    ("تاندیل رازلیقی، شهر را دید.", set()),
    ("به گزارش خبرگزاری کوبایی تاندیل رازلیقی، رئیس‌جمهور آمد.", set()),
    ("به نقل از روزنامه «موج» تاندیل رازلیقی، وزیر نیرو آمد.", set()),
    ("گزارش اقتصادی رازلیقی، مدیر بندر", set()),
    ("پاسخ روزنامهالیاس رازلیقی، مدیر بندر", set()),  # a page glued two words
    ("وزیر خارجه جان کری در نشستی گفت", {"جان"}),  # whom the lexicon knows
    ("جان خود را در راه آزادی داد", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_given_names_that_a_post_tells(text: str, names: set[str]) -> None:
    assert given_names(text, words()) == names


@given(st.lists(st.sampled_from(["تاندیل", "رازلیقی", "،", "وزیر", "علی", "«", "»", "روزنامه", "\n", "."])))
def test_only_strange_words_of_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    assert given_names(text, words()) <= {word for word in text.split() if not words().classes(word)}


def test_the_names_of_one_article_are_not_those_of_the_next() -> None:
    page = words().with_given(frozenset({"تاندیل"}))
    assert page.classes("تاندیل") == page.classes_in_text("تاندیل") == {"given"}
    assert page.classes("وزیر") == words().classes("وزیر")
    assert not words().classes("تاندیل")
