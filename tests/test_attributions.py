"""Every construction of the table gives what it must, and the parts of the attribution stage do their work."""

import re
from pathlib import Path

import pytest

from constructions import CASES, KNOWN_FAILURES, NEGATIVES, ordered, problems
from faclaims import Extractor
from faclaims.lexicon import SCHEMAS, load
from faclaims.lexicon.words import words
from faclaims.stages.attributions import divide_headline, find_attributions, grammar
from faclaims.stages.attributions.cues import find_cues
from faclaims.stages.attributions.model import Sentence
from faclaims.stages.attributions.quotes import find_quotes
from faclaims.stages.normalize import normalize
from faclaims.stages.phrases import Cut, known_length, subject, tokens
from faclaims.stages.sentences import sentence_words, sentences


def marked(rows):
    """Rows as parameters; those that are known to fail must fail, so that a row put right loses its line."""
    return [
        pytest.param(
            row,
            id=row["id"],
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[row["id"]], strict=True)]
            if row["id"] in KNOWN_FAILURES
            else [],
        )
        for row in rows
    ]


def cues_in(raw):
    return find_cues(normalize(raw).text, grammar().cues, grammar().patterns)


def adverbials(text):
    return [(hit.start, hit.end) for hit in words().adverbials.find(text)]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("case", marked(CASES))
def test_a_construction_gives_these_attributions(extractor, case):
    assert problems(extractor, case) == []


@pytest.mark.parametrize("case", marked(NEGATIVES))
def test_nothing_is_reported(extractor, case):
    assert extractor.extract(case["text"]).attributions == ()


def test_known_failures_are_rows_of_the_table():
    assert set(KNOWN_FAILURES) <= {row["id"] for row in CASES + NEGATIVES}
    assert all(KNOWN_FAILURES.values())


CUES = """
گفت: | goftan past
گفتند: | goftan past
گفته است: | goftan perfect
گفته‌اند: | goftan perfect
گفته اند: | goftan perfect
گفتهاند: | goftan perfect
گفته بود: | goftan perfect
می‌گوید: | goftan present
می\u200cشود گفت: | goftan past
می\u200cشود\u200cگفت: | goftan past
می گوید: | goftan present
میگوید: | goftan present
می‌گویند: | goftan present
می‌گفت: | goftan imperfect
گفتم: | goftan first
گفته‌ام: | goftan first
می‌گوییم: | goftan performative
افزوده است: | afzudan perfect
می‌افزاید: | afzudan present
می‌فرمایند: | farmudan present
اظهار کرد: | ezhar past
اظهارکرد: | ezhar past
اظهار می‌دارد: | ezhar present
خاطر نشان کرد: | khaterneshan past
خاطر\u200cنشان کرد: | khaterneshan past
خاطرنشان می\u200cکند: | khaterneshan present
خاطر\u200cنشان می\u200cکند: | khaterneshan present
خاطرنشان میکند: | khaterneshan present
خاطر\u200cنشان میکند: | khaterneshan present
خاطر نشان می کند: | khaterneshan present
خاطرنشان ساختند: | khaterneshan past
یادآور شده است: | yadavar perfect
تأکید کردند: | takid past
تاکید می کند: | takid present
هشدار می‌دهد: | hoshdar present
معتقدند: | motaqed present
معتقد است: | motaqed present
بر این باورند: | motaqed present
ادعا کرده‌اند: | eddea perfect
اعلام و ابلاغ شد | elam elided
گفته می‌شود | gofte_shode none
به گفته‌ی وزیر | be_gofte none
به گفتۀ وزیر | be_gofte none
به نقل‌ از وزیر | be_naql none
"""


@pytest.mark.parametrize("line", CUES.strip().splitlines())
def test_a_reporting_verb_is_found_in_its_forms(line):
    text, _, expected = line.partition(" | ")
    [cue] = cues_in(text)
    assert f"{cue.row.id} {cue.tense}" == expected


