"""What several tests share."""

import os
import signal
import sys
from multiprocessing import forkserver, get_context
from pathlib import Path

import pytest
from hypothesis import settings

from faclaims.batch import pool

# The first example pays for what is loaded lazily.
settings.register_profile("faclaims", deadline=None)
settings.load_profile("faclaims")

# A shell that runs the tests in the background makes them deaf to Ctrl-C, and with them the commands they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Where byte code is not kept, as in many containers, most of the time of the tests goes to compiling, in each of the
# hundred processes that they start, all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ROOT = Path(__file__).parents[1]
TOGETHER = {f"tests/test_{name}.py" for name in ("batch", "batch_kill", "gate", "hostile_files")}
"""Files whose tests share something that takes long to make: one process does all of such a file."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hands out the files of `TOGETHER` whole, and first of all; any other test alone.

    ``--dist loadgroup`` reads the marks of groups from the ids of tests, where pytest 9.2 no longer lets xdist 3.8
    write them (pytest-xdist issue 1386): without a word, each process made all that is shared for itself.
    """
    from xdist.scheduler import LoadGroupScheduling

    class Together(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return file if file in TOGETHER else nodeid

    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session", autouse=True)
def warm_workers():
    """Forks the workers of batch runs from a process that has loaded the lexicons, which is most of their work.

    So it is in this process only: the commands that tests start spawn their workers, as in earnest.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["warm"])

    def warm_context(_method):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
            forkserver.ensure_running()
        return context

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "get_context", warm_context)
        yield


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
