"""Tables in, tables out."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest

from archive import news
from faclaims import Extractor, InputError, Options
from faclaims.arrow import CLAIMS, FAILURES, claims_and_failures, claims_table
from faclaims.io import Fields
from faclaims.io.fields import day
from faclaims.io.tables import records_of
from faclaims.records import Claim, Failure

ROWS = [news(number) for number in range(40)]


def expected(**options):
    extractor = Extractor(Options(**options))
    return [
        claim
        for row in ROWS
        for claim in extractor.extract(
            row["text"], article_id=row["id"], title=row["title"], published=day(row["date"])
        ).claims
    ]


def test_claims_are_those_of_the_extractor():
    table = claims_table(pa.Table.from_pylist(ROWS))
    assert table.schema == CLAIMS
    assert list(records_of(table, Claim)) == expected()


def test_options_and_names_of_columns():
    renamed = [{"key": r["id"], "body": r["text"], "head": r["title"], "day": r["date"], "id": 7} for r in ROWS]
    fields = Fields(id="key", text="body", title="head", date="day")
    table = claims_table(pa.Table.from_pylist(renamed), Options(forms=("quoted",)), fields)
    assert list(records_of(table, Claim)) == expected(forms=("quoted",)) != []


def test_dates_are_read_from_columns_of_every_type():
    published = [dt.date(2021, 3, 4), dt.datetime(2021, 3, 4, 10, tzinfo=dt.UTC), "1399/12/14"]
    for value in published:
        table = claims_table(pa.table({"id": ["a"], "text": [ROWS[0]["text"]], "date": [value]}))
        assert set(table.column("published").to_pylist()) == {dt.date(2021, 3, 4)}


def test_a_table_of_another_library_is_taken():
    frame = pd.DataFrame(ROWS)
    assert claims_table(pa.Table.from_pandas(frame)).equals(claims_table(pa.Table.from_pylist(ROWS)))


def test_no_articles_give_no_claims_of_the_same_schema():
    claims, failures = claims_and_failures(pa.table({"text": pa.array([], pa.string())}))
    assert (claims.num_rows, claims.schema) == (0, CLAIMS)
    assert (failures.num_rows, failures.schema) == (0, FAILURES)


def test_articles_that_cannot_be_done_are_failures():
    table = pa.table({"id": ["a", None, "c"], "text": [ROWS[0]["text"], None, "  "]})
    claims, failures = claims_and_failures(table)
    assert set(claims.column("article_id").to_pylist()) == {"a"}
    first, second = records_of(failures, Failure)
    assert (first.record, first.stage, first.reason[:16]) == ("2", "parse", "field 'text' is ")
    assert (second.record, second.reason) == ("c", "field 'text' is empty; there is nothing to read")
    with pytest.raises(InputError, match=r"article 2: field 'text' is empty; .* \(and 1 more\)"):
        claims_table(table)


def test_a_row_without_an_id_does_not_take_that_of_another():
    text = ROWS[0]["text"]
    claims, _ = claims_and_failures(pa.table({"id": [None, "1"], "text": [text, text]}))
    assert set(claims.column("article_id").to_pylist()) == {"row:1", "1"}
    _, failures = claims_and_failures(pa.table({"id": [5, 0], "text": [text, ""]}))
    assert failures.column("record").to_pylist() == ["0"]


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="no column 'text', which holds the articles; columns: body"):
        claims_table(pa.table({"body": ["x"]}))
