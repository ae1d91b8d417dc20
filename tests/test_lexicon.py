"""Every row of every lexicon is found in its examples and not in its counterexamples; errors name file, row and fix.

The examples of months, numbers and units are run in test_values.py, those of sentence words in test_sentences.py, those
of named entities in test_entities.py and those of half-space endings in test_normalize.py: what they show are the
results of those stages.
"""

import gc
import re
import weakref
from collections import UserString
from pathlib import Path

import pytest

from faclaims import Extractor, LexiconError, Options
from faclaims.lexicon import SCHEMAS, check_folder, compiled_once, fold, load
from faclaims.lexicon.words import words
from faclaims.records import Span
from faclaims.stages.assertion import assertion_model
from faclaims.stages.attributions import find_attributions, grammar
from faclaims.stages.attributions.cues import cue_forms, find_cues
from faclaims.stages.entities import entities, gazetteer
from faclaims.stages.normalize import normalize
from faclaims.stages.phrases import tokens
from faclaims.stages.sentences import sentence_words, sentences
from faclaims.stages.stance import stance_model
from faclaims.stages.subjects import subject_model, subjects
from faclaims.stages.values import quantities, value_words

DATA = Path(__file__).parents[1] / "src" / "faclaims" / "lexicon" / "data"
UNVALIDATED = {"halfspace_endings.toml"}  # read below the lexicon layer; test_normalize.py checks it


def reported(text: str) -> set[str]:
    """The cue rows of the attributions in a text."""
    return {found.row for found in find_attributions(text, sentences(text, sentence_words()), grammar())}


def cue_found(row, text: str) -> bool:
    if row.kind == "blocked":
        hit = any(hit.value[0].id == row.id for hit in grammar().cues.find(text))
        return hit and not reported(text)
    return row.id in reported(text)


def plain(form: str) -> str:
    return fold(form).replace(" ", "")


def verb_found(row, text: str) -> bool:
    """Whether a cue stands in the text that is conjugated with this light verb."""
    light = {verb.id: verb for verb in load("verbs", SCHEMAS["verbs"])}
    alone = {"light": (row.id,), "forms": (), "stems": (), "after": ""}
    cues = find_cues(text, grammar().cues, grammar().patterns)
    forms = {
        plain(form)
        for cue in cues
        if row.id in cue.row.light
        for form, _ in cue_forms(cue.row.model_copy(update=alone), light, {})
    }
    return any(plain(text[cue.start : cue.end]) in forms for cue in cues)


def word_found(row, text: str) -> bool:
    if row.id == "narration":
        return text.startswith(words().narration)
    phrases = words().adverbials.find(text)
    if row.id == "adverbial":
        return bool(phrases)
    if row.id in {"any_body", "person"}:
        return any(words().takes_up(token.word) == row.id for token in tokens(text, 0, len(text), words()))
    endings = {"given_ending": "given", "group_ending": "group", "manner_ending": "adverb", "preverb": "verb"}
    name = endings.get(row.id, row.id)
    return any(name in token.classes for token in tokens(text, 0, len(text), words()))


def name_found(row, text: str) -> bool:
    found = {text[t.start : t.end] for t in tokens(text, 0, len(text), words()) if "given" in t.classes}
    return bool(found & {normalize(word).text for word in row.words})


def context_found(row, text: str, rules) -> bool:
    span = Span(0, len(text))
    if row.category in {"pseudo", "terminator"}:
        return any(hit.value.id == row.id for hit in rules.hits(text))
    signs, _ = rules.find(text, span, rules.words(text, span))
    return row.id in {sign.row.id for sign in signs} or row in rules.cue_rows(text)


def subject_found(row, text: str) -> bool:
    [found] = subjects(text, None, [Span(0, len(text))], subject_model((), learned=False))
    return row.id in {hit.id for hit in found}


def class_found(row, text: str) -> bool:
    return any(re.fullmatch(row.pattern, word) for word in re.findall(r"[\w\u200c]+", text))


