import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon import load
from faclaims.lexicon.rows import EntityWord, NameRow
from faclaims.stages.entities import entities, gazetteer
from growth import takes_linear_time

NAMES = gazetteer()
FILES = {"places": "place", "organizations": "organization", "products": "product", "persons": "person"}
ROWS = [(file, row) for file in FILES for row in load(file, NameRow)]
WORDS = load("entity_words", EntityWord)
# These keep a name from being found, or from growing: their examples are counterexamples of the others.
KEEPING = {"stop", "empty", "deictic", "saint", "common", "adjective"}
BEFORE = {"place": "شهرستان", "product": "اپلیکیشن", "organization": "شرکت", "person": "آقای"}
ODD = st.text(st.sampled_from("ایران بانکدکتر علیرضایی و\u200c\u0654می.«\n۱a"), max_size=80)


def found(text, speakers=()):
    return [(text[h.start : h.end], h.kind, h.id) for h in entities(text, NAMES, speakers)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("سفر به آمریکای شمالی و ایالات متحده", [("آمریکای", "place", "US"), ("ایالات متحده", "place", "US")]),
        ("مردم کره‌جنوبی و کره شمالی", [("کره‌جنوبی", "place", "KR"), ("کره شمالی", "place", "KP")]),
        ("در استان فارس و شیراز", [("استان فارس", "place", "ir-fars"), ("شیراز", "place", "shiraz")]),
        ("مجلس شورای اسلامی تصویب کرد", [("مجلس شورای اسلامی", "organization", "majlis")]),
        ("مجلس هند تصویب کرد", [("مجلس هند", "organization", None)]),
        ("وزارت خارجه روسیه هشدار داد", [("وزارت خارجه روسیه", "organization", None)]),
        ("وزارت خارجه ایران هشدار داد", [("وزارت خارجه ایران", "organization", "ministry-foreign")]),
        ("اتحادیهٔ اروپا هشدار داد", [("اتحادیهٔ اروپا", "organization", "european-union")]),
        ("ارتش هند رزمایش دارد", [("ارتش هند", "organization", None)]),
        ("سازمان سنجش آموزش کشور اعلام کرد", [("سازمان سنجش آموزش کشور", "organization", None)]),
        ("کمیسیون برنامه و بودجه در حال بررسی است", [("کمیسیون برنامه و بودجه", "organization", None)]),
        ("بانک سپه اعلام کرد", [("بانک سپه", "organization", None)]),
        ("روزنامه جمهوری اسلامی نوشت", [("روزنامه جمهوری اسلامی", "organization", None)]),
        ("دانشگاه شهید بهشتی و دانشگاه تهران", ["دانشگاه شهید بهشتی", "دانشگاه تهران"]),
        ("دانشگاه فردوسی مشهد", ["دانشگاه فردوسی مشهد"]),
        ("دکتر رحیمی و آقای محمود بهرامی پور", ["رحیمی", "محمود بهرامی پور"]),
        ("حجت‌الاسلام علی بهرامی آمد", [("علی بهرامی", "person", None)]),
        ("محمدجواد آذری جهرمی وزیر بود", [("محمدجواد آذری جهرمی", "person", None)]),
        ("دیدار با دونالد ترامپ", [("دونالد ترامپ", "person", "trump")]),
        ("ترامپ رفت", [("ترامپ", "person", "trump")]),
        ("واتس اپ و واتساپ و اینستاگرام", ["واتس اپ", "واتساپ", "اینستاگرام"]),
        ("پیام‌رسان بله باز است", [("پیام‌رسان بله", "product", "bale")]),
        (
            "ابرآروان و Cloudflare",
            [("ابرآروان", "product", "arvancloud"), ("Cloudflare", "product", "cloudflare")],
        ),
        ("فرماندار بم و شهرستان خوی", [("بم", "place", "bam"), ("خوی", "place", "khoy")]),
    ],
)
def test_entities(text, want):
    hits = found(text)
    assert [hit if isinstance(w, tuple) else hit[0] for hit, w in zip(hits, want, strict=True)] == want


