"""A headless browser for the tests of pages; tests are skipped where none is installed."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
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
    "--enable-logging=stderr",
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium; apt-get install chromium")


class Seen(NamedTuple):
    """A page after its script ran, and what it wrote to the console."""

    dom: str
    console: list[str]


def opened(page: Path, hash_: str = "", *flags: str) -> Seen:
    """Opens a file in the browser."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory() as profile:
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *flags, "--dump-dom", f"{page.as_uri()}{hash_}"]
        result = subprocess.run(command, capture_output=True, check=True, timeout=60)
    log = result.stderr.decode(errors="replace")
    return Seen(result.stdout.decode(), re.findall(r"CONSOLE.*", log))


def with_script(page: Path, script: str) -> Path:
    """A copy of a page that runs a script of the test after its own.

    The policy of the page lets no other script run, so the copy has none.
    """
    text = page.read_text(encoding="utf-8")
    text, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert removed == 1
    copy = page.with_name(f"{page.stem}-scripted.html")
    copy.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    return copy
