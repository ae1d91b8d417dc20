"""Who speaks: what a mention says, and which mentions of an article are one speaker."""

import pytest

from faclaims import Extractor
from faclaims.lexicon.words import words
from faclaims.stages.normalize import normalize
from faclaims.stages.phrases import person_rows
from faclaims.stages.speakers.mentions import read_mention
from faclaims.stages.speakers.officials import official
from faclaims.stages.speakers.registry import Source

MENTIONS = """
علی رضایی | named person | علی رضایی |
دکتر علی رضایی | named person | علی رضایی | دکتر
حجت‌الاسلام سبزعلی | named person | سبزعلی | حجت‌الاسلام
سرهنگ کاوه درویشی | named person | کاوه درویشی | سرهنگ
محمدجواد آذری جهرمی | named person | محمدجواد آذری جهرمی |
سعید نوذری، کارشناس زلزله | named person | سعید نوذری | کارشناس زلزله
کارشناس زلزله، سعید نوذری | named person | سعید نوذری | کارشناس زلزله
وزیر نیرو حسین کاویانی | named person | حسین کاویانی | وزیر نیرو
حسین کاویانی وزیر نیرو و سخنگوی دولت | named person | حسین کاویانی | وزیر نیرو + سخنگوی دولت
حسین کاویانی، وزیر نیرو و سخنگوی دولت | named person | حسین کاویانی | وزیر نیرو + سخنگوی دولت
«جیمز کلارک» نخست‌وزیر پیشین | named person | جیمز کلارک | نخست‌وزیر پیشین
نخست‌وزیر پیشین «جیمز کلارک» | named person | جیمز کلارک | نخست‌وزیر پیشین
وزیر نیرو | role person | - | وزیر نیرو
رئیس اداره راه چاراویماق | role person | - | رئیس اداره راه چاراویماق
معاون وزیر و مدیرعامل شرکت آب | role person | - | معاون وزیر + مدیرعامل شرکت آب
وی | pronoun person | - |
او | pronoun person | - |
ایشان | pronoun person | - |
آن‌ها | pronoun person | - |
این کارشناس زلزله، سعید نوذری | named person | سعید نوذری | کارشناس زلزله
روسیه و چین | named group | روسیه و چین |
هند، مصر و ترکیه | named group | هند، مصر و ترکیه |
سعید نوذری و نسترن افشار | named group | سعید نوذری و نسترن افشار |
سعید نوذری، کارشناس راه و ترابری | named person | سعید نوذری | کارشناس راه و ترابری
استاد زیست‌شناسی دانشگاه تهران | role person | - | استاد زیست‌شناسی دانشگاه تهران
استاد رهین | named person | رهین | استاد
امیر کاویانی | named person | امیر کاویانی |
بریتانیا | named organization | بریتانیا |
بانو افشار | named person | افشار | بانو
سیدنادر کاویانی | named person | سیدنادر کاویانی |
وکیل مدافع سعید نوذری | role person | - | وکیل مدافع سعید نوذری
خانواده‌ی سعید نوذری | role group | خانواده‌ی سعید نوذری |
نایب‌رئیس انجمن | role person | - | نایب‌رئیس انجمن
نقاش پیشکسوت، سعید نوذری | named person | سعید نوذری | نقاش پیشکسوت
این سه کشور | role group | - | سه کشور
این مقام مسئول | role person | - | مقام مسئول
این کارشناس | role person | - | کارشناس
این سازمان | role organization | - | سازمان
این گزارش | role document | این گزارش |
یک منبع آگاه | role unnamed | یک منبع آگاه |
منابع محلی | role unnamed | منابع محلی |
یکی از پرستاران | role unnamed | یکی از پرستاران |
برخی کارشناسان | role group | برخی کارشناسان |
نمایندگان مجلس | role group | نمایندگان مجلس |
کارگران کارخانه | role group | کارگران کارخانه |
سازمان هواشناسی | named organization | سازمان هواشناسی |
وزارت خارجه ترکیه | named organization | وزارت خارجه ترکیه |
بیانیه انجمن | named document | بیانیه انجمن |
"""


