"""What users and other code rely on: names, imports, documented commands, running examples, the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer

import faclaims
from faclaims.cli import app

ROOT = Path(__file__).parents[1]
NAMES = [
    "Article",
    "Attribution",
    "Claim",
    "Extraction",
    "Extractor",
    "FaclaimsError",
    "Failure",
    "InputError",
    "LexiconError",
    "MissingExtraError",
    "Options",
    "OutputError",
]
HEAVY = {
    "chardet",
    "duckdb",
    "hazm",
    "jinja2",
    "lxml",
    "nltk",
    "numpy",
    "pandas",
    "parsivar",
    "polars",
    "pyarrow",
    "rich",
    "sklearn",
    "spacy",
    "trafilatura",
    "typer",
}


def test_the_public_names_are_these():
    assert sorted(faclaims.__all__) == NAMES
    for name in faclaims.__all__:
        assert getattr(faclaims, name).__doc__


def loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_importing_faclaims_loads_nothing_heavy():
    assert not loaded_by("import faclaims") & HEAVY


def test_reading_text_and_writing_jsonl_loads_nothing_heavy():
    assert not loaded_by("import faclaims.io") & HEAVY


def test_layers():
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name):
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    section = page.partition(f"## `faclaims {name}`")[2].partition("\n## ")[0]
    command = COMMANDS[name]
    assert command.help
    assert "**Example" in section
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name} has no help"
        assert parameter.help.split(";")[0].rstrip(".") in section
        for option in parameter.opts:
            assert option.upper() in section or option in section or parameter.metavar in section


def test_the_generated_pages_are_those_of_this_code():
    result = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_the_wheel_holds_the_data_and_no_tests(tmp_path):
    hatchling = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(hatchling, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "faclaims"
    files = {
        f"faclaims/{p.relative_to(package).as_posix()}"
        for p in package.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert files <= held
    assert "faclaims/py.typed" in held
    assert {name for name in held if not name.startswith(("faclaims/", "faclaims-"))} == set()