FOUND = {
    "assertion": lambda row, text: context_found(row, text, assertion_model().rules),
    "cues": cue_found,
    "names": name_found,
    "silent": word_found,
    "patterns": lambda row, text: bool(re.search(row.pattern, text)),
    "stance": lambda row, text: context_found(row, text, stance_model().rules),
    "subjects": subject_found,
    "verb_classes": class_found,
    "verbs": verb_found,
    "words": word_found,
}
ELSEWHERE = {
    "entity_words",
    "months",
    "number_words",
    "offices",
    "officials",
    "organizations",
    "persons",
    "places",
    "posts",
    "products",
    "sentence_words",
    "units",
}
ROWS = [(name, row) for name in FOUND for row in load(name, SCHEMAS[name])]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}-{row.id}" for name, row in ROWS])
def test_a_row_is_found_in_its_examples_only(name, row):
    # patterns see the middle of a sentence, so spaces at their ends count
    as_read = (lambda text: text) if name == "patterns" else (lambda text: normalize(text).text)
    assert [s for s in row.examples if not FOUND[name](row, as_read(s))] == []
    assert [s for s in row.counterexamples if FOUND[name](row, as_read(s))] == []


@pytest.mark.parametrize("name", ["cues", "names", "patterns", "silent", "verb_classes", "verbs", "words"])
def test_rows_have_a_source_and_examples(name):
    rows = load(name, SCHEMAS[name])
    assert [row.id for row in rows if not row.source or not row.examples] == []


def classes_of(row, term: str) -> set[str]:
    """The row where the word has its class; the rows of endings and phrases are no classes."""
    if row.id == "adverbial":
        return {row.id} if any(hit[:2] == (0, len(term)) for hit in words().adverbials.find(term)) else set()
    if row.id == "narration":
        return {row.id} if f"{term} ".startswith(words().narration) else set()
    return {row.id} if row.id in words().classes(term) | {words().takes_up(term)} else set()


def subjects_of(row, term: str) -> set[str]:
    model = subject_model((), learned=False)
    return {model.ids[subject] for hit in model.matcher.find(term) for subject, _ in hit.value}


def triggers_of(rules):
    return lambda row, term: {hit.value.id for hit in rules.hits(term)}


def named(row, term: str) -> set[str]:
    return {hit.id for hit in entities(term, gazetteer()) if hit.end - hit.start == len(term)}


def given_in(row, term: str) -> set[str]:
    return {row.id} if "given" in words().classes(term) else set()


def silent_or_more(row, term: str) -> set[str]:
    """A word of a silent class has that class only if it has no other."""
    return {row.id} if words().classes(term) else set()


def unit_after_number(row, term: str) -> set[str]:
    return {row.id for hit in quantities(f"۵ {term}", value_words(), ()) if hit.unit == row.unit}


# How the rows that a term stands for are found, and the fields that hold terms.
FINDERS = {
    "assertion": (triggers_of(assertion_model().rules), ("terms",)),
    "cues": (lambda row, term: {hit.value[0].id for hit in grammar().cues.find(term)}, ("forms",)),
    "names": (given_in, ("words",)),
    "organizations": (named, ("name", "forms")),
    "persons": (named, ("name", "forms")),
    "places": (named, ("name", "forms")),
    "products": (named, ("name", "forms")),
    "silent": (silent_or_more, ("words",)),
    "stance": (triggers_of(stance_model().rules), ("terms",)),
    "subjects": (subjects_of, ("strong", "terms", "weak")),
    "units": (unit_after_number, ("forms",)),
    "words": (classes_of, ("words",)),
}
ENDINGS = {"given_ending", "group_ending", "manner_ending", "preverb"}
NO_EVIDENCE = {"other"}  # the subject of what has none


def terms(row, fields) -> list[str]:
    values = [getattr(row, field) for field in fields]
    listed = [term for value in values for term in ((value,) if isinstance(value, str) else value)]
    return [term for term in listed if term not in getattr(row, "doubtful", ())]


