"""Claims as tables of the data libraries; one claim a row, the same columns as in Parquet."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from faclaims.errors import MissingExtraError
from faclaims.io.tables import table_of
from faclaims.records import Claim

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def arrow(claims: Iterable[Claim]) -> "pa.Table":
    """Returns claims as an Arrow table with the schema of the claim record."""
    return table_of(claims)


def pandas(claims: Iterable[Claim]) -> "pd.DataFrame":
    """Returns claims as a pandas frame; nested records are dictionaries: ``frame["speaker"].str["name"]``.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    needed("pandas", "pandas")
    return table_of(claims).to_pandas()


def polars(claims: Iterable[Claim]) -> "pl.DataFrame":
    """Returns claims as a polars frame; nested records are structs: ``pl.col("speaker").struct["name"]``.

    Raises:
        MissingExtraError: polars is not installed.
    """
    frame: pl.DataFrame = needed("polars", "polars").from_arrow(table_of(claims))
    return frame


def needed(module: str, extra: str) -> Any:
    """Returns a module that an extra of faclaims brings.

    Raises:
        MissingExtraError: It is not installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f"{module} is not installed; get it with: pip install 'faclaims[{extra}]'"
        ) from error
