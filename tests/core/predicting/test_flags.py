"""Each check over a column: it fires, it stays quiet, it does not apply."""

from __future__ import annotations

from typing import Any

import pytest

from core.models import Feature
from core.predicting import flags
from core.predicting.reading.columns import MOST_LEVELS, ColumnReader
from tests.core.models import tiny

TEXT = Feature("note", "text", "VARCHAR")
CLOCK = Feature("at", "time", "TIME")
ANY_NUMBER = Feature("n", "number", "DOUBLE")
MANY_LEVELS = Feature("m", "category", "VARCHAR", levels=tuple(str(number) for number in range(MOST_LEVELS)))


def fired(feature: Feature, given: list[Any]) -> list[tuple[int, str]]:
    """(row, code) of every flag on a column with these values."""
    reader = ColumnReader(feature)
    batch = {feature.name: reader.array([reader.read(value) for value in given])}
    return [(row, flag.code) for found in flags.find((reader,), batch) for row, flag in found.flags]


@pytest.mark.parametrize(
    ("feature", "value"),
    [
        (tiny.AGE, 30),
        (tiny.CITY, "Rome"),
        (tiny.MEMBER, True),
        (tiny.SINCE, "2022-01-01"),
        (TEXT, "a"),
        (CLOCK, "9:30"),
    ],
)
def test_missing_fires_where_there_is_no_value_and_only_there(feature: Feature, value: Any) -> None:
    assert fired(feature, [value, None, value, None]) == [(1, "missing"), (3, "missing")]


def test_unseen_fires_on_new_values_and_only_on_them() -> None:
    assert fired(tiny.CITY, ["Rome", "Lima", "Oslo", "Bonn"]) == [(1, "unseen"), (3, "unseen")]


@pytest.mark.parametrize("feature", [TEXT, MANY_LEVELS])
def test_unseen_does_not_apply_where_not_all_values_are_known(feature: Feature) -> None:
    assert fired(feature, ["never seen"]) == []


def test_out_of_range_fires_beyond_the_ends_and_only_there() -> None:
    assert fired(tiny.AGE, [17, 18, 90, 91]) == [(0, "out_of_range"), (3, "out_of_range")]
    assert fired(tiny.SINCE, ["2019-12-31", "2020-01-01", "2024-01-02"]) == [(0, "out_of_range"), (2, "out_of_range")]


@pytest.mark.parametrize("feature", [ANY_NUMBER, tiny.MEMBER])
def test_out_of_range_does_not_apply_without_a_range(feature: Feature) -> None:
    assert fired(feature, [1, 0]) == []


def test_a_date_that_is_missing_is_not_out_of_range() -> None:
    assert fired(tiny.SINCE, [None]) == [(0, "missing")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a", "“a”"), (True, "“true”"), (1.5, "“1.5”"), ("x" * 61, f"“{'x' * 59}…”"), ("x" * 60, f"“{'x' * 60}”")],
)
def test_a_value_in_a_sentence_is_in_quotes_and_short(value: Any, expected: str) -> None:
    assert flags.shown(value) == expected