@pytest.mark.parametrize("name", FINDERS)
def test_every_term_is_found_in_normalized_text(name):
    """A term in a spelling that normalizing changes (``پلتفرم``, when that became ``پلت\u200cفرم``) is never found."""
    find, fields = FINDERS[name]
    rows = [row for row in load(name, SCHEMAS[name]) if row.id not in ENDINGS | NO_EVIDENCE]
    assert [
        (row.id, term)
        for row in rows
        for term in terms(row, fields)
        if row.id not in find(row, normalize(term).text) and not getattr(row, "before", ())
    ] == []


def test_no_entry_holds_a_sign_that_normalizing_deletes():
    signs = re.compile("[\u064b-\u0652\u0654\u0670]")
    for name in SCHEMAS:
        for row in load(name, SCHEMAS[name]):
            held = row.model_dump(exclude={"source", "examples", "counterexamples"})
            assert not signs.search(repr(held)), (name, row.id)


def test_an_adverb_written_with_its_tanvin_is_no_part_of_the_name():
    [found] = Extractor().extract("نوری تلفناً گفت: راه باز است.").attributions
    assert found.speaker.name == "نوری"


def test_no_family_name_of_the_people_it_lists_is_taken_for_a_group():
    """A plural is known by its ending (``پزشکان``), and so may a name seem one (``پزشکیان``)."""
    people = [row for name in ("officials", "persons") for row in load(name, SCHEMAS[name])]
    last = {row.name.split()[-1] for row in people}
    assert len(last) > 100
    assert [name for name in sorted(last) if "group" in words().classes(name)] == []


def test_no_cue_has_a_form_twice():
    """Two rows with one form would both be looked up, and only the first would count."""
    light = {row.id: row for row in load("verbs", SCHEMAS["verbs"])}
    rows = {row.id: row for row in load("cues", SCHEMAS["cues"])}
    held: dict[str, set[str]] = {}
    for row in rows.values():
        if row.kind != "blocked":
            for form, _ in cue_forms(row, light, rows):
                held.setdefault(fold(form), set()).add(row.id)
                held.setdefault(fold(form.replace("\u200c", "")), set()).add(row.id)
    assert {form: rows for form, rows in held.items() if len(rows) > 1} == {}


def test_a_noun_that_takes_one_verb_of_doing_takes_the_other():
    """``نمود`` is formal Persian for ``کرد`` in a compound verb."""
    lacking = [row.id for row in load("cues", SCHEMAS["cues"]) if "کرد" in row.light and "نمود" not in row.light]
    assert lacking == []


def test_every_file_has_a_schema_and_a_way_to_run_its_examples():
    files = {file.name for file in DATA.iterdir() if file.suffix in {".toml", ".csv"}} - UNVALIDATED
    assert {name.rpartition(".")[0] for name in files} == set(SCHEMAS) == {*FOUND, *ELSEWHERE}


def folder(tmp_path: Path, name: str, content: str | bytes) -> Path:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def test_a_row_of_an_extra_folder_replaces_the_built_in_one_and_new_rows_come_last(tmp_path):
    extra = folder(
        tmp_path,
        "verbs.toml",
        '[[row]]\nid = "کرد"\npresent = "نما"\n[[row]]\nid = "چرخید"\npresent = "چرخ"\n',
    )
    built_in = load("verbs", SCHEMAS["verbs"])
    laid_over = load("verbs", SCHEMAS["verbs"], [extra])
    assert [row.id for row in laid_over] == [*(row.id for row in built_in), "چرخید"]
    assert {row.id: row.present for row in laid_over}["کرد"] == "نما"
    assert load("verbs", SCHEMAS["verbs"]) == built_in


def test_later_folders_lie_over_earlier_ones(tmp_path):
    folders = []
    for present in ("یک", "دو"):
        (tmp_path / present).mkdir()
        folders.append(folder(tmp_path / present, "verbs.toml", f'[[row]]\nid = "چرخید"\npresent = "{present}"\n'))
    assert load("verbs", SCHEMAS["verbs"], folders)[-1].present == "دو"


