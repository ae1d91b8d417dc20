"""Where a phrase ends that no mark closes, and what that is learned from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.ends import Corpus, Example, Read, count, examples, fit

from faclaims.lexicon.words import words
from faclaims.stages.phrases import open_end, speaker_end, tokens
from faclaims.stages.phrases.ends import Counts, Ruled, features, phrase_ends


def cut(text):
    return tokens(text, 0, len(text), words())


@pytest.mark.parametrize(
    ("phrase", "rest"),
    [
        ("وزیر نیرو", "آب شهر تا فردا وصل می\u200cشود"),
        ("سفیر انگلیس", "این موضوع به نیروهای محلی بستگی دارد"),
        ("پلیس عراق", "ساکنان محلی در ایستگاه\u200cها کمک می\u200cکنند"),
        ("مدیرکل راهداری استان قزوین", "ترافیک در جاده\u200cها سنگین است"),
        ("معاون شهردار تهران", "پنجاه نامه به وزارت کشور فرستاده شد"),
        ("وزارت بهداشت", "بیماران تازه در شهرها بستری شده\u200cاند"),
        ("رئیس کمیسیون امنیت ملی و سیاست خارجی مجلس", "علت این برخورد روشن نیست"),
        ("رسانه\u200cهای آمریکایی", "او دیروز به خانه برگشت"),
        ("سازمان هواشناسی", "باران تا فردا می\u200cبارد"),
        ("کارشناسان", "علت این بیماری را آب شهر می\u200cدانند"),
        ("مادر این کودک", "دوا در شهر پیدا نمی\u200cشود"),
        ("پلیس", "راننده فرار کرده است"),
        ("روزنامه «شرق»", "مردم از گرانی خسته\u200cاند"),
    ],
)
def test_a_phrase_ends_where_a_reader_ends_it(phrase, rest):
    toks = cut(f"{phrase} {rest}")
    assert toks[open_end(toks, 0) - 1].end == len(phrase)


def test_a_speaker_leaves_something_of_the_phrase_before_an_object():
    toks = cut("وزیر نیرو قیمت آب")
    assert speaker_end(toks, 0, len(toks)) == 2
    assert speaker_end(toks, 0, 2) == 2  # by the rules, since the model may take it all
    things = cut("آب شهر")
    assert speaker_end(things, 0, len(things)) == 0


WORDS = "وزیر نیرو آب این «شرق» علی ۱۲ خرداد که را گفت، و از تهران"


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1))
def test_an_end_stands_in_the_phrase(some):
    toks = cut(" ".join(some))
    for i in range(len(toks)):
        assert i < open_end(toks, i) <= len(toks)
        assert i <= speaker_end(toks, i, len(toks)) <= len(toks)


def test_words_are_counted_where_they_stand():
    number, ending, opening, pairs = count(cut("وزیر نیرو گفت ۱۲ سد. سد نیرو"))
    assert (number["نیرو"], ending["نیرو"], opening["نیرو"]) == (2, 2, 0)
    assert opening["وزیر"] == opening["سد"] == 1
    assert pairs["وزیر نیرو"] == pairs["0 سد"] == 1


def test_what_is_rare_tells_nothing():
    told = Counts(100, {"وزیر": (9, 0, 3)}, {}).of("وزیر", "کالویان")
    assert told["after"] == 0
    assert "pair" not in told


def test_a_model_learns_from_phrases_before_what_is_said():
    article = Read(cut("وزیر نیرو گفت " * 20), ["وزیر نیرو", "کارگران معدن"], ["سدها تا فردا پر می\u200cشود"])
    chosen = list(examples([article, article._replace(phrases=["شهردار ساوه"])]))
    of = {None: set[str](), 0: set[str](), 1: set[str]()}
    for each in chosen:
        of[each.article].add(" ".join(token.word for token in each.tokens[: each.end]))
    assert of[0] == {"وزیر نیرو", "کارگران معدن"}
    assert of[1] == {"شهردار ساوه"}
    assert {"پزشکان", "این وزیر"} <= of[None]
    assert not of[None] & {"نزدیکان", "اعضای"}  # which something completes
    model = fit(chosen, Corpus([article, article]))
    [one] = {Example(tuple(each.tokens), each.end, 1) for each in chosen if each.article == 1}
    assert model.end(one.tokens, 0, len(one.tokens)) == one.end


def test_the_model_knows_the_features_that_the_stage_asks_for():
    model = phrase_ends()
    toks = cut("وزیر نیرو آب شهر")
    row = features(toks, 0, 2, model.counts, Ruled(2, 2))
    assert len(set(row) & set(model.weights)) > len(row) / 2
