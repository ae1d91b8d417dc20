"""Fuzzes the extractor and the readers with coverage as guide, for longer than the tests do.

    uv run --with atheris tools/fuzz.py extract -max_total_time=600
    uv run --with atheris tools/fuzz.py readers -max_total_time=600

atheris is no dependency of the project, since it has no wheel for every machine. What the tests hold of any text must
hold of every input; the readers must give an article or a failure record for whatever stands in a file.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
with atheris.instrument_imports(include=["faclaims"]):
    from faclaims import Article, Extractor, Failure
    from faclaims.io import SUFFIXES, find, read
    from test_fuzz import WORDS, check

EXTRACTOR = Extractor()
ENDINGS = sorted(SUFFIXES)
FOLDER = TemporaryDirectory()


def extract(data: bytes) -> None:
    """Reads a text of words that matter to the grammar, with odd ones between."""
    provider = atheris.FuzzedDataProvider(data)
    pieces = []
    while provider.remaining_bytes():
        odd = provider.ConsumeIntInRange(0, 9) == 0
        pieces.append(provider.ConsumeUnicode(8) if odd else WORDS[provider.ConsumeIntInRange(0, len(WORDS) - 1)])
    check(EXTRACTOR.extract(" ".join(pieces)))


def readers(data: bytes) -> None:
    """Reads a file of any kind with anything in it."""
    path = Path(FOLDER.name, "a" + ENDINGS[data[0] % len(ENDINGS) if data else 0])
    path.write_bytes(data[1:])
    for item in read(find([path])):
        if not isinstance(item, Article | Failure):
            raise TypeError(f"{item!r} is no article and no failure")
    path.unlink()


if __name__ == "__main__":
    target = {"extract": extract, "readers": readers}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if target is None:
        sys.exit("give extract or readers, then the options of libFuzzer, such as -max_total_time=600")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()
