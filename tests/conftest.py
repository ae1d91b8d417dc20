"""What several tests share."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# The first example pays for what is loaded lazily.
settings.register_profile("faclaims", deadline=None)
settings.load_profile("faclaims")

# A shell that runs the tests in the background makes them deaf to Ctrl-C, and with them the commands they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]


def shared_folder() -> Path | None:
    """The folder of annotated real articles, which is no part of the project; None where it is absent."""
    folder = Path(os.environ.get("FACLAIMS_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "gold" / "dev.jsonl").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated real articles, or a skipped test."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("no annotated articles beside the project (set FACLAIMS_SHARED)")
    return folder
