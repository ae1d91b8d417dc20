"""Every example of the documentation runs, every link leads somewhere, and no figure is better than it is."""

import gzip
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import shared_folder
from faclaims import Extraction, __version__
from faclaims.cli import app
from faclaims.evaluate import read_gold
from faclaims.formats.gold import gold_of
from faclaims.formats.label_studio import to_label_studio
from faclaims.pipeline import Extractor

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
PAGES = [
    ROOT / "README.md",
    ROOT / "README.fa.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
NAMED = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```', re.M | re.S)
OTHERS = {"git", "make", "pip", "cd", "apt-get"}
"""Commands of the pages that are not ours, and are not run here."""

HTML = """<html lang="fa"><head><title>{title}</title><meta property="article:published_time" content="2024-05-11">
</head><body><article><h1>{title}</h1><p>مریم احمدی، شهردار تبریز گفت: پل تازه فردا باز می‌شود.</p>
<p>وی افزود: این پل ترافیک مرکز شهر را کم می‌کند و رفت‌وآمد مردم آسان‌تر می‌شود.</p></article></body></html>"""


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A folder with the files that the examples name."""
    desk = tmp_path_factory.mktemp("desk")
    lines = (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    kept = ("id", "text", "title", "date", "publisher")
    named = [{k: a.get(k) for k in kept} for a in articles]
    (desk / "articles.jsonl").write_text("\n".join(json.dumps(a) for a in named), encoding="utf-8")
    (desk / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (desk / "article.txt").write_text(articles[0]["text"], encoding="utf-8")
    for folder in ("news", "archive"):
        (desk / folder).mkdir()
        for a in articles[:3]:
            (desk / folder / f"{a['id']}.txt").write_text(a["text"], encoding="utf-8")
    for folder, pages in (("pages", 2), ("broken", 1)):
        (desk / folder).mkdir()
        for n in range(pages):
            (desk / folder / f"{n}.html").write_text(HTML.format(title="افتتاح پل تازه"), encoding="utf-8")
    (desk / "broken" / "empty.html").touch()
    results = [r for r in Extractor().pipe(named_of(articles)) if isinstance(r, Extraction)]
    claims = "".join(c.model_dump_json() + "\n" for r in results for c in r.claims)
    (desk / "results").mkdir()
    for file in (desk / "claims.jsonl", desk / "results" / "part-0.jsonl"):
        file.write_text(claims, encoding="utf-8")
    (desk / "dump").mkdir()
    with gzip.open(desk / "dump" / "a.jsonl.gz", "wt", encoding="utf-8") as dump:
        dump.write(json.dumps({"url": "https://news.example/1", "body": articles[0]["text"]}))
    tasks = to_label_studio(gold_of(r) for r in results)
    done = [{"data": t["data"], "annotations": t["predictions"]} for t in tasks]
    (desk / "project-1.json").write_text(json.dumps(done), encoding="utf-8")
    return desk


def named_of(articles):
    return [{k: a[k] for k in ("id", "text", "title", "publisher")} for a in articles]


@pytest.fixture
def workplace(desk, tmp_path, monkeypatch):
    """A copy of the desk in which an example may write."""
    for path in desk.iterdir():
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    return tmp_path


def run(command: str) -> str:
    """What a command of a page prints, run in this process, with ``cat FILE |`` before or ``> FILE`` after it."""
    words = shlex.split(command, comments=True)
    if words[0] in OTHERS or "[OPTIONS]" in words:
        return ""
    if words[0] == "echo":
        Path(words[3]).write_text(words[1], encoding="utf-8")
        return ""
    if "jq" in words:
        # jq reads JSON; that our part of the pipe works does not depend on it.
        words = words[: words.index("jq") - 1]
    given = None
    if words[0] == "cat":
        given, words = Path(words[1]).read_text(encoding="utf-8"), words[3:]
    target = Path(words.pop()) if ">" in words[-2:] else None
    words = [w for w in words if w != ">"]
    assert words[0] == "faclaims", command
    result = CliRunner().invoke(app, words[1:], input=given)
    is_error = "Error:" in result.output or "Failed (" in result.output
    assert (result.exit_code != 0) == is_error, f"{command}\n{result.output}"
    if target:
        target.write_text(result.stdout, encoding="utf-8")
    return result.output


def expects(shown: str, printed: str) -> None:
    """The lines under a command must be printed, in this order; … stands for anything."""
    parts = [part.strip() for line in shown.splitlines() for part in line.split("…")]
    pattern = ".*?".join(re.escape(part) for part in parts)
    assert re.search(pattern, printed, re.S), f"expected:\n{shown}\nprinted:\n{printed}"


@NAMED
def test_the_examples_of_a_page_run(page, workplace, capsys):
    """Runs the blocks of a page one after another.

    ``# prints: x`` in Python says what is printed; so do the lines under a command. A block with a title is a
    file.
    """
    names: dict[str, object] = {}
    for language, title, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            (workplace / title).parent.mkdir(exist_ok=True)
            (workplace / title).write_text(block, encoding="utf-8")
        elif language == "python":
            exec(compile(block, str(page), "exec"), names)  # noqa: S102 (our own pages)
            printed = capsys.readouterr().out.splitlines()
            assert printed == re.findall(r"^\s*# prints: (.*)$", block, re.M)
        elif language == "console":
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
                expects(shown, run(command))


def examples_of_help() -> list[str]:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    return [line.strip() for line in re.findall(r"^(?:    |\t)?((?:faclaims|cat) \S.*)$", page, re.M)]


@pytest.mark.parametrize("command", examples_of_help())
def test_the_examples_of_the_help_run(command, workplace):
    if "1399-12-14-7" in command:
        article = {"id": "1399-12-14-7", "text": "علی رضایی گفت: آب کم است."}
        (workplace / "articles.jsonl").unlink()
        (workplace / "articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    if "--resume" in command:
        run(command.replace(" --resume", ""))
    run(command)


def test_there_are_examples_of_help():
    assert len(examples_of_help()) >= 12


@NAMED
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", text):
        if "://" in target:
            continue
        assert target == "" or (page.parent / target).exists(), target
        if anchor and target.endswith(".md"):
            heads = re.findall(r"^#+ (.*)$", (page.parent / target).read_text(encoding="utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w-]", "", h.lower().replace(" ", "-")) for h in heads}, anchor


def test_the_site_builds_without_a_warning(tmp_path):
    pytest.importorskip("material")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", tmp_path / "site"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    pages = {p.relative_to(tmp_path / "site").as_posix() for p in (tmp_path / "site").rglob("index.html")}
    assert {"index.html", "tutorial/index.html", "fa/tutorial/index.html", "reference/api/index.html"} <= pages


def test_the_notebook_runs():
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    path = ROOT / "examples" / "first-look.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are made, not kept"
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    shown = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    assert any("<mark" in o.get("data", {}).get("text/html", "") for o in shown)
    assert not any(o.output_type == "error" for o in shown)


def test_the_accuracy_page_claims_no_more_than_is_measured():
    shared = shared_folder()
    if shared is None:
        pytest.skip("no annotated articles beside the project (set FACLAIMS_SHARED)")
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from accuracy import MEASURES, PAGE, measured
    finally:
        sys.path.pop(0)
    written = dict(re.findall(r"^\| ([^|]+?) \| (0\.\d{3}|1\.000) \|$", PAGE.read_text(encoding="utf-8"), re.M))
    now = measured(read_gold(shared / "gold" / "dev.jsonl")).figures
    for name in MEASURES:
        assert float(written[name]) <= now[name] + 0.005, f"{name}: run python docs/accuracy.py"


def test_the_changes_make_a_section():
    pytest.importorskip("towncrier")
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "9.9.9"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "## 9.9.9" in result.stdout
    assert "### Added" in result.stdout


def test_the_citation_is_that_of_this_version():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in text
    assert text.startswith("cff-version: 1.2.0\n")