@pytest.mark.parametrize("line", MENTIONS.strip().splitlines())
def test_a_mention_is_read(line):
    mention, sort, name, roles = (cell.strip() for cell in line.split("|"))
    text = normalize(mention).text
    parts = read_mention(text, 0, len(text), words())
    assert f"{parts.type} {parts.kind}" == sort
    assert (parts.name or "-") == normalize(name).text
    assert " + ".join(parts.roles) == normalize(roles).text


def speakers(text: str) -> list[str | None]:
    return [a.speaker.name for a in Extractor().extract(text).attributions]


A = "حسین کاویانی"
B = "نسترن افشار"

ARTICLES = {
    "a bare name, then what it is": (
        "پالس‌نت گفت: اینترنت قطع است. این نهاد افزود: وصل می‌شود.",
        ["پالس‌نت"] * 2,
    ),
    "a name before the name it stands for": (
        "جهان‌نما کوهگرد نماینده علی رضایی گفت: رأی‌ها شمرده شد. او افزود: کار تمام است.",
        ["جهان‌نما کوهگرد"] * 2,
    ),
    "a dateline without a mark": (
        "خبرگزاری پارسه حسین کاویانی، وزیر نیرو، گفت: سد پر است.",
        [A],
    ),
    "a list in a participle phrase": (
        "این خبرگزاری با اشاره به اتصال کابل‌ها در آسیا، اروپا و آفریقا از راه دریا، نوشت که داده‌ها امن هستند.",
        ["خبرگزاری"] * 2,
    ),
    "a name in marks, then a post": (
        "«نسترن افشار»، منتقد این طرح هم گفت که «سد پر است و آب هست».",
        [B],
    ),
    "a body, then its statement": (
        "انجمن پزشکان بیانیه داد. در این بیانیه آمده است: «آب شهر سالم است و نگرانی نیست.»",
        ["انجمن پزشکان"],
    ),
    "a content that opens with a word of saying": (
        "نسترن افشار گفت اطمینان می‌دهم آب قطع نخواهد شد.",
        [B],
    ),
    "a headline that lost its line break": (
        "هوای کرگان خنک می‌شود نسترن افشار کارشناس هواشناسی در جمع خبرنگاران گفت: باد می‌وزد. وی افزود: ابر نیست.",
        [B, B],
    ),
    "messages of readers": (
        "پیام‌های شما\n🔹از کرگان: هرگز نگران نباشید. آب وصل می‌شود.\n🔹از شهر ری: ما سه روز است برق نداریم.\n"
        "🔹کاش باران ببارد.\nاز این هفته: قیمت نان گران می‌شود.",
        ["از کرگان", "از شهر ری"],
    ),
    "a source, then a quotation without a comma": (
        "در کرگان به ادعای مسئولان شهر «آرامش برقرار شده است».",
        ["مسئولان شهر"],
    ),
    "a source that bears witness": (
        "به گواه گزارش نهادهای ناظر، آب شهر سه روز قطع بوده است.",
        ["نهادهای ناظر"],
    ),
    "a source, then an adverbial between commas": (
        "به گفته حسین کاویانی وزیر نیرو، در کرگان، آب کم شده است.",
        [A],
    ),
    "sources named together, then counted": (
        "روسیه، هند و مصر در نامه‌ای گفتند که مرز بسته می‌ماند. سفیر ترکیه گفت: مرز باز است.\n"
        "هر سه کشور خواستند که این کار محکوم شود.",
        ["روسیه، هند و مصر", "سفیر ترکیه", "روسیه، هند و مصر"],
    ),
    "the report of an outlet": (
        "خبرگزاری رویترز گزارش داد که بندر بسته است. وزارت نیرو گفت: آب کم است. این گزارش می‌گوید که راه باز است.",
        ["خبرگزاری رویترز", "وزارت نیرو", "خبرگزاری رویترز"],
    ),
    "a post in fewer words than where its holder is named": (
        "نامزد انتخابات انجمن نویسندگان گفت: کتاب گران است.\n"
        "نسترن افشار نامزد سومین دوره انتخابات انجمن نویسندگان دیروز به یزد آمد.",
        [B],
    ),
    "the same post of two countries": (
        "حسین کاویانی سخنگوی وزارت خارجه ایران گفت: مرز بسته است.\nسخنگوی وزارت خارجه ترکیه گفت: مرز باز است.",
        [A, "سخنگوی وزارت خارجه ترکیه"],
    ),
    "a post held for a place that bears a given name": (
        "نماینده مردم علی آباد در مجلس گفت: راه خراب است.",
        ["نماینده مردم علی‌آباد در مجلس"],
    ),
    "a post that several speakers hold": (
        "حسین کاویانی نامزد شورا گفت: آب کم است. نسترن افشار نامزد شورا گفت: باران در راه است. "
        "حسین کاویانی گفت: سد خالی است. نسترن افشار گفت: چاه‌ها پر است. این نامزد گفت: مردم نگران نباشند.",
        [A, B, A, B, B],
    ),
    "a subject of narration before the last speaker": (
        "حسین کاویانی گفت: آب کم است.\nنسترن افشار سد تازه را افتتاح کرد.\n"
        "حسین کاویانی گفت: سد خالی است.\nوی افزود: باران در راه است.",
        [A, A, A],
    ),
    "a body whose name ends in a kind of document": (
        "وزارت اطلاعات دو نفر را بازداشت کرد. در این بیانیه آمده است: «پرونده هنوز باز است و رسیدگی می‌شود.»",
        ["وزارت اطلاعات"],
    ),
    "as someone said": (
        "بارشی که راه را می‌بندد ، آن طور که نسترن افشار اعلام کرده ، فردا هم ادامه دارد.",
        [B],
    ),
    "a quantifier before an adverbial of saying": (
        "یک مقام لبنانی در گفت‌وگو با المنار خبر توافق بیروت با همسایه را تکذیب کرد.",
        ["یک مقام لبنانی"],
    ),
    "a document and where it was issued": (
        "طبق اخبار منتشره در شبکه‌های اجتماعی، برق قطع شده است. بر اساس ویدیوهای منتشر شده در سایت شورا، آب هم نیست.",
        ["شبکه‌های اجتماعی", "سایت شورا"],
    ),
    "several, then their number": (
        "هند، مصر و ترکیه اعلام کردند که بندر باز است. این سه کشور افزودند: کشتی‌ها در راه هستند.",
        ["هند، مصر و ترکیه"] * 2,
    ),
    "name, then role": (
        "حسین کاویانی، وزیر نیرو، گفت: سد پر است. وزیر نیرو افزود: آب هست.",
        [A, A],
    ),
    "role, then name": (
        "وزیر نیرو گفت: سد پر است.\nحسین کاویانی، وزیر نیرو، افزود: آب هست.",
        [A, A],
    ),
    "role beside the name in narration before": (
        "نشست خبری حسین کاویانی وزیر نیرو برگزار شد. وزیر نیرو گفت: سد پر است.",
        [A],
    ),
    "role beside the name in narration after": (
        "وزیر نیرو گفت: سد پر است.\nپیش از این حسین کاویانی، وزیر نیرو، از سد دیدن کرده بود.",
        [A],
    ),
    "part of a role": (
        "حسین کاویانی، وزیر نیرو در دولت پیشین، گفت: سد پر است. وزیر نیرو افزود: آب هست.",
        [A, A],
    ),
    "family name after the full name": (
        "حسین کاویانی گفت: سد پر است. کاویانی افزود: آب هست.",
        [A, A],
    ),
    "full name after the family name": (
        "کاویانی: سد پر است\nحسین کاویانی در نشست خبری افزود: آب هست.",
        [A, A],
    ),
    "title and family name": (
        "حسین کاویانی گفت: سد پر است. دکتر کاویانی افزود: آب هست.",
        [A, A],
    ),
    "pronoun": (
        "حسین کاویانی گفت: سد پر است. وی افزود: آب هست. او تصریح کرد: باران می‌آید.",
        [A, A, A],
    ),
    "dropped subject": (
        "حسین کاویانی گفت: سد پر است و افزود: آب هست.",
        [A, A],
    ),
    "dropped subject in a sentence of its own": (
        "حسین کاویانی گفت: سد پر است.\nهمچنین تأکید کرد: آب هست.",
        [A, A],
    ),
    "participle clause shares its subject": (
        "حسین کاویانی با بیان اینکه سد پر است، گفت: آب هست.",
        [A, A],
    ),
    "this official": (
        "حسین کاویانی، وزیر نیرو، گفت: سد پر است. این مقام مسئول افزود: آب هست.",
        [A, A],
    ),
    "this expert": (
        "سعید نوذری، کارشناس زلزله، گفت: گسل فعال است. این کارشناس زلزله افزود: خانه‌ها سست است.",
        ["سعید نوذری", "سعید نوذری"],
    ),
    "pronoun with its name in the narration before": (
        "حسین کاویانی صبح امروز به سراب رفت. وی گفت: سد پر است.",
        [A],
    ),
    "pronoun with no antecedent": (
        "وی گفت: سد پر است.",
        [None],
    ),
    "two ministers by name": (
        "حسین کاویانی، وزیر نیرو، گفت: سد پر است.\nنسترن افشار، وزیر علوم، گفت: خوابگاه باز است.\n"
        "کاویانی افزود: آب هست.\nافشار افزود: کتابخانه هم باز است.",
        [A, B, A, B],
    ),
    "two ministers by role": (
        "حسین کاویانی، وزیر نیرو، گفت: سد پر است.\nنسترن افشار، وزیر علوم، گفت: خوابگاه باز است.\n"
        "وزیر نیرو افزود: آب هست.\nوزیر علوم افزود: کتابخانه هم باز است.",
        [A, B, A, B],
    ),
    "two ministers, pronouns": (
        "حسین کاویانی، وزیر نیرو، گفت: سد پر است. وی افزود: آب هست.\n"
        "نسترن افشار، وزیر علوم، گفت: خوابگاه باز است. وی افزود: کتابخانه هم باز است.",
        [A, A, B, B],
    ),
    "two ministers known only by role": (
        "وزیر نیرو گفت: سد پر است.\nوزیر علوم گفت: خوابگاه باز است.\nوزیر نیرو افزود: آب هست.",
        ["وزیر نیرو", "وزیر علوم", "وزیر نیرو"],
    ),
    "one surname, two persons": (
        "علی رضایی گفت: سد پر است.\nحسین رضایی گفت: راه باز است.",
        ["علی رضایی", "حسین رضایی"],
    ),
    "a group and a person": (
        "کارگران کارخانه گفتند: دستمزد نگرفته‌ایم.\nحسین کاویانی گفت: پرداخت می‌شود. وی افزود: فردا.",
        ["کارگران کارخانه", A, A],
    ),
    "an organisation and its statement": (
        "انجمن عکاسان بیانیه داد: دوربین‌ها را پس بدهید.\nاین انجمن افزود: چهار عکاس در بازداشت‌اند.",
        ["انجمن عکاسان", "انجمن عکاسان"],
    ),
    "an unnamed source and a pronoun": (
        "یک منبع آگاه گفت: مذاکره ادامه دارد. وی افزود: توافق نزدیک است.",
        ["یک منبع آگاه", "یک منبع آگاه"],
    ),
    "impersonal": (
        "گفته می‌شود نیمی از کارکنان از شهر رفته‌اند.",
        ["نامشخص"],
    ),
    "a source preposition": (
        "حسین کاویانی، وزیر نیرو، گفت: سد پر است.\nبه گفته وزیر نیرو، آب تا پاییز هست.",
        [A, A],
    ),
}