@pytest.mark.parametrize(
    "text",
    [
        "گفتگو",
        "گفت‌وگو",
        "گفت و گوی دو وزیر",
        "گفت‌وگوها",
        "ناگفته",
        "ناگفته‌ها",
        "گفتار",
        "گفتمان",
        "گفتنی است",
        "گفته‌هایش",
        "شگفت",
        "هنگفت",
        "سخن‌گفتن",
        "افزوده‌ها",
        "ارزش افزوده",
        "نوشته‌هایش",
        "نوشت‌افزار",
        "بازنویسی",
        "خواسته‌ها",
        "خواستگاری",
        "دانسته‌ها",
        "دانشگاه",
        "نامیدنی",
        "خوانده‌شدن",
        "پرسش",
        "پاسخگو",
        "خبردار",
        "هشدارها",
        "اعلامیه",
        "اظهارنامه",
        "تأکیدهایش",
        "معتقدان",
        "ردیف",
        "مدعی‌العموم",
        "تسلیت گفته‌اند",
        "تبریک می‌گوید",
        "نمی‌گوید",
        "نگفت",
        "اعلام نکرد",
        "می‌توان گفت",
        "نوشته می‌شود",
        "خوانده شد",
    ],
)
def test_no_cue_is_found_inside_words_and_look_alikes(text):
    assert cues_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("او گفت: «برف آمد».", ["برف آمد"]),
        ("او گفت: “برف آمد”.", ["برف آمد"]),
        ("او گفت: „برف آمد“.", ["برف آمد"]),
        ('او گفت: "برف آمد".', ["برف آمد"]),
        ("او گفت: ‹برف آمد›.", ["برف آمد"]),
        ("«یک» و «دو»", ["یک", "دو"]),
        ('"یک" و "دو"', ["یک", "دو"]),
        ("«یک «دو» سه»", ["یک «دو» سه"]),
        ("«یک “دو” سه»", ["یک “دو” سه"]),
        ("“یک «دو» سه”", ["یک «دو» سه"]),
        ("«یک\nدو»", ["یک\nدو"]),
        ("«یک\n«دو»", ["یک\n«دو"]),
        ('"یک\nدو"', []),
        ("«یک", []),
        ("یک»", []),
        ("»یک«", []),
        ("«یک و “دو”", ["دو"]),
        ("“یک و «دو» و «سه»", ["دو", "سه"]),
        ("یک» و «دو»", ["دو"]),
        ("«یک» و «دو", ["یک"]),
        ("«»", [""]),
        ("", []),
        ("«" + "آ" * 7000 + "»", []),
        ("«" + "آ" * 7000 + " «دو»", ["دو"]),
        ("«" + "آ" * 3000 + " «یک» " + "آ" * 4000 + " «دو»", ["یک", "دو"]),
        ("“" + "آ" * 3000 + " «یک» " + "آ" * 4000 + " «دو» " + "آ" * 7000 + " «سه»", ["یک", "دو", "سه"]),
    ],
)
def test_quotation_marks_are_paired(text, expected):
    assert [text[slice(*quote.inner)] for quote in find_quotes(text)] == expected


SUBJECTS = """
[دکتر سیما سادات لاری] در نشست
[لتیشیا جیمز دادستان نیویورک] دیروز
[دکتر رضایی] ظرفیت تولید را
[کارشناسان محلی] دیروز
راه باید باز شود [وی]
(یزد) [رضا نوری] دیروز
خبرگزاری کوهستان؛ [رضا نوری] در نشست
پیشرفت پروژه راه روستا [رضا نوری] دیروز
پیشرفت راه در روستا [رضا نوری] دیروز
[علی رضایی]
[دکتر علی رضایی]
[وی] همچنین
[وزیر نیرو] امروز
امروز [وزیر نیرو]
ظهر دیروز [علی رضایی] در جمع خبرنگاران
در این نشست، [علی رضایی]
در پایان این مراسم [وزیر نیرو] با اشاره به برف
روز ۱۲ خرداد [فرماندار سراب]
سه‌شنبه ۱۵ مهر ۱۳۹۸ [وزیر نیرو]
[سعید نوذری، کارشناس زلزله،]
[سعید نوذری، کارشناس زلزله]
[کارشناس زلزله، سعید نوذری]
[نرگس حکیمی، عضو هیئت علمی پژوهشگاه زلزله و دبیر همایش امسال]، در سخنرانی آغازین
[نقاش پیشکسوت، هانیبال سرکیسیان]،
[حجت‌الاسلام سبزعلی امام جمعه خاش]
[نماینده ولی‌فقیه در استان مازندران] در خطبه‌های نماز
[سخنگوی وزارت خارجه آمریکا] نیز
[سیما برزگر] که بیست سال در این روستا معلم بوده
[مدیرکل گمرک میرجاوه] که به شهر رفته بود، دیروز
[برخی کارشناسان]
[یکی از پرستاران] دیشب
[یک منبع آگاه] به ایسنا
[کارگران نیشکر هفت‌تپه]
[انگلستان، فرانسه و آلمان]
[علی رضایی و حسین کاویانی]
[شورای صنفی معلمان]
شیراز - [علی رضایی]
[این مقام مسئول] دیروز
[منتقدان این طرح] نیز
اما [وزیر نیرو]
درباره کمبود پرستار [علی رضایی]
در نشستی که دیروز برگزار شد، [وزیر نیرو]
به گزارش خبرنگار ما، [علی رضایی]
و
همچنین
در ادامه
در این باره
با تأکید بر وحدت
"""


