"""Batch runs: the same bytes whatever the workers, the order and the interruptions; nothing lost, nothing twice."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from archive import PLAN, build, command, files, holds_pandas, leftovers, news, tables
from faclaims import Extractor, LexiconError, Options, OutputError
from faclaims.batch import Plan, Progress, run
from faclaims.batch.plan import identity
from faclaims.batch.pool import Pool
from faclaims.cli import app
from faclaims.commands.batch import _resuming
from faclaims.io.rows import TABLES, ArticleRow, DuplicateRow
from faclaims.io.stored import stored
from faclaims.io.tables import schema_of
from faclaims.records import Failure


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(tmp_path_factory.mktemp("batch") / "news")


@pytest.fixture(scope="module")
def undisturbed(archive):
    out = archive.parent / "undisturbed"
    run([archive], out, PLAN, workers=1)
    return out


def records(out: Path, table: str):
    record = TABLES[table]
    return [r for path in sorted((out / table).iterdir()) for r in stored(path, record)]


def test_everything_is_accounted_for(archive, undisturbed):
    articles, duplicates = records(undisturbed, "articles"), records(undisturbed, "duplicates")
    assert len(articles) + len(duplicates) == 142
    assert {d.id for d in duplicates} == {"again", "n59"}
    texts = Counter(a.text for a in articles)
    assert max(texts.values()) == 1
    known = {a.digest for a in articles}
    assert all(d.digest in known for d in duplicates)
    reasons = {(Path(f.path).name, f.record, f.stage) for f in records(undisturbed, "failures")}
    assert reasons == {
        ("a.jsonl", "4", "parse"),
        ("a.jsonl", "5", "parse"),
        ("empty.txt", None, "read"),
        ("torn.jsonl.gz", None, "read"),
    }
    assert json.loads((undisturbed / "summary.json").read_text()) == {
        "articles": 140,
        "attributions": len(records(undisturbed, "attributions")),
        "claims": len(records(undisturbed, "claims")),
        "duplicates": 2,
        "failures": 4,
    }


def test_claims_are_those_of_the_extractor(undisturbed):
    extractor = Extractor()
    claims = [
        claim
        for a in records(undisturbed, "articles")
        for claim in extractor.extract(
            a.text, article_id=a.id, title=a.title, published=a.published, publisher=a.publisher, url=a.url
        ).claims
    ]
    assert records(undisturbed, "claims") == claims
    assert len(claims) > 280


def test_two_workers_and_another_order_give_the_same_bytes(archive, undisturbed, tmp_path):
    paths = sorted(archive.iterdir(), reverse=True)
    run(paths, tmp_path / "out", PLAN, workers=2)
    assert files(tmp_path / "out").keys() == files(undisturbed).keys()
    different = [n for n, data in files(tmp_path / "out").items() if data != files(undisturbed)[n]]
    assert different == []
    assert tables(tmp_path / "out") == tables(undisturbed)


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_every_format_holds_the_same_records(suffix, archive, undisturbed, tmp_path):
    out = tmp_path / "out"
    run([archive], out, PLAN.model_copy(update={"format": suffix}), workers=2)
    for table in TABLES:
        assert {p.suffix for p in (out / table).iterdir()} == {f".{suffix}"}
        assert records(out, table) == records(undisturbed, table)
    assert tables(out) == tables(undisturbed)


def test_every_shard_has_the_one_schema(undisturbed):
    for table, record in TABLES.items():
        for path in (undisturbed / table).iterdir():
            assert pq.read_schema(path) == schema_of(record)
            assert pq.ParquetFile(path).metadata.num_rows == 0 or (
                pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
            )


def test_the_database_holds_what_the_shards_hold(undisturbed):
    with duckdb.connect(str(undisturbed / "faclaims.duckdb"), read_only=True) as database:
        for table, record in TABLES.items():
            rows = database.sql(f"FROM {table}").to_arrow_table().to_pylist()
            assert [record.model_validate(row) for row in rows] == records(undisturbed, table)
        wrong = """SELECT count(*) FROM claims JOIN articles ON article_id = id
                   WHERE substr(articles.text, "start" + 1, "end" - "start") <> claims.text"""
        assert database.execute(wrong).fetchone() == (0,)


def test_the_views_count_claims(undisturbed, tmp_path):
    claims = records(undisturbed, "claims")
    with duckdb.connect(str(undisturbed / "faclaims.duckdb"), read_only=True) as database:

        def ask(question):
            return database.execute(question).fetchall()

        by_speaker = Counter(c.speaker.name for c in claims)
        assert dict(ask("SELECT speaker, claims FROM claims_per_speaker")) == by_speaker
        by_subject = Counter((c.speaker.name, s.id) for c in claims for s in c.subjects)
        counted = ask("SELECT speaker, subject, claims FROM claims_per_speaker_and_subject")
        assert {(speaker, subject): n for speaker, subject, n in counted} == by_subject
        by_month = Counter(
            (c.published.replace(day=1), s.id, s.stance) for c in claims if c.published for s in c.subjects
        )
        over_time = ask("SELECT month, subject, favor, against, neutral FROM stance_over_time")
        flat = {
            (month, subject, stance): n
            for month, subject, *counts in over_time
            for stance, n in zip(("favor", "against", "neutral"), counts, strict=True)
            if n
        }
        assert flat == by_month
        assert sum(n for (n,) in ask("SELECT failures FROM failures_per_reason")) == 4


def test_a_run_that_is_there_is_not_overwritten(archive, undisturbed):
    before = files(undisturbed)
    with pytest.raises(OutputError, match="holds a run; continue it with --resume"):
        run([archive], undisturbed, PLAN)
    with pytest.raises(OutputError, match="the options changed since this run began"):
        run([archive], undisturbed, PLAN.model_copy(update={"shard_size": 7}), resume=True)
    with pytest.raises(OutputError, match="the input files changed since this run began"):
        run([archive / "a.jsonl"], undisturbed, PLAN, resume=True)
    assert files(undisturbed) == before


def test_a_folder_of_something_else_is_not_written(archive, tmp_path):
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(OutputError, match="is not empty and holds no run; give a new folder"):
        run([archive], tmp_path, PLAN)
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == ["thesis.docx"]


def test_resuming_a_finished_run_does_nothing(archive, undisturbed):
    before = {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*.parquet")}
    assert run([archive], undisturbed, PLAN, resume=True).articles == 140
    assert {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*.parquet")} == before


@pytest.mark.parametrize("lost", [[0], [2, 6], []])
def test_any_shards_can_be_done_again(lost, archive, undisturbed, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(undisturbed, out, ignore=shutil.ignore_patterns("*.duckdb"))
    for shard in lost:
        (out / "ledger" / f"{shard:05}.json").unlink()
        (out / "claims" / f"{shard:05}.parquet").write_bytes(b"torn")
    (out / "summary.json").unlink()
    (out / "claims" / ".00001.parquet.12345.part").touch()
    seen: list[Progress] = []
    run([archive], out, PLAN, workers=2, resume=True, report=seen.append)
    assert files(out) == files(undisturbed)
    sizes = [progress.size for progress in seen]
    assert sizes == sorted(sizes)
    assert (sizes[0] > 0, sizes[-1]) == (lost != [0], seen[-1].total)
    assert tables(out) == tables(undisturbed)


def test_output_inside_the_input_is_not_read(tmp_path):
    archive = build(tmp_path / "news", 7)
    plan = PLAN.model_copy(update={"format": "jsonl"})
    first = run([archive], archive / "out", plan, database=False)
    assert run([archive], archive / "out", plan, resume=True, database=False) == first
    assert first.articles == 7


def test_two_runs_do_not_write_one_folder(archive, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another run is writing here"):
            run([archive], tmp_path, PLAN, resume=True)


def test_an_article_on_which_a_stage_fails_is_a_failure_and_no_more(archive, undisturbed, tmp_path, monkeypatch):
    from faclaims.batch import run as module  # noqa: F401 (the package is imported before its parts are changed)
    from faclaims.batch.plan import Mark
    from faclaims.batch.stream import Known, Portion
    from faclaims.batch.work import Job, extractor_for, work
    from faclaims.records import Article

    known = Known()
    found = [known.tell("x.jsonl", Article(id=n["id"], text=n["text"])) for n in map(news, range(3))]
    extractor = extractor_for(PLAN.options)
    sound = extractor.extract

    def extract(text, **fields):
        if fields["article_id"] == "n1":
            raise RecursionError("too deep")
        return sound(text, **fields)

    monkeypatch.setattr(extractor, "extract", extract)
    entry = work(Job(tmp_path, PLAN, Portion(0, tuple(found), Mark(0, 3), 1)))
    assert (entry.counts.articles, entry.counts.failures) == (2, 1)
    (failure,) = stored(tmp_path / "failures" / "00000.parquet", Failure)
    assert (failure.path, failure.record, failure.stage) == ("x.jsonl", "n1", "extract")
    assert failure.reason.startswith("RecursionError: too deep; this is a fault of faclaims")
    assert [a.id for a in stored(tmp_path / "articles" / "00000.parquet", ArticleRow)] == ["n0", "n2"]


def test_a_wrong_lexicon_ends_the_run(tmp_path):
    lexicon = tmp_path / "mine"
    lexicon.mkdir()
    (lexicon / "cues.toml").write_text("[[row]", encoding="utf-8")
    (tmp_path / "a.txt").write_text(news(0)["text"], encoding="utf-8")
    result = invoke(tmp_path / "a.txt", "-o", tmp_path / "out", "--lexicon", lexicon)
    assert result.exit_code == 2
    assert "cues.toml: not valid TOML" in result.stderr


def test_one_id_for_two_texts_is_a_failure(tmp_path):
    rows = [news(0), news(1) | {"id": "n0"}, news(0), news(0) | {"id": "other"}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    counts = run([tmp_path / "in.jsonl"], tmp_path / "out", PLAN)
    assert (counts.articles, counts.duplicates, counts.failures) == (1, 2, 1)
    (failure,) = records(tmp_path / "out", "failures")
    assert (failure.record, failure.reason) == (
        "n0",
        "another article has the same id; give each article an id of its own",
    )
    assert [d.id for d in records(tmp_path / "out", "duplicates")] == ["n0", "other"]
    assert isinstance(records(tmp_path / "out", "duplicates")[0], DuplicateRow)


# --- the command ----------------------------------------------------------------------------------------------------


def invoke(*arguments, stdin=None):
    return CliRunner().invoke(app, ["batch", *map(str, arguments)], input=stdin)


def test_the_command_says_what_became_of_everything(archive, tmp_path):
    result = invoke(archive, "-o", tmp_path / "out", "--workers", "2")
    assert result.exit_code == 1
    assert "Failed (parse): " in result.stderr
    assert f"{archive}/a.jsonl:4: not valid JSON" in result.stderr
    assert "140 articles, " in result.stderr
    assert "2 duplicates left out, 4 failed" in result.stderr


def test_exit_codes_tell_all_and_none(archive, tmp_path):
    assert invoke(archive / "n3.txt", "-o", tmp_path / "all").exit_code == 0
    result = invoke(archive / "empty.txt", "-o", tmp_path / "none")
    assert result.exit_code == 2
    assert "0 articles, 0 attributions, 0 claims, 0 duplicates left out, 1 failed" in result.stderr


def test_field_names_are_mapped(tmp_path):
    row = {"link": "https://e.example/1", "body": news(1)["text"], "day": "1400/01/02", "head": "سرخط"}
    (tmp_path / "in.jsonl").write_text(json.dumps(row), encoding="utf-8")
    names = ["--text-field", "body", "--id-field", "link", "--url-field", "link", "--date-field", "day"]
    result = invoke(
        tmp_path / "in.jsonl", "-o", tmp_path / "out", *names, "--title-field", "head", "--format", "jsonl"
    )
    assert result.exit_code == 0, result.stderr
    (article,) = records(tmp_path / "out", "articles")
    assert (article.id, article.url, article.title) == (row["link"], row["link"], "سرخط")
    assert article.published.isoformat() == "2021-03-22"
    assert not list((tmp_path / "out" / "claims").glob("*.parquet"))


def test_standard_input_is_an_archive_too(tmp_path):
    stdin = "\n".join(json.dumps(news(n)) for n in range(30))
    assert invoke("-", "-o", tmp_path / "out", "--shard-size", "8", stdin=stdin).exit_code == 0
    assert [a.id for a in records(tmp_path / "out", "articles")] == [f"n{n}" for n in range(30)]


def interrupted(out: Path, *lost: int) -> None:
    """Makes of a whole run one that was killed before some of its shards were finished."""
    for shard in lost:
        (out / "ledger" / f"{shard:05}.json").unlink()
    for name in ("summary.json", "faclaims.duckdb"):
        (out / name).unlink()


@pytest.mark.parametrize("lost", [(3,), (1,), (0, 2)])
def test_standard_input_is_compared_when_a_run_goes_on(lost, tmp_path):
    lines = [json.dumps(news(n)) for n in range(30)]
    out, begin = tmp_path / "out", ["-", "-o", tmp_path / "out", "--shard-size", "8", "--workers", "1", "--resume"]
    assert invoke(*begin, stdin="\n".join(lines)).exit_code == 0
    whole = files(out)
    interrupted(out, *lost)
    result = invoke(*begin, stdin="\n".join(lines))
    assert (result.exit_code, files(out)) == (0, whole), result.stderr
    if lost == (3,):
        interrupted(out, *lost)
    if lost != (0, 2):
        for other in (lines[1:], [*lines[:5], "{}", *lines[6:]], lines[:5], []):
            result = invoke(*begin, stdin="\n".join(other))
            assert result.exit_code == 2
            assert ": standard input is another than the one this run began with; give" in result.stderr
    if lost == (1,):
        result = invoke(*begin, stdin="\n".join([*lines, json.dumps(news(99))]))
        assert (result.exit_code, "is another than" in result.stderr) == (2, True)
        assert files(out) == whole


@pytest.mark.parametrize("content", [None, "[[row]]\nid = 7\n"])
def test_a_wrong_lexicon_takes_no_folder(content, archive, tmp_path):
    lexicon, out = tmp_path / "mine", tmp_path / "out"
    if content:
        lexicon.mkdir()
        (lexicon / "number_words.toml").write_text(content, encoding="utf-8")
    result = invoke(archive, "-o", out, "--lexicon", lexicon)
    said = "number_words.toml: row 1" if content else "mine: no such folder"
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert not out.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can read as somebody else")
def test_a_lexicon_that_may_not_be_read_is_an_error(tmp_path):
    file = tmp_path / "units.toml"
    file.touch(mode=0)
    for above in (tmp_path, *tmp_path.parents):
        if above.stat().st_mode & 0o005 != 0o005:
            above.chmod(0o755)
    os.seteuid(65534)
    try:
        with pytest.raises(LexiconError, match=r"units\.toml: .*Permission denied"):
            identity(Plan(options=Options(lexicons=(tmp_path,))), ())
    finally:
        os.seteuid(0)


def test_a_run_of_which_nothing_is_finished_is_begun_anew(archive, undisturbed, tmp_path):
    out = tmp_path / "out"
    run([archive / "a.jsonl"], out, PLAN.model_copy(update={"format": "csv", "shard_size": 3}))
    interrupted(out, *range(len(list((out / "ledger").iterdir()))))
    run([archive], out, PLAN)
    assert files(out) == files(undisturbed)
    assert tables(out) == tables(undisturbed)


def test_the_same_input_under_another_name_is_told_from_another_input(archive, undisturbed, monkeypatch):
    monkeypatch.chdir(archive.parent)
    with pytest.raises(
        OutputError, match="the way in which the input files are named changed since this run began"
    ):
        run([archive.name], undisturbed, PLAN, resume=True)


@pytest.mark.parametrize(
    ("words", "resuming"),
    [
        (["a", "-o", "x"], ["a", "-o", "x", "--resume"]),
        (["-o", "x", "--", "-a"], ["-o", "x", "--resume", "--", "-a"]),
        (["-o", "x", "--", "--resume"], ["-o", "x", "--resume", "--", "--resume"]),
        (["--resume", "-o", "x", "--", "a"], ["--resume", "-o", "x", "--", "a"]),
    ],
)
def test_the_command_that_resumes(words, resuming):
    assert _resuming(words) == resuming


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_says_how_to_go_on(stop, undisturbed, archive, tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(archive, "-o", out, "--workers", "2"), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for(lambda: list(out.glob("articles/.*.part")))
    os.killpg(process.pid, stop) if stop == signal.SIGINT else process.send_signal(stop)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 130, said
    assert "Stopped; what is finished is in" in said
    assert f"{archive} -o {out} --workers 2 --shard-size 20 --resume" in said
    assert list(leftovers(out)) == []
    run([archive], out, PLAN, workers=2, resume=True)
    assert files(out) == files(undisturbed)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


def test_a_worker_does_not_load_pandas():
    row = ArticleRow(id="a", text="آب", path="a.txt", digest="0", attributions=0, claims=0)
    with Pool(1) as pool:
        assert not pool.result(pool.submit(holds_pandas, row))
