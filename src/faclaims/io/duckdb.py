"""All tables of a run in one DuckDB file, with views for the questions that are asked of every archive."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from faclaims.errors import OutputError
from faclaims.io.rows import TABLES
from faclaims.io.writers import part_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


def write_duckdb(path: Path, tables: Mapping[str, Iterable["pa.Table"]]) -> None:
    """Writes a DuckDB file with every table of ``TABLES`` and the views over them.

    The file appears under its name complete or not at all.

    Args:
        path: The file; one that is there is replaced.
        tables: The rows of each table, piece by piece; a table that is not given stays empty.

    Raises:
        OutputError: The file cannot be written.
    """
    # Imported here: it takes time to load, and only this needs it.
    import duckdb

    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with duckdb.connect(str(part)) as database:
            _fill(database, tables)
        part.replace(path)
    except (OSError, duckdb.Error) as error:
        raise OutputError(f"{path}: cannot be written ({error}); make room or choose another place") from error
    finally:
        for left in (part, part.with_name(f"{part.name}.wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _fill(database: "DuckDBPyConnection", tables: Mapping[str, Iterable["pa.Table"]]) -> None:
    # Imported here: pyarrow takes time to load, and only this needs it.
    from faclaims.io.tables import schema_of

    for name, record in TABLES.items():
        database.register("rows", schema_of(record).empty_table())
        database.execute(f"CREATE TABLE {name} AS FROM rows")
        for rows in tables.get(name, ()):
            database.register("rows", rows)
            database.execute(f"INSERT INTO {name} FROM rows")
        database.unregister("rows")
    database.execute(files("faclaims.io").joinpath("views.sql").read_text(encoding="utf-8"))