@pytest.mark.parametrize("line", SUBJECTS.strip().splitlines())
def test_the_subject_is_the_first_noun_phrase_that_no_preposition_governs(line):
    text = normalize(line.replace("[", "").replace("]", "")).text
    phrase, _ = subject(tokens(text, 0, len(text), words(), adverbials(text)))
    found = text[slice(*phrase)] if phrase else ""
    assert found == normalize(line.partition("[")[2].partition("]")[0]).text.rstrip("،")


GOES_ON = {
    "same paragraph": "علی رضایی گفت: سد پر است. [آب تا پاییز کم نمی‌آید.]",
    "argument": "علی رضایی گفت: سد پر است. [پس نباید نگران بود. هر سال همین حرف‌ها را می‌زنند.]",
    "first person over a line break": "علی رضایی گفت: ما سد را ساختیم.\n[ما باز هم می‌سازیم.]",
    "first person plural verbs": "علی رضایی گفت: سد را ساخته‌ایم.\n[راه را هم می‌سازیم.]",
    "bullets after a colon": "رئیس شورا گفت:\n• سد پر است.\n[• راه باز است.]",
    "the colon ends its line": "علی رضایی گفت:\n[سد پر است و آب کم نمی‌آید.]",
    "question inside the argument": "علی رضایی گفت: سد پر است. [چرا کسی نمی‌پرسد؟]",
}
STOPS = {
    "گفتنی است": "علی رضایی گفت: سد پر است. [گفتنی است این سد سی سال دارد.]",
    "شایان ذکر است": "علی رضایی گفت: سد پر است. [شایان ذکر است این سد سی سال دارد.]",
    "این در حالی است": "علی رضایی گفت: سد پر است. [این در حالی است که رودخانه خشک است.]",
    "به گزارش": "علی رضایی گفت: سد پر است. [به گزارش ایسنا، این سد سی سال دارد.]",
    "a line break": "علی رضایی گفت: سد پر است.\n[این سد در سال ۱۳۷۰ ساخته شد.]",
    "a line break before the third person": "علی رضایی گفت: ما سد را ساختیم.\n[این سد سی سال دارد.]",
    "the speaker as subject": "علی رضایی گفت: سد پر است. [وی پیش از این مدیر آب بوده است.]",
    "source line": "علی رضایی گفت: سد پر است.\n[منبع: ایسنا]",
    "furniture": "علی رضایی گفت: سد پر است. [کد خبر 12345]",
    "channel": "علی رضایی گفت: سد پر است. [@akhbar_shahr]",
    "end of message": "علی رضایی گفت: سد پر است.\n[انتهای پیام]",
    "a clause with no colon": "علی رضایی گفت که سد پر است. [این سد سی سال دارد.]",
    "a closed quotation": "علی رضایی گفت: «سد پر است.» [این سد سی سال دارد.]",
    "a document's next verb": "در این نامه آمده است که سد پر شده است [و بیان شده که راه باز است.]",
    "a document's next verb after a quotation": "در این نامه آمده است: «سد پر شده است» [و بیان شده که راه باز است.]",
    "who is asked": "علی رضایی با اشاره به اینکه سد خالی است، [از همه کسانی که باغ دارند خواست، صبور باشند.]",
    "what else to see": "علی رضایی گفت: ما سد را ساختیم.\n[همچنین ببینید ما چه می\u200cخوریم]",
    "who likes it": "علی رضایی گفت: ما سد را ساختیم. [سه نفر این پست را پسندیده\u200cاند]",
    "date of the page": "علی رضایی گفت: ما سد را ساختیم. [تاریخ انتشار: ۱۲ خرداد ۱۴۰۰]",
    "a subheading on the heels of a stop": "علی رضایی گفت: سد پر است.[کار راه تازه]\nراه سی سال دارد.",
    "when an event is held": "علی رضایی گفت: سد پر است. [دهمین جشنواره فیلم از شنبه ۵ تیر آغاز می\u200cشود.]",
    "a new cue": "علی رضایی گفت: سد پر است. [حسین کاویانی افزود: راه باز است.]",
}


def said_by_the_first(extractor, line):
    """Whether the words in brackets belong to what the first speaker says."""
    text = line.replace("[", "").replace("]", "")
    at = line.index("[")
    first = ordered(extractor.extract(text).attributions)[0]
    return any(piece.start <= at < piece.end or at <= piece.start for piece in first.content)


@pytest.mark.parametrize("before", range(9))
def test_the_longest_known_phrase_is_taken_wherever_it_stands(before):
    toks = tokens(text := "و " * before + "دکتر کاویانی مدیر سد رفت", 0, len(text), words())
    known = frozenset({"دکتر|کاویانی", "کاویانی|مدیر|سد"})
    assert known_length(toks, before, len(toks), known) == 4


