"""The command line: what it writes, what it says, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.console import Console
from typer.testing import CliRunner

import faclaims.pipeline
from faclaims import Extractor, records
from faclaims.__main__ import main as start
from faclaims.cli import app
from faclaims.io.tables import schema_of
from faclaims.records import Claim
from faclaims.show import show

NEWS = "پل تازه شهر باز شد\nمریم احمدی گفت: پل تازه امروز باز شد و راه هموار است."
SAID = "پل تازه امروز باز شد و راه هموار است"


def run(*arguments: str | Path, stdin: str | None = None):
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    (news / "b.txt").write_text(NEWS, encoding="utf-8")
    lines = [{"id": "a1", "text": NEWS, "title": "پل", "date": "1399-12-14", "publisher": "نمونه"}, {"id": "a2"}]
    (news / "a.jsonl").write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    return news


def test_extract_writes_claims_in_the_order_of_the_input(folder, tmp_path):
    out = tmp_path / "new" / "claims.jsonl"
    result = run("extract", folder, "-o", out)
    claims = [Claim.model_validate_json(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [c.article_id for c in claims] == ["a1", "b"]
    assert [c.text for c in claims] == [SAID, SAID]
    assert all(NEWS[c.start : c.end] == c.text for c in claims)
    assert (claims[0].title, str(claims[0].published), claims[0].publisher) == ("پل", "2021-03-04", "نمونه")
    assert result.exit_code == 1
    assert f"Failed (parse): {folder}/a.jsonl:2: no field 'text'" in result.stderr
    assert f"2 articles, 2 claims, 1 failed in {out}" in result.stderr


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_extract_all_done(suffix, folder, tmp_path):
    out = tmp_path / f"claims{suffix}"
    assert run("extract", folder / "b.txt", "-o", out).exit_code == 0
    if suffix == ".parquet":
        assert pq.read_table(out).schema == schema_of(Claim)
    else:
        assert SAID in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("stdin", [NEWS, json.dumps({"text": NEWS}) + "\n"])
def test_extract_is_a_filter(stdin):
    result = run("extract", "-", stdin=stdin)
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [SAID]


def test_extract_takes_options(folder):
    assert run("extract", folder / "b.txt", "--form", "quoted").stdout == ""
    assert run("extract", folder / "b.txt", "--form", "colon", "--form", "clause").stdout
    assert run("extract", folder / "b.txt", "--min-confidence", "1.0").stdout == ""
    assert run("extract", folder / "b.txt", "--rules-only").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nwes"], "Error: nwes: no such file or folder; did you mean news?"),
        (["news", "-o", "x.xml"], "Error: x.xml: .xml is not a format that is written; end the name in .jsonl"),
        (["empty"], "Error: empty: no articles found; files that are read: .txt"),
        (["news", "-o", "news/b.txt/c.csv"], "cannot be written"),
        (["news/b.txt", "-o", "news/b.txt"], "is both input and output"),
        (["news", "-o", "news/a.jsonl"], "Error: news/a.jsonl: is both input and output; write to another place"),
        (["news", "--lexicon", "none"], "Error: none: no such folder; give a folder that holds files such as"),
        (["news", "--form", "verse"], "'verse' is no form; give one of quoted, colon"),
        (["news", "--min-confidence", "2"], "less than or equal to 1"),
        ([], "Missing argument"),
        (["broken.jsonl", "-o", "out.jsonl"], "No article could be read (1 failed); nothing was written."),
    ],
)
def test_nothing_can_be_done(arguments, message, folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    Path("empty").mkdir()
    Path("broken.jsonl").write_text("{", encoding="utf-8")
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert not Path("out.jsonl").exists()


def test_what_is_not_persian_has_no_claims_and_a_note(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The mayor said: the bridge is open.", encoding="utf-8")
    result = run("extract", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Note: " in result.stderr
    assert "no Persian text" in result.stderr


def test_notes_of_a_kind_are_not_repeated_without_end(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"English {n}"}) + "\n" for n in range(50)), encoding="utf-8")
    result = run("extract", path)
    assert result.stderr.count("no Persian text") == 5
    assert "45 more of these" in result.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_the_old_file_and_says_so(stop, tmp_path):
    out = tmp_path / "claims.jsonl"
    out.write_text("old", encoding="utf-8")
    command = [sys.executable, "-m", "faclaims", "extract", "-", "-o", out]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        # The temporary file tells that the work has begun.
        deadline = time.monotonic() + 20
        while not list(tmp_path.glob(".*.part")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(stop)
        _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stderr == f"Stopped; nothing was written to {out}.\n"
    assert [p.name for p in tmp_path.iterdir()] == ["claims.jsonl"]
    assert out.read_text(encoding="utf-8") == "old"


def test_ctrl_c_while_the_program_is_loaded_is_no_traceback(monkeypatch, capsys):
    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr("faclaims.cli.main", stopped)
    with pytest.raises(SystemExit) as end:
        start()
    assert (end.value.code, capsys.readouterr().err) == (130, "Stopped.\n")


def test_ctrl_c_tells_that_the_claims_of_some_articles_went_to_stdout(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": NEWS}) + "\n" for n in range(20_000)), encoding="utf-8"
    )
    command = [sys.executable, "-m", "faclaims", "extract", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert json.loads(first)["article_id"] == "0"
    assert stderr == "Stopped; the claims written so far are those of some of the articles.\n"


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.csv", "claims.parquet"])
def test_a_full_disk_leaves_nothing_and_says_so(name, tmp_path):
    lines = "".join(json.dumps({"id": str(n), "text": NEWS}) + "\n" for n in range(300))
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    # A limit on the size of files is how a full disk looks to a process.
    shell = f'ulimit -f 2; exec "{sys.executable}" -m faclaims extract a.jsonl -o {name}'
    result = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert f"Error: {name}: cannot be written (File too large); choose another place" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    lines = "".join(json.dumps({"id": str(n), "text": NEWS}) + "\n" for n in range(300))
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    shell = f'"{sys.executable}" -m faclaims extract a.jsonl | head -n 1'
    result = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert json.loads(result.stdout)["article_id"] == "0"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        ("extract news/b.txt >&-", "standard output is closed; give a file with -o"),
        ("extract news/b.txt > /dev/full", "standard output cannot be written (No space left on device)"),
        ("extract - <&-", "-: standard input is closed; give a file, or pipe articles in"),
        ("schema > /dev/full", "standard output cannot be written (No space left on device)"),
        ("show news/b.txt > /dev/full", "standard output cannot be written (No space left on device)"),
    ],
)
def test_closed_and_full_streams(shell, said, folder):
    if "full" in shell and not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    command = ["bash", "-c", f'exec "{sys.executable}" -m faclaims {shell}']
    result = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (2, f"Error: {said}\n")


@pytest.mark.parametrize("arguments", [["schema"], ["show", "news/b.txt"], ["extract", "نیست"]])
def test_an_output_in_another_encoding_escapes_what_it_lacks(arguments, folder):
    result = subprocess.run(
        [sys.executable, "-m", "faclaims", *arguments],
        cwd=folder.parent,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in result.stderr
    assert rb"\u06" in result.stdout + result.stderr


def test_extract_writes_to_pipes_and_where_links_lead(folder, tmp_path):
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert run("extract", folder / "b.txt", "-o", tmp_path / "link.jsonl").exit_code == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert SAID in (tmp_path / "real.jsonl").read_text(encoding="utf-8")
    shell = f'"{sys.executable}" -m faclaims extract news/b.txt -o >(cat); wait $!'
    result = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert json.loads(result.stdout)["text"] == SAID
    os.mkfifo(tmp_path / "pipe.csv")
    reader = subprocess.Popen(["cat", tmp_path / "pipe.csv"], stdout=subprocess.PIPE, text=True)
    assert run("extract", folder / "b.txt", "-o", tmp_path / "pipe.csv").exit_code == 0
    assert SAID in reader.communicate(timeout=20)[0]
    assert (tmp_path / "pipe.csv").is_fifo()


def test_names_of_files_give_a_terminal_no_commands(tmp_path):
    result = run("extract", tmp_path / "\x1b]2J.txt")
    assert "\x1b" not in result.stderr
    assert r"\x1b]2J.txt: no such file or folder" in result.stderr


def test_show_maps_fields(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": NEWS, "link": "x7"}), encoding="utf-8")
    result = run("show", tmp_path / "a.jsonl", "--text-field", "body", "--id-field", "link")
    assert result.exit_code == 0
    assert "x7" in result.stdout


def test_show_prints_the_article_and_its_claims(folder):
    result = run("show", folder / "b.txt")
    assert result.exit_code == 0
    assert SAID in " ".join(result.stdout.split())
    for word in ("speaker", "assertion", "مریم احمدی", "colon"):
        assert word in result.stdout


def test_show_one_of_many(folder):
    result = run("show", folder / "a.jsonl", "--id", "a1")
    assert "a1 · نمونه · پل" in result.stdout
    missing = run("show", folder / "a.jsonl", "--id", "a9")
    assert (missing.exit_code, "no article has the id a9" in missing.stderr) == (2, True)


def test_show_in_a_terminal_marks_directions_and_lets_no_commands_through(capsys):
    console = Console(force_terminal=True, width=80, legacy_windows=False)
    show(Extractor().extract(NEWS + "\x1b[2J\x07 پایان\tخبر"), console)
    printed = capsys.readouterr().out
    assert "\x1b[2J" not in printed
    assert "\x07" not in printed
    assert "\u200f" in printed
    assert "\u200e" in printed


def test_show_without_claims(tmp_path):
    (tmp_path / "a.txt").write_text("باران بارید.", encoding="utf-8")
    assert "No claims found." in run("show", tmp_path / "a.txt").stdout


@pytest.fixture
def scored(tmp_path: Path) -> tuple[Path, Path]:
    start = NEWS.index(SAID)
    gold = {
        "id": "n1",
        "text": NEWS,
        "group": "agency",
        "speakers": [{"key": "S1", "name": "مریم احمدی", "kind": "person"}],
        "attributions": [
            {"form": "colon", "speaker": "S1", "content": [[start, start + len(SAID)]], "mention": [19, 29]},
            {"form": "colon", "speaker": "S1", "content": [[0, 18]]},
        ],
    }
    claim = {
        "article_id": "n1",
        "attribution_id": "1",
        "start": start,
        "end": start + len(SAID),
        "speaker": {"name": "احمدی", "kind": "person"},
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text(json.dumps(claim), encoding="utf-8")
    return tmp_path / "gold.jsonl", tmp_path / "claims.jsonl"


@pytest.mark.parametrize(("by", "row"), [("form", "colon"), ("mention", "dropped"), ("group", "agency")])
def test_evaluate(by, row, scored):
    result = run("evaluate", *scored, "--by", by, "--errors", "5")
    assert result.exit_code == 0
    assert "1 articles, 2 attributions" in result.stdout
    assert row in result.stdout
    assert "n1 | missed colon | مریم احمدی | پل تازه شهر باز شد" in result.stdout


def test_evaluate_json(scored):
    figures = json.loads(run("evaluate", *scored, "--json").stdout)
    assert figures["end-to-end"] == {"P": 1.0, "R": 0.5, "F": pytest.approx(2 / 3)}


def test_evaluate_says_what_is_wrong(scored, tmp_path):
    result = run("evaluate", scored[1], scored[1])
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert "claims.jsonl:1: id: Field required" in result.stderr


def test_evaluate_takes_no_nonsense(scored, tmp_path):
    (tmp_path / "blank.jsonl").write_text(" \n", encoding="utf-8")
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "n1", "text": NEWS}), encoding="utf-8")
    blank = run("evaluate", tmp_path / "blank.jsonl", scored[1])
    assert (blank.exit_code, "blank.jsonl: holds no annotated articles" in blank.stderr) == (2, True)
    news = run("evaluate", tmp_path / "news.jsonl", scored[1])
    assert (news.exit_code, "news.jsonl:1: not the expected record (without attributions;" in news.stderr) == (
        2,
        True,
    )
    none = run("evaluate", scored[0], tmp_path / "blank.jsonl")
    assert (none.exit_code, "Note: " in none.stderr, "claims are matched by article_id" in none.stderr) == (
        0,
        True,
        True,
    )
    assert "Note" not in run("evaluate", *scored).stderr


@pytest.mark.parametrize("name", ["claim", "extraction", "attribution", "article", "failure"])
def test_schema_is_that_of_the_record(name):
    schema = json.loads(run("schema", "--record", name).stdout)
    model = getattr(records, name.capitalize())
    assert schema["title"] == model.__name__
    assert list(schema["properties"]) == list(model.model_fields)
    assert schema["additionalProperties"] is False


def test_version():
    assert run("--version").stdout == f"faclaims {version('faclaims')}\n"


def test_an_article_on_which_a_stage_fails_is_reported_and_the_rest_is_kept(folder, tmp_path, monkeypatch):
    sound = faclaims.pipeline.normalize

    def normalize(text):
        if "زلزله" in text:
            raise RecursionError("too deep")
        return sound(text)

    (folder / "c.txt").write_text(NEWS.replace("پل", "زلزله"), encoding="utf-8")
    monkeypatch.setattr(faclaims.pipeline, "normalize", normalize)
    out = tmp_path / "claims.jsonl"
    result = run("extract", folder, "-o", out)
    assert result.exit_code == 1
    assert "Failed (extract): <memory>:c: RecursionError: too deep" in result.stderr
    assert "2 articles, 2 claims, 2 failed" in result.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert run("extract", folder / "c.txt").exit_code == 2


def test_a_progress_bar_appears_in_a_terminal_on_long_work(folder):
    run_at_once = "import faclaims.cli, faclaims.terminal as t; t._LONG_WORK = 0; faclaims.cli.main()"
    arguments = ["-c", run_at_once, "extract", str(folder), "-o", str(folder.parent / "out.jsonl")]
    script = f"import os, pty, sys; sys.exit(pty.spawn([sys.executable, *{arguments!r}]) >> 8)"
    environment = os.environ | {"TERM": "xterm-256color"}
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == 1
    assert "articles, " in result.stdout
    assert "%" in result.stdout