@pytest.mark.parametrize("line", MENTIONS.strip().splitlines())
def test_any_piece_of_a_mention_can_be_read(line):
    text = line.partition("|")[0].strip() + "\u060c"  # cut anywhere, and with a comma left at its end
    for start in range(0, len(text), 3):
        for end in range(start + 1, len(text) + 1):
            parts = read_mention(text, start, end, words())
            assert parts.name is None or parts.name.strip()


@pytest.mark.parametrize(("text", "expected"), ARTICLES.values(), ids=ARTICLES)
def test_mentions_of_one_speaker_are_linked(text, expected):
    assert [normalize(name).text if name else None for name in speakers(text)] == expected


def test_spellings_of_one_name_are_one_speaker():
    assert len(set(speakers("سيد علي رضایی گفت: سد پر است. سیدعلی رضایی افزود: آب هست."))) == 1


def test_the_linking_rule_and_the_words_linked_to_are_given():
    text = "حسین کاویانی، وزیر نیرو، گفت: سد پر است. وی افزود: آب هست."
    first, second = Extractor().extract(text).attributions
    assert first.speaker.evidence.rule == "new"
    assert (second.speaker.id, second.speaker.mention.type) == (first.speaker.id, "pronoun")
    assert second.speaker.evidence.rule == "last-speaker"
    assert text.startswith("حسین کاویانی")
    assert second.speaker.evidence.linked is not None
    assert second.speaker.evidence.linked.text.startswith("حسین کاویانی")


