"""How sure an attribution is: in range, by what stands around it, and the same in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from faclaims import Extractor, Options
from faclaims.confidence import confidences, features

EXTRACTOR = Extractor()

_CALM = (
    "مریم رضایی، معاون وزیر نیرو، گفت: ذخیره سدها کم شده است.\n"
    "وی افزود: مردم باید در مصرف آب صرفه\u200cجویی کنند.\n"
    "رضایی گفت: طرح انتقال آب امسال تمام می\u200cشود.\n"
    "وی افزود: بودجه این طرح آماده است.\n"
)


def test_a_page_of_one_speaker_is_surer_than_a_post_in_the_middle_of_a_sentence():
    calm = EXTRACTOR.extract(_CALM).attributions
    loose = EXTRACTOR.extract(
        "در حالی که قیمت\u200cها بالا رفته و مدیرکل گفته است آب کم است و باران هم نیامده"
    ).attributions
    assert len(calm) == 4
    assert min(a.confidence for a in calm) > max(a.confidence for a in loose) > 0


def test_what_runs_into_another_is_less_sure():
    apart = EXTRACTOR.extract("علی کریمی گفت: آب کم است.\n")
    inside = EXTRACTOR.extract("علی کریمی گفت: رضا محمدی گفته است که آب کم است.\n")
    assert ["crossed=False" in row for row in features(apart.article.text, apart.attributions)] == [True]
    rows = features(inside.article.text, inside.attributions)
    assert len(rows) == 2
    assert all("crossed=True" in row for row in rows)


def test_values_set_by_hand_need_no_model():
    by_hand = Extractor(Options(learned=False)).extract(_CALM).attributions
    assert {a.speaker.mention.type: a.confidence for a in by_hand} == {"named": 0.9, "pronoun": 0.9}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_CALM.replace("\n", " \n ").split(" ")), max_size=60).map(" ".join))
def test_any_order_of_words_gives_probabilities_in_any_order_of_records(text):
    found = EXTRACTOR.extract(text).attributions
    sure = confidences(text, found)
    assert sure == [a.confidence for a in found]
    assert all(0 <= value <= 1 for value in sure)
    assert confidences(text, found[::-1]) == sure[::-1]
