"""Every construction of the table gives what it must, and the parts of the attribution stage do their work."""

import pytest

from constructions import CASES, KNOWN_FAILURES, NEGATIVES, problems
from faclaims import Extractor


def marked(rows):
    """Rows as parameters; those that are known to fail must fail, so that a row put right loses its line."""
    return [
        pytest.param(
            row,
            id=row["id"],
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[row["id"]], strict=True)]
            if row["id"] in KNOWN_FAILURES
            else [],
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("case", marked(CASES))
def test_a_construction_gives_these_attributions(extractor, case):
    assert problems(extractor, case) == []


@pytest.mark.parametrize("case", marked(NEGATIVES))
def test_nothing_is_reported(extractor, case):
    assert extractor.extract(case["text"]).attributions == ()


def test_known_failures_are_rows_of_the_table():
    assert set(KNOWN_FAILURES) <= {row["id"] for row in CASES + NEGATIVES}
    assert all(KNOWN_FAILURES.values())