@pytest.mark.parametrize(
    "text",
    [
        "خوی او تند و صدای او بم است",
        "به قدر کفایت در ساری بافت تازه نیست",
        "او به امور مالی رسید و چک کشید",
        "بله، دیوار خانه فرو ریخت و نشان آن پیدا بود",
        "ایرانی‌ها و آمریکایی‌ها و ایران‌شناسی",
        "این سازمان و شرکت‌ها و بانک‌های خصوصی",
        "شرکت مذکور و بانک خارجی و صندوق رأی",
        "دانشگاه بسته است و بیمارستان در حال ساخت است",
        "آقای وزیر گفت و دکتر گفت دارو نیست",
        "علی کتاب خواند و حسین رفت",
        "قیام امام حسین حرکتی بزرگ بود",
        "امید مردمی و پیام رهبری",
        "دولت آمد و ارتش رفت",
    ],
)
def test_what_is_no_entity(text):
    assert found(text) == []


def test_speakers_of_the_article():
    text = "سارا نیک‌اندیش آمد. نیک‌اندیش گفت نیک‌اندیشی خوب است."
    assert found(text, ["سارا نیک‌اندیش", "نیک‌اندیش", ""]) == [
        ("سارا نیک‌اندیش", "person", None),
        ("نیک‌اندیش", "person", None),
    ]


@pytest.mark.parametrize("file", FILES)
def test_every_name_of_a_gazetteer_is_found(file):
    missed = []
    for other, row in ROWS:
        if other != file:
            continue
        for form in {row.name, *row.forms}:
            text = f"امروز {BEFORE[FILES[file]] + ' ' if form in row.doubtful else ''}{form}، بود"
            if (FILES[file], row.id) not in [hit[1:] for hit in found(text)]:
                missed.append((row.id, form, found(text)))
    assert missed == []


def test_a_doubtful_name_alone_is_none():
    assert [row.doubtful for _, row in ROWS if any(found(f"امروز {form}، بود") for form in row.doubtful)] == []


def test_countries_have_iso_codes_and_ids_are_unique():
    codes = [row.id for _, row in ROWS if row.type == "country"]
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)
    assert len({row.id for _, row in ROWS}) == len(ROWS)


def test_no_form_stands_for_two_names():
    seen = {}
    clashes = [
        (form, seen[form], row.id)
        for _, row in ROWS
        for form in {row.name, *row.forms}
        if seen.setdefault(form, row.id) != row.id
    ]
    assert clashes == []


@pytest.mark.parametrize("row", [row for row in WORDS if row.kind not in KEEPING], ids=lambda row: row.id)
def test_examples_of_words_that_help(row):
    assert row.examples
    assert [s for s in row.examples if not found(s)] == []
    assert [s for s in row.counterexamples if found(s)] == []


@pytest.mark.parametrize("row", [row for row in WORDS if row.kind in KEEPING - {"common"}], ids=lambda row: row.id)
def test_examples_of_words_that_keep(row):
    without = NAMES._replace(**{row.kind: frozenset()})
    assert row.examples
    for text in row.examples:
        assert entities(text, NAMES) != entities(text, without)
    for text in row.counterexamples:
        assert entities(text, NAMES) == entities(text, without)


def test_examples_of_common_given_names():
    (row,) = [row for row in WORDS if row.kind == "common"]
    assert [s for s in row.examples if found(s)] == []
    assert [s for s in row.counterexamples if not found(s)] == []


@pytest.mark.parametrize("half_space", ["", " "])
def test_a_lost_half_space_changes_nothing(half_space):
    text = "وزارت امور خارجه هنگ‌کنگ و واتس‌اپ و احمدی‌نژاد و سری‌لانکا"
    hits = [hit[1:] for hit in found(text)]
    assert [hit[1:] for hit in found(text.replace("\u200c", half_space))] == hits


@given(ODD | st.text(max_size=60), st.lists(st.text(st.sampled_from("علی رضا"), max_size=6), max_size=3))
def test_hits_are_ordered_and_inside_the_text(text, speakers):
    hits = entities(text, NAMES, speakers)
    assert all(0 <= h.start < h.end <= len(text) for h in hits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))


HOSTILE = ["ایران ", "بانک ", "دکتر ", "علی ", "وزارت و ", "شهر ", "ا", " ", "\u200c", "«", "مجلس ایران "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit):
    assert takes_linear_time(lambda text: entities(text, NAMES, ["علی رضایی", "ا"]), unit)
