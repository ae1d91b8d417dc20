"""What several tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated real articles, which is no part of the project and may be absent."""
    folder = Path(os.environ.get("FACLAIMS_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold" / "dev.jsonl").is_file():
        pytest.skip(f"no annotated articles in {folder} (set FACLAIMS_SHARED)")
    return folder
