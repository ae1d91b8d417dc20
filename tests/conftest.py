"""What several tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The first example pays for what is loaded lazily.
settings.register_profile("faclaims", deadline=None)
settings.load_profile("faclaims")

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
