"""Takes the pictures of the documentation: the report on the sample articles, in both themes.

python docs/screenshots.py      writes docs/images/*.png; needs chromium and the dev group

Look at them before they are committed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from faclaims import Extraction, Extractor
from faclaims.io import find, read
from faclaims.report import Lang, report

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=3000",
)
OPEN = """
document.documentElement.dataset.theme = "dark";
document.querySelector("#overview").hidden = true;
document.querySelector("#speakers").hidden = true;
const article = document.querySelector("article:not([hidden])");
article.querySelector("details").open = true;
setTimeout(() => article.querySelectorAll("mark[tabindex]")[4].click(), 200);
"""
SHOTS: tuple[tuple[str, Lang, str, str, str], ...] = (
    ("report-light", "fa", "", "", "1280,1180"),
    ("report-dark", "fa", "#speaker=شاهین بردبار", OPEN, "1280,900"),
    ("report-english", "en", "", 'document.documentElement.dataset.theme = "dark";', "1280,1180"),
)


def shoot(page: str, hash_: str, script: str, size: str, out: Path) -> None:
    """Opens a page, does what the script says, and writes a picture."""
    # The policy of the page lets no other script run.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", f"<script>{script}</script></body>")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(page, encoding="utf-8")
        options = [f"--user-data-dir={folder}/profile", f"--window-size={size}", f"--screenshot={out}"]
        command = ["chromium", *FLAGS, *options, f"{file.as_uri()}{hash_}"]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def main() -> int:
    """Takes all pictures."""
    if shutil.which("chromium") is None:
        print("chromium is not installed: apt-get install chromium", file=sys.stderr)
        return 1
    gold = ROOT / "data" / "samples" / "gold.jsonl"
    results = [r for r in Extractor().pipe(read(find([gold]))) if isinstance(r, Extraction)]  # type: ignore[arg-type]
    IMAGES.mkdir(exist_ok=True)
    for name, lang, hash_, script, size in SHOTS:
        shoot(report(results, lang=lang), hash_, script, size, IMAGES / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
