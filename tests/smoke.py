"""What must work in an empty environment with nothing but the wheel and what it asks for; see `make smoke`."""

import importlib.resources
import importlib.util
import subprocess
import sys
from pathlib import Path

import faclaims

TEXT = "علی رضایی، مدیر سد نمونه گفت: آب کم است."


def main() -> None:
    """Extracts, reports and exports, by library and by command."""
    assert "smoke" in faclaims.__file__, f"not the installed package: {faclaims.__file__}"
    assert (importlib.resources.files("faclaims") / "py.typed").is_file()
    [claim] = faclaims.Extractor().extract(TEXT).claims
    assert claim.speaker.name == "علی رضایی"
    assert claim.speaker.roles == ("مدیر سد نمونه",)
    if importlib.util.find_spec("pandas") is None:
        try:
            faclaims.Extractor().extract(TEXT).to_pandas()
        except faclaims.MissingExtraError as error:
            assert "faclaims[pandas]" in str(error)
        else:
            raise AssertionError("a frame without pandas")
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    command = str(Path(sys.executable).with_name("faclaims"))
    for arguments in (
        ["--version"],
        ["extract", "a.txt", "-o", "claims.parquet"],
        ["report", "claims.parquet", "--articles", "a.txt", "-o", "report.html"],
        ["export", "claims.parquet", "--to", "schema-org", "-o", "claims.jsonld"],
    ):
        subprocess.run([command, *arguments], check=True)
    assert "علی رضایی" in Path("report.html").read_text(encoding="utf-8")
    assert "علی رضایی" in Path("claims.jsonld").read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