def test_csv_rows_are_read_too(tmp_path):
    extra = folder(tmp_path, "verbs.csv", "id,present,source\nچرخید,چرخ,ours\n")
    assert load("verbs", SCHEMAS["verbs"], [extra])[-1].model_dump(include={"id", "present", "source"}) == {
        "id": "چرخید",
        "present": "چرخ",
        "source": "ours",
    }


CUE = '[[row]]\nid = "ghorridan"\nkind = "verb"\nstems = ["غرید/غر"]\ncontent = "free"\n'
TEXT = "مربی تیم در رختکن غرید که این داوری نبود."


def test_an_extractor_uses_the_cues_of_an_extra_folder(tmp_path):
    assert Extractor().extract(TEXT).attributions == ()
    options = Options(lexicons=(folder(tmp_path, "cues.toml", CUE),))
    [found] = Extractor(options).extract(TEXT).attributions
    assert (found.cue.text, found.content[0].text, found.speaker.name) == ("غرید", "این داوری نبود", "مربی تیم")
    assert Extractor().extract(TEXT).attributions == ()


def test_a_lexicon_that_was_edited_is_read_anew(tmp_path):
    """As in a notebook, where somebody edits a row and makes the extractor again."""
    options = Options(lexicons=(folder(tmp_path, "cues.toml", CUE.replace("غرید/غر", "توفید/توف")),))
    assert Extractor(options).extract(TEXT).attributions == ()
    folder(tmp_path, "cues.toml", CUE)
    assert len(Extractor(options).extract(TEXT).attributions) == 1
    (tmp_path / "cues.toml").unlink()
    assert Extractor(options).extract(TEXT).attributions == ()


def test_lexicons_of_many_folders_do_not_fill_the_memory(tmp_path):
    made = []

    @compiled_once
    def build(extra: tuple[Path, ...] = ()) -> str:
        made.append(weakref.ref(result := UserString("lexicon")))
        return result

    assert build() is build(())
    for number in range(20):
        (tmp_path / str(number)).mkdir()
        assert build((tmp_path / str(number),)) is build((tmp_path / str(number),))
    gc.collect()
    assert len(made) == 21
    assert sum(ref() is not None for ref in made) < 5


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("verbs.toml", "[[row]\nid = 1", ["verbs.toml", "not valid TOML", "line 1"]),
        ("verbs.toml", '[row]\nid = "چرخید"', ["verbs.toml", "only [[row]] tables are allowed", "row"]),
        ("verbs.toml", 'id = "چرخید"', ["verbs.toml", "only [[row]] tables are allowed", "id"]),
        ("verbs.toml", '[[row]]\npresent = "چرخ"', ["verbs.toml", "row 1", "id: Field required"]),
        (
            "verbs.toml",
            '[[row]]\nid = "چرخید"\npresnt = "چرخ"',
            ["verbs.toml", "row 1 (id 'چرخید')", "presnt", "takes: id, source", "present"],
        ),
        ("verbs.toml", '[[row]]\nid = "چرخید"\npresent = 5', ["row 1 (id 'چرخید')", "present: ", "string"]),
        (
            "verbs.toml",
            '[[row]]\nid = "چرخید"\n[[row]]\nid = "غرید"\n[[row]]\nid = "چرخید"',
            ["row 3 (id 'چرخید')", "row 1 has the same id", "an id of its own"],
        ),
        ("verbs.toml", '[[row]]\nid = "گفت"'.encode("cp1256"), ["verbs.toml", "not UTF-8", "save it as UTF-8"]),
        (
            "cues.toml",
            CUE.replace('"verb"', '"verbs"'),
            ["cues.toml", "row 1 (id 'ghorridan')", "kind: ", "'verb'"],
        ),
        ("verbs.toml", "row = [1]", ["verbs.toml", "row 1 is no table", "[[row]]"]),
        ("verbs.csv", "id,present\nچرخید,چرخ,ours\n", ["verbs.csv", "row 1 (id 'چرخید')", "takes: id, source"]),
        (
            "verb_classes.toml",
            '[[row]]\nid = "coming"\npattern = "("',
            ["row 1 (id 'coming')", "not a regular expression"],
        ),
        (
            "stance.toml",
            '[[row]]\nid = "praise"\ncategory = "benefits"\nterms = "ناب"',
            ["row 1 (id 'praise')", "'benefit'"],
        ),
        (
            "assertion.toml",
            '[[row]]\nid = "deny"\ncategory = "benefit"\nterms = "ناب"',
            ["row 1 (id 'deny')", "'denied'"],
        ),
    ],
)
def test_a_wrong_file_is_refused_with_file_row_and_fix(tmp_path, name, content, says):
    extra = folder(tmp_path, name, content)
    with pytest.raises(LexiconError) as caught:
        load(name.partition(".")[0], SCHEMAS[name.partition(".")[0]], [extra])
    assert [part for part in says if part not in str(caught.value)] == []


