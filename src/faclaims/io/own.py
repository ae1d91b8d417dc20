"""What faclaims itself wrote: it holds texts and lies among the news, but is none."""

import csv
import gzip
import zlib
from collections.abc import Collection
from pathlib import Path

_HEAD = 2**16
"""Bytes of a file in which its first fields stand."""
_TELLING = ("claim_id", "attribution_id")
"""Fields that only claims, and results with claims in them, have."""


def is_run(folders: Collection[str], files: Collection[str]) -> bool:
    """Whether a folder that holds these is the output of a batch run."""
    return "ledger" in folders and "run.json" in files


def holds_claims(path: Path) -> bool:
    """Whether the first row of a JSONL, CSV or Parquet file is a claim; a file that cannot be read holds none."""
    name = path.name.lower()
    try:
        # Opening a named pipe would wait for somebody who writes to it.
        if not path.is_file():
            return False
        if name.endswith(".parquet"):
            return _are_claims(_columns(path))
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as file:
            line = file.readline(_HEAD)
    except (OSError, EOFError, zlib.error):
        return False
    match Path(name.removesuffix(".gz")).suffix:
        case ".jsonl" | ".ndjson":
            # Quotation marks within a text have a backslash before them.
            return all(f'"{field}":'.encode() in line for field in _TELLING)
        case ".csv":
            return _are_claims(next(csv.reader([line.decode("utf-8-sig", "replace")]), []))
        case _:
            return False


def may_be_output(path: Path) -> bool:
    """Whether a file can be what an earlier run of the same command wrote: it holds claims, or is a page or JSON."""
    try:
        if not path.stat().st_size:
            return True
    except FileNotFoundError:
        return True
    return path.suffix.lower() in {".html", ".htm", ".json"} or holds_claims(path)


def _are_claims(columns: Collection[str]) -> bool:
    return all(field in columns for field in _TELLING)


def _columns(path: Path) -> list[str]:
    # Imported here: pyarrow takes time to load, and only Parquet needs it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names: list[str] = pq.read_schema(path).names
    except pa.ArrowException:
        return []
    return names