def test_the_speakers_of_an_article_are_counted_with_their_roles():
    text = ARTICLES["two ministers by role"][0]
    found = Extractor().extract(text).speakers
    assert [(s.name, s.attributions, s.roles) for s in found] == [(A, 2, ("وزیر نیرو",)), (B, 2, ("وزیر علوم",))]


def test_only_the_latest_posts_are_looked_at():
    # a glued archive gives one source thousands of posts; going through all of them at each mention took its time
    source = Source(
        "person", "نسترن افشار", personal=True, where=None, roles=[f"وزیر {n}" for n in range(100, 300)]
    )
    assert source.role_score("وزیر 299") == 1
    assert source.role_score("وزیر 100") < 1


def test_the_names_of_the_page_tell_a_family_name_cut_short():
    # the folder of a user and the page itself know given names that the built-in lexicon does not
    source = Source("person", None, personal=True, where=None, forms=["کاوه تاندیل رازلیقی"])
    assert source.called("تاندیل", words())
    assert not source.called("تاندیل", words().with_given(frozenset({"تاندیل"})))


@pytest.mark.parametrize(
    ("text", "role", "named"),
    [
        ("ظریف به وین رفت. وزیر خارجه کشورمان گفت:", "وزیر خارجه کشورمان", "ظریف"),
        ("ظریف به وین رفت. وزیر امور خارجه گفت:", "وزیر امور خارجه", "ظریف"),
        ("جو بایدن به اروپا رفت. رئیس‌جمهوری ایالات متحده گفت:", "رئیس‌جمهوری ایالات متحده", "جو بایدن"),
        ("ظریف و عراقچی آمدند. وزیر خارجه ایران گفت:", "وزیر خارجه ایران", None),
        ("ظریف به وین رفت. وزیر خارجه پیشین ایران گفت:", "وزیر خارجه پیشین ایران", None),
        ("ظریف به وین رفت. وزیر خارجه روسیه گفت:", "وزیر خارجه روسیه", None),
        ("ظریف به وین رفت. معاون وزیر خارجه گفت:", "معاون وزیر خارجه", None),
        ("ظریفی به وین رفت. وزیر خارجه ایران گفت:", "وزیر خارجه ایران", None),
    ],
)
def test_the_holder_of_a_post_is_who_is_named(text, role, named):
    span = official(text, role, text.index(role))
    assert (None if span is None else text[span.start : span.end]) == named


PERSON_FRAMES = (
    "{name} گفت: آب شهر کم است.",
    "به گفته {name}، آب شهر کم است.",
    "رئیس شورا {name} اعلام کرد که آب شهر کم است.",
    "{name} در نشستی درباره آب سخن گفت. {family} تأکید کرد که آب شهر کم است.",
)
NOT_IN_FULL = {
    "اورزولا فون در لاین",  # a preposition is a part of the name
    "دیوید کامرون",  # the family name is a country
    "رابرت مالی",
}


def test_known_persons_are_named_in_full_everywhere():
    extractor, missed = Extractor(), dict[str, list[str | None]]()
    for name in sorted({row.name for row in person_rows() if " " in row.name}):
        for frame in PERSON_FRAMES:
            text = frame.format(name=name, family=name.partition(" ")[2])
            found = [each.speaker.name for each in extractor.extract(text).attributions]
            if [(who or "").replace("\u200c", " ") for who in found] != [name.replace("\u200c", " ")]:
                missed[text] = found
    assert {text for text in missed if not any(name in text for name in NOT_IN_FULL)} == set()
    assert all(any(name in text for text in missed) for name in NOT_IN_FULL)