@pytest.mark.parametrize("name", ["cue.toml", "subject.csv"])
def test_a_misspelt_name_is_refused_with_the_names_that_are_known(tmp_path, name):
    extra = folder(tmp_path, name, "")
    with pytest.raises(LexiconError, match=rf"{name}: no lexicon has this name; rename it to one of: .*cues"):
        check_folder(extra)


def test_other_files_in_a_folder_are_left_alone(tmp_path):
    check_folder(folder(tmp_path, "README.md", "notes"))


def test_what_is_no_folder_is_refused(tmp_path):
    file = folder(tmp_path, "cues.toml", CUE) / "cues.toml"
    for path in (tmp_path / "absent", file):
        with pytest.raises(LexiconError, match="no such folder; give a folder that holds files such as"):
            Extractor(Options(lexicons=(path,)))


def test_a_light_verb_that_is_not_listed_is_refused(tmp_path):
    extra = folder(
        tmp_path, "cues.toml", '[[row]]\nid = "nara"\nkind = "verb"\nnouns = ["نعره"]\nlight = ["چرخید"]\n'
    )
    with pytest.raises(LexiconError, match=r"nara.*چرخید"):
        Extractor(Options(lexicons=(extra,)))


def test_a_row_after_one_that_is_not_listed_is_refused(tmp_path):
    extra = folder(
        tmp_path, "cues.toml", '[[row]]\nid = "sedaye"\nkind = "source"\nnouns = ["صدای"]\nafter = "nabud"\n'
    )
    with pytest.raises(LexiconError, match=r"sedaye.*nabud"):
        Extractor(Options(lexicons=(extra,)))


ROW = '[[row]]\nid = "mine"\n'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("subjects.toml", ROW + 'label_fa = "آب"', "subjects.toml: row 1 .*label_en: Field required"),
        ("officials.csv", "id,name\nmine,علی نوری\n", "officials.csv: row 1 .*post: Field required"),
        ("posts.csv", "id,nam\nmine,وزیر\n", "posts.csv: row 1 .*nam"),
        ("offices.csv", "name\nدفتر\n", "offices.csv: row 1: id: Field required"),
        ("stance.toml", ROW + 'category = "benefit"\nneeds = "negativ"', "stance: row 'mine': no class 'negativ'"),
        ("stance.toml", ROW + 'category = "benefit"\nterms = "ناب"\nunless = "no"', "row 'mine': no class 'no'"),
        ("assertion.toml", ROW + 'category = "denied"\noverrides = ["promise"]', "no row 'promise' to override"),
        ("patterns.toml", '[[row]]\nid = "light"\npattern = "داد"', r"row 'light': no group \(\?P<given>…\)"),
        ("patterns.toml", '[[row]]\nid = "lihgt"\npattern = "داد"', "row 'lihgt': no pattern has this id"),
    ],
)
def test_a_wrong_row_is_refused_before_the_first_article(tmp_path, name, content, says):
    options = Options(lexicons=(folder(tmp_path, name, content),))
    with pytest.raises(LexiconError, match=says):
        Extractor(options)
