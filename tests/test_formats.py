"""Open formats: each one written, read by someone else where possible, and read back."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from faclaims import Extraction, Extractor, InputError, MissingExtraError
from faclaims.cli import app
from faclaims.evaluate import GoldArticle, evaluate, read_gold
from faclaims.formats.gold import gold_of
from faclaims.formats.label_studio import from_label_studio, label_config, to_label_studio
from faclaims.formats.schema_org import to_schema_org
from faclaims.formats.web_annotation import anchored, from_web_annotations, to_web_annotations
from faclaims.io import read_results, writing
from faclaims.io.tables import records_of, schema_of
from faclaims.records import Claim
from made import article_of, many

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
GOLD = read_gold(SAMPLES / "gold.jsonl")
EXTRACTOR = Extractor()
FOUND = [EXTRACTOR.extract(g.text, article_id=g.id, title=g.title, publisher=g.publisher) for g in GOLD[:6]]
MADE = article_of("a", 8, title="خبر", publisher="نمونه", published="2024-05-11", url="https://news.example/1")
RESULTS = [*FOUND, MADE]
CLAIMS = [c for r in RESULTS for c in r.claims]


# --- claim files back to results ------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_claims_come_back_from_every_format(suffix, tmp_path):
    path = tmp_path / f"claims{suffix}"
    with writing(path) as write:
        write(CLAIMS)
    read = read_results(path, [r.article for r in RESULTS])
    assert read == tuple(Extraction(article=r.article, claims=r.claims) for r in RESULTS)


def test_claims_come_back_from_a_database_and_from_a_folder_of_shards(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "shards").mkdir()
    for number, result in enumerate(RESULTS):
        with writing(tmp_path / "shards" / f"part-{number}.parquet") as write:
            write(result.claims)
    articles = tmp_path / "shards" / "articles.jsonl"
    articles.write_text("".join(r.article.model_dump_json() + "\n" for r in RESULTS), encoding="utf-8")
    (tmp_path / "shards" / "failures.jsonl").write_text('{"path": "x", "stage": "read", "reason": "y"}\n')
    (tmp_path / "shards" / ".part.jsonl").write_text("{unfinished")
    read = read_results(tmp_path / "shards")
    assert {r.article.id: r.claims for r in read} == {r.article.id: r.claims for r in RESULTS}
    assert {r.article for r in read} == {r.article for r in RESULTS}
    with duckdb.connect(str(tmp_path / "all.duckdb")) as database:
        shards = tmp_path / "shards"
        database.read_parquet(f"{shards}/part-*.parquet").create("claims")
        database.read_json(f"{shards}/articles.jsonl").create("articles")
    stored = read_results(tmp_path / "all.duckdb")
    assert {r.article: r.claims for r in stored} == {r.article: r.claims for r in RESULTS}


def test_the_folder_of_a_batch_comes_back_with_its_articles(tmp_path):
    out = tmp_path / "out"
    run = CliRunner().invoke(app, ["batch", str(SAMPLES / "01-cdn-servers.txt"), "-o", str(out), "--workers", "1"])
    assert run.exit_code == 0, run.output
    [read] = read_results(out)
    assert read.article.text == GOLD[0].text
    assert read.claims == EXTRACTOR.extract(GOLD[0].text, article_id="01-cdn-servers").claims


def test_whole_results_come_back(tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_text("".join(r.model_dump_json() + "\n" for r in RESULTS), encoding="utf-8")
    assert [r.claims for r in read_results(path)] == [r.claims for r in RESULTS]


# --- tables ---------------------------------------------------------------------------------------


def test_a_result_is_an_arrow_table_and_comes_back():
    table = MADE.to_arrow()
    assert table.schema == schema_of(Claim)
    assert tuple(records_of(table, Claim)) == MADE.claims


def test_a_result_is_a_pandas_frame_and_comes_back():
    pytest.importorskip("pandas")
    frame = MADE.to_pandas()
    assert list(frame["text"]) == [c.text for c in MADE.claims]
    assert list(frame["speaker"].str["name"]) == [c.speaker.name for c in MADE.claims]
    rows = [Claim.model_validate_json(json.dumps(row, default=_plain)) for row in frame.to_dict("records")]
    assert tuple(rows) == MADE.claims


def _plain(value):
    return value.tolist() if hasattr(value, "tolist") else str(value)


def test_a_result_is_a_polars_frame_and_comes_back():
    pl = pytest.importorskip("polars")
    frame = MADE.to_polars()
    names = frame.select(pl.col("speaker").struct.field("name")).to_series().to_list()
    assert names == [c.speaker.name for c in MADE.claims]
    assert tuple(Claim.model_validate(row) for row in frame.to_dicts()) == MADE.claims


def test_no_claims_are_an_empty_table_with_all_columns():
    empty = EXTRACTOR.extract("هیچ خبری نیست.")
    assert empty.to_arrow().num_rows == 0
    assert empty.to_arrow().schema == MADE.to_arrow().schema


@pytest.mark.parametrize(("module", "method"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_what_is_not_installed_names_the_extra(module, method, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'faclaims\[{module}\]'"):
        getattr(MADE, method)()


# --- the notebook ---------------------------------------------------------------------------------


def test_a_notebook_shows_the_marked_article():
    shown = MADE._repr_html_()
    assert shown.count("<mark ") >= len(MADE.claims)
    assert "<script" not in shown
    assert "شهردار نمونه" in shown
    hostile = article_of("a", 1, title="<script>alert(1)</script>\ud83d")
    assert "<script" not in hostile._repr_html_()
    hostile._repr_html_().encode()


# --- schema.org -----------------------------------------------------------------------------------


def test_another_reader_finds_author_date_text_and_appearance():
    rdflib = pytest.importorskip("rdflib")
    document = to_schema_org(RESULTS)
    # Without a network the context cannot be fetched; it maps every name into this namespace.
    local = document | {"@context": {"@vocab": "https://schema.org/"}}
    graph = rdflib.Graph().parse(data=json.dumps(local), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    claims = list(graph.subjects(rdflib.RDF.type, schema.Claim))
    assert {str(c) for c in claims} == {f"urn:faclaims:{c.claim_id}" for c in CLAIMS}
    by_id = {f"urn:faclaims:{c.claim_id}": c for c in CLAIMS}
    for node in claims:
        claim = by_id[str(node)]
        author = graph.value(node, schema.author)
        appearance = graph.value(node, schema.appearance)
        assert str(graph.value(node, schema.text)) == claim.text
        if claim.speaker.kind != "document" and claim.speaker.name:
            assert str(graph.value(author, schema.name)) == claim.speaker.name
        if claim.published:
            assert str(graph.value(node, schema.datePublished)) == claim.published.isoformat()
        assert str(graph.value(appearance, schema.identifier)) == claim.article_id
        if claim.title:
            assert str(graph.value(appearance, schema.headline)) == claim.title


def test_an_unknown_speaker_has_no_author_and_a_document_is_cited():
    claim = MADE.claims[0]
    for changed, cited in (({"name": None}, None), ({"kind": "document"}, claim.speaker.name)):
        speaker = claim.speaker.model_copy(update=changed)
        result = MADE.model_copy(update={"claims": (claim.model_copy(update={"speaker": speaker}),)})
        [written] = to_schema_org([result])["@graph"]
        assert "author" not in written
        assert written.get("citation") == cited


# --- Web Annotation -------------------------------------------------------------------------------


def test_annotations_hold_the_claims_and_find_their_place():
    page = json.loads(json.dumps(to_web_annotations(RESULTS)))
    assert list(from_web_annotations(page)) == CLAIMS
    texts = [r.article.text for r in RESULTS for _ in r.claims]
    for text, item, claim in zip(texts, page["items"], CLAIMS, strict=True):
        assert anchored(text, item) == (claim.start, claim.end)


def test_annotations_find_their_place_in_a_text_that_changed():
    items = to_web_annotations([MADE])["items"]
    edited = "به‌روزشده: " + MADE.article.text
    moved = len(edited) - len(MADE.article.text)
    assert [anchored(edited, i) for i in items] == [(c.start + moved, c.end + moved) for c in MADE.claims]
    assert anchored("متن دیگری است.", items[0]) is None


def test_annotations_need_the_text():
    bare = MADE.model_copy(update={"article": MADE.article.model_copy(update={"text": ""})})
    with pytest.raises(InputError, match="--articles"):
        to_web_annotations([bare])


# --- Label Studio ---------------------------------------------------------------------------------


def submitted(tasks):
    """What an annotator exports who changes nothing."""
    return [
        {"data": task["data"], "annotations": [{"result": task["predictions"][0]["result"]}], "id": number}
        for number, task in enumerate(json.loads(json.dumps(tasks)), start=1)
    ]


def comparable(gold: GoldArticle):
    """An annotated article without the names of its keys, which are free, and in one order."""
    speakers = {s.key: (s.name, s.kind, set(s.aliases), set(s.roles)) for s in gold.speakers}
    said = {a.speaker for a in gold.attributions}
    attributions = [
        (a.content, a.form, a.nested, speakers[a.speaker], a.cue, a.mention, [(s.span, *s) for s in a.sentences])
        for a in gold.attributions
    ]
    key = lambda a: (a[0], a[1], str(a[4]))  # noqa: E731
    return gold.id, gold.text, sorted(attributions, key=key), [v for k, v in speakers.items() if k in said]


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g.id)
def test_gold_comes_back_from_label_studio(gold):
    [back] = from_label_studio(submitted(to_label_studio([gold])))
    id_, text, attributions, speakers = comparable(back)
    assert (id_, text, attributions) == comparable(gold)[:3]
    assert sorted(map(str, speakers)) == sorted(map(str, comparable(gold)[3]))


def test_what_was_found_measures_as_perfect_against_its_own_export():
    back = list(from_label_studio(submitted(to_label_studio(gold_of(r) for r in FOUND))))
    figures = evaluate(back, {r.article.id: r.claims for r in FOUND}).figures
    assert figures["end-to-end"] == 1
    assert figures["exact"] == 1


def test_sentences_with_no_words_between_them_are_one_stretch_of_content():
    text = "علی رضایی گفت: آب کم است. برق هم کم است! «گاز»، او افزود، «کم نیست»."
    result = EXTRACTOR.extract(text)
    spans = [(15, 24), (26, 39), (42, 45), (58, 65)]
    claims = [result.claims[0].model_copy(update={"start": a, "end": b, "text": text[a:b]}) for a, b in spans]
    [attribution] = gold_of(Extraction(article=result.article, claims=tuple(claims))).attributions
    assert attribution.content == ((15, 45), (58, 65))
    assert [s.span for s in attribution.sentences] == spans


EMOJI = "🔴🔴 خبر فوری\nمهتاب رستگار گفت: «پل 🎉 باز شد»."


def test_offsets_in_utf_16_are_understood():
    gold = gold_of(EXTRACTOR.extract(EMOJI))
    tasks = submitted(to_label_studio([gold]))
    for item in tasks[0]["annotations"][0]["result"]:
        if item["type"] == "labels":
            value = item["value"]
            for name in ("start", "end"):
                value[name] = len(EMOJI[: value[name]].encode("utf-16-le")) // 2
    assert list(from_label_studio(tasks)) == [gold]


@given(st.text(min_size=1, max_size=30), st.data())
def test_any_span_in_either_unit_is_understood(text, data):
    end = data.draw(st.integers(1, len(text)))
    start = data.draw(st.integers(0, end - 1))
    words = text[start:end]
    gold = GoldArticle.model_validate(
        {
            "id": "a",
            "text": text,
            "speakers": [{"key": "S1", "name": "x", "kind": "person"}],
            "attributions": [{"form": "quoted", "speaker": "S1", "content": [[start, end]]}],
        }
    )
    tasks = submitted(to_label_studio([gold]))
    assert list(from_label_studio(tasks)) == [gold]
    value = tasks[0]["annotations"][0]["result"][0]["value"]
    value["start"], value["end"] = (len(text[:at].encode("utf-16-le")) // 2 for at in (start, end))
    [back] = from_label_studio(tasks)
    [(a, b)] = back.attributions[0].content
    assert text[a:b] == words


def test_a_correction_is_taken_over():
    gold = gold_of(EXTRACTOR.extract("علی رضایی گفت: آب کم است."))
    tasks = submitted(to_label_studio([gold]))
    result = tasks[0]["annotations"][0]["result"]
    for item in result:
        if item.get("from_name") == "speaker":
            item["value"]["text"] = ["علی رضایی نیا"]
    drawn = {"id": "new", "from_name": "label", "to_name": "text", "type": "labels"}
    result.append(drawn | {"value": {"start": 15, "end": 17, "text": "آب", "labels": ["Sentence"]}})
    about = {"id": "new", "from_name": "subjects", "to_name": "text", "type": "choices"}
    result.append(about | {"value": {"start": 15, "end": 17, "choices": ["environment", "energy"]}})
    [back] = from_label_studio(tasks)
    assert back.speakers[0].name == "علی رضایی نیا"
    assert ((15, 17), ("environment", "energy")) in [(s.span, s.subjects) for s in back.attributions[0].sentences]


def test_of_several_annotations_the_true_one_counts_and_cancelled_ones_do_not():
    gold = gold_of(EXTRACTOR.extract("علی رضایی گفت: آب کم است."))
    [task] = submitted(to_label_studio([gold]))
    full = task["annotations"][0]["result"]
    empty = {"result": []}
    for annotations, count in (
        ([{"result": full, "ground_truth": True}, empty], 1),
        ([{"result": full}, empty], 0),
        ([{"result": full}, {"result": [], "was_cancelled": True}], 1),
    ):
        [back] = from_label_studio([task | {"annotations": annotations}])
        assert len(back.attributions) == count
    assert list(from_label_studio([task | {"annotations": []}])) == []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda r: r[0]["value"].update(text="چیز دیگر"), "does not stand there"),
        (lambda r: [r.remove(i) for i in list(r) if i.get("from_name") == "speaker"], "no speaker"),
        (lambda r: r[0].pop("value"), "not a task"),
        (
            lambda r: r.append(
                {
                    "id": "n",
                    "type": "labels",
                    "value": {"start": 0, "end": 3, "labels": ["Sentence"]},
                }
            ),
            "stands in no content",
        ),
    ],
)
def test_a_broken_export_says_where(spoil, says):
    tasks = submitted(to_label_studio([gold_of(EXTRACTOR.extract("علی رضایی گفت: آب کم است."))]))
    spoil(tasks[0]["annotations"][0]["result"])
    with pytest.raises(InputError, match=f"task 1.*{says}"):
        list(from_label_studio(tasks))


def test_the_labelling_interface_has_every_field_that_is_exported():
    view = Xml.fromstring(label_config({"cdn": 'شبکه <توزیع> "محتوا"'}))  # noqa: S314 (our own)
    names = {e.get("name") for e in view.iter() if e.get("toName") == "text"}
    results = [i for t in to_label_studio(gold_of(r) for r in RESULTS) for i in t["predictions"][0]["result"]]
    assert {i["from_name"] for i in results if "from_name" in i} <= names
    labels = {e.get("value") for e in view.iter("Label")}
    assert {i["value"]["labels"][0] for i in results if i["type"] == "labels"} <= labels
    relations = {e.get("value") for e in view.iter("Relation")}
    assert {i["labels"][0] for i in results if i["type"] == "relation"} <= relations


# --- spaCy ----------------------------------------------------------------------------------------


def test_spans_of_a_document_are_exactly_the_claims():
    spacy = pytest.importorskip("spacy")
    from faclaims.formats.spacy_doc import from_doc, to_doc

    nlp = spacy.blank("fa")
    for result in RESULTS:
        doc = to_doc(result, nlp)
        assert doc.text == result.article.text
        ordered = sorted(result.claims, key=lambda c: (c.start, c.end, c.stance, c.claim_id))
        assert from_doc(doc) == tuple(ordered)
        found = [(s.start_char, s.end_char, s.label_) for s in doc.spans["claims"]]
        assert found == [(c.start, c.end, c.stance) for c in ordered]
        cues = {(c.cue.start, c.cue.end) for c in result.claims if c.cue}
        assert {(s.start_char, s.end_char) for s in doc.spans["cues"]} == cues
    binary = spacy.tokens.DocBin(store_user_data=True, docs=[to_doc(MADE, nlp)]).to_bytes()
    [back] = spacy.tokens.DocBin().from_bytes(binary).get_docs(nlp.vocab)
    assert set(from_doc(back)) == set(MADE.claims)


def test_spans_at_spaces_are_kept_too():
    spacy = pytest.importorskip("spacy")
    from faclaims.formats.spacy_doc import to_doc

    nlp, draw = spacy.blank("fa"), random.Random(3)
    text = "الف  ب\u200cپ (ت)  ث،ج\nچ 12.5 ٪  "
    for _ in range(60):
        start, end = sorted(draw.sample(range(len(text) + 1), 2))
        claim = MADE.claims[0].model_copy(update={"start": start, "end": end, "cue": None})
        article = MADE.article.model_copy(update={"text": text})
        doc = to_doc(Extraction(article=article, claims=(claim,)), nlp)
        [span] = doc.spans["claims"]
        assert doc.text == text
        assert (span.start_char, span.end_char) == (start, end)


# --- the commands ---------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for gold in GOLD[:3]:
        (news / f"{gold.id}.txt").write_text(gold.text, encoding="utf-8")
    run = CliRunner().invoke(app, ["extract", str(news), "-o", str(tmp_path / "claims.jsonl")])
    assert run.exit_code == 0
    return tmp_path


@pytest.mark.parametrize("to", ["schema-org", "web-annotation", "label-studio", "spacy"])
def test_export(to, files):
    if to == "spacy":
        pytest.importorskip("spacy")
    out = files / "out.any"
    options = [str(files / "claims.jsonl"), "--to", to, "-o", str(out)]
    result = CliRunner().invoke(app, ["export", *options, "--articles", str(files / "news")])
    assert result.exit_code == 0, result.output
    assert out.stat().st_size > 1000
    if to != "schema-org":
        alone = CliRunner().invoke(app, ["export", *options])
        assert (alone.exit_code, "--articles" in alone.output) == (2, True)


def invoke(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.mark.parametrize("command", [["report"], ["export", "--to", "web-annotation"]])
def test_what_is_read_is_not_overwritten(command, files):
    name, *options = command
    claims, news = files / "claims.jsonl", files / "news" / f"{GOLD[0].id}.txt"
    (files / "results").mkdir()
    shard = Path(shutil.copy(claims, files / "results"))
    for paths in (
        [claims, "-o", claims],
        [claims, "--articles", news, "-o", news],
        [claims, "--articles", files / "news", "-o", news],
        [shard.parent, "-o", shard],
    ):
        before = [path.read_bytes() for path in (claims, news, shard)]
        result = invoke(name, *options, *paths)
        assert (result.exit_code, "is both input and output; write to another place" in result.stderr) == (2, True)
        assert [path.read_bytes() for path in (claims, news, shard)] == before
    page = files / "news" / "page.html"
    for _ in range(2):
        assert invoke(name, *options, claims, "--articles", files / "news", "-o", page).exit_code == 0


@pytest.mark.parametrize("command", [["report"], ["export", "--to", "web-annotation"]])
def test_articles_with_other_fields_and_standard_output(command, files):
    rows = "".join(json.dumps({"nr": g.id, "body": g.text}) + "\n" for g in GOLD[:3])
    (files / "a.jsonl").write_text(rows, encoding="utf-8")
    names = ["--text-field", "body", "--id-field", "nr"]
    result = invoke(*command, files / "claims.jsonl", "--articles", files / "a.jsonl", *names, "-o", "-")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout) > 1000
    assert "Note" not in result.stderr
    assert " in " not in result.stderr


def test_a_report_without_claims_and_lexicons_that_are_not_there(files):
    (files / "a.jsonl").write_text(json.dumps({"id": "x", "text": GOLD[0].text}), encoding="utf-8")
    nothing = invoke("report", files / "a.jsonl", "-o", files / "r.html")
    assert (nothing.exit_code, "a.jsonl: holds no claims; write some with" in nothing.stderr) == (2, True)
    for command in (["report", files / "claims.jsonl", "-o", files / "r.html"], ["gold", "label-config"]):
        result = invoke(*command, "--lexicon", "nope")
        assert (result.exit_code, "nope: no such folder" in result.stderr) == (2, True)


@pytest.mark.parametrize(("name", "says"), [("mine.csv", "end the name in .gold.jsonl"), ("ls.json", "both")])
def test_gold_is_written_as_jsonl_and_not_over_its_export(name, says, tmp_path):
    (tmp_path / "ls.json").write_text("[]", encoding="utf-8")
    if name == "ls.json":
        (tmp_path / "ls").symlink_to("ls.json")
        name = "ls"
    result = invoke("gold", "from-label-studio", tmp_path / "ls.json", "-o", tmp_path / name)
    assert (result.exit_code, says in result.stderr) == (2, True)


def test_gold_from_label_studio(files):
    tasks, corrected, gold = files / "tasks.json", files / "corrected.json", files / "gold.jsonl"
    run = CliRunner().invoke
    news = ["--articles", str(files / "news")]
    run(app, ["export", str(files / "claims.jsonl"), "--to", "label-studio", "-o", str(tasks), *news])
    waiting = json.loads(tasks.read_text(encoding="utf-8"))
    corrected.write_text(json.dumps([*submitted(waiting[:2]), waiting[2]]), encoding="utf-8")
    result = run(app, ["gold", "from-label-studio", str(corrected), "-o", str(gold)])
    assert result.exit_code == 0, result.output
    assert "2 articles" in result.output
    assert "1 not annotated yet" in result.output
    measured = run(app, ["evaluate", str(gold), str(files / "claims.jsonl"), "--json"])
    assert json.loads(measured.stdout)["end-to-end"]["F"] == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "No such file"), ("{", "not JSON"), ("{}", "not a list"), ("[]", "no task"), ("[1]", "task 1")],
)
def test_gold_from_label_studio_says_what_is_wrong(content, says, tmp_path):
    file = tmp_path / "export.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["gold", "from-label-studio", str(file), "-o", str(tmp_path / "g.jsonl")])
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())


def test_gold_label_config():
    result = CliRunner().invoke(app, ["gold", "label-config"])
    assert result.exit_code == 0
    assert Xml.fromstring(result.stdout).tag == "View"  # noqa: S314 (our own)


def test_a_result_shows_itself_without_loading_what_it_does_not_need():
    code = (
        "import sys; from faclaims import Extractor; r = Extractor().extract('علی رضایی گفت: آب کم است.');"
        "r._repr_html_(); print(sorted({'pandas', 'polars', 'spacy', 'typer'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_many_results_are_one_table():
    from faclaims.io.tables import table_of

    assert table_of(c for r in many(30) for c in r.claims).num_rows == 30