@pytest.mark.parametrize("line", GOES_ON.values(), ids=GOES_ON)
def test_a_content_goes_on(extractor, line):
    assert said_by_the_first(extractor, line)


@pytest.mark.parametrize("line", STOPS.values(), ids=STOPS)
def test_a_content_stops(extractor, line):
    assert not said_by_the_first(extractor, line)


@pytest.mark.parametrize("mark", '«“„"')
def test_a_content_begins_after_a_mark_that_nothing_closes(extractor, mark):
    [found] = extractor.extract(f"علی رضایی گفت: {mark}سد پر شد و راه").attributions
    assert [piece.text for piece in found.content] == ["سد پر شد و راه"]


# A bar stands where the headline ends.
HEADLINES = """
هوای ایلام از فردا خنک می‌شود | احسان نوری کارشناس هواشناسی گفت: از فردا باد می‌وزد.
سروش ملکی استاندار یزد: آب شهر تمیز است | وی در نشست خبری با اشاره به آزمایش‌ها گفت: آب سالم است.
ده خانه در بافت کهنه یزد نو شد | به گزارش روابط عمومی شهرداری، این خانه‌ها در یک سال ساخته شده است.
آمادگی برای برف در جاده‌های استان | به گزارش خبرگزاری فارس از ایلام، همه ماشین‌ها آماده کار هستند.
سد تازه آب نمی‌گیرد | وزیر نیرو در بازدید از سد و دیدار با مردم روستا گفت: کار مانده است.
"""

WHOLE = """
سد پر شد.\nوزیر نیرو گفت: آب این شهر تا پایان سال کافی است.
در نشستی که امروز در یزد برگزار شد وزیر نیرو گفت: آب این شهر کافی است.
وزیر نیرو به مردم گفت: سد پر شد و مدیرعامل شرکت آب هم این را می‌داند.
وزیر نیرو تأکید کرد مدیران شهر باید آب را بهتر از این پخش کنند و گزارش بدهند.
دو نفر، به گزارش رویترز، در تصادف جاده اصلی شهر کشته شدند و پنج نفر زخمی شدند.
"""


@pytest.mark.parametrize("row", HEADLINES.strip().splitlines() + WHOLE.strip().splitlines())
def test_a_headline_on_one_line_with_its_body_ends_where_the_body_opens(row):
    headline, _, body = row.replace("\\n", "\n").partition(" | ")
    text = normalize(f"{headline} {body}" if body else headline).text
    cuts = sentences(text, sentence_words())
    found = [text[s:e] for s, e in divide_headline(text, cuts, grammar())]
    assert found == ([headline, body] if body else [text[s:e] for s, e in cuts])


def test_a_headline_that_lost_its_break_does_not_go_on_in_the_body(extractor):
    text = "سروش ملکی: آب شهر تمیز است وی سال گذشته استاندار ایلام بود و امسال به یزد آمد."
    assert [text[c.start : c.end] for c in extractor.extract(text).claims] == ["آب شهر تمیز است"]


SAMPLES = sorted((Path(__file__).parents[1] / "data" / "samples").glob("*.txt"))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request) -> str:
    return normalize(request.param.read_text(encoding="utf-8")).text


def test_a_sentence_that_reads_alike_gives_the_same_when_it_is_read_again(sample, monkeypatch):
    cuts = sentences(sample, sentence_words())
    found = find_attributions(sample, cuts, grammar())
    monkeypatch.setattr(Sentence, "reads_alike", lambda *_: False)
    assert find_attributions(sample, cuts, grammar()) == found


def test_the_pattern_of_verbs_finds_what_it_does_when_it_is_tried_at_every_place(sample):
    plain = next(re.compile(row.pattern) for row in load("patterns", SCHEMAS["patterns"]) if row.id == "verb")
    for start in range(0, len(sample), 7):
        stretch = sample, start, start + 101  # cut anywhere, in words too
        quick = grammar().patterns.verb.finditer(*stretch)
        assert [verb.span() for verb in quick] == [verb.span() for verb in plain.finditer(*stretch)]


def test_a_sentence_cut_as_far_as_asked_gives_the_tokens_of_the_whole(sample):
    phrases = adverbials(sample)
    for sentence in sentences(sample, sentence_words()):
        here = [phrase for phrase in phrases if sentence.start <= phrase[0] < sentence.end]
        whole = tokens(sample, *sentence, words(), here)
        cut = Cut(sample, sentence, words(), here)
        for start in range(sentence.start, sentence.end, 3):
            end = start + 11  # cut anywhere, in words and phrases too
            inside = [token for token in whole if start <= token.start < end]
            assert list(cut.between(start, end)) == [token for token in inside if token.end <= end]
