"""The evaluation gate: quality on annotated articles does not fall below the floors of gate.toml."""

import pytest

from gate import NOISES, SAMPLES, damaged, floors, measured, watched

MAX_LOSS = 0.06
"""End-to-end F1 that damaged text may cost against the clean text."""


def fallen(name: str, figures: dict[str, float]) -> dict[str, str]:
    return {m: f"{figures[m]:.3f} < {floor:.3f}" for m, floor in floors()[name].items() if figures[m] < floor}


def test_samples():
    assert not fallen("samples", watched(measured(SAMPLES)))


@pytest.fixture(scope="module")
def clean(shared):
    return measured(shared / "gold" / "dev.jsonl")


def test_real_articles(clean):
    assert not fallen("dev", watched(clean, groups=True))


@pytest.mark.parametrize("mode", NOISES)
def test_damaged_articles(mode, clean, shared, tmp_path):
    figure = measured(damaged(shared, mode, tmp_path)).figures["end-to-end"]
    assert not fallen(mode, {"end-to-end": figure})
    assert clean.figures["end-to-end"] - figure <= MAX_LOSS
