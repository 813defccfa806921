"""Markers for missing values among numbers and dates: found when they stand apart, left alone when they do not."""

from __future__ import annotations

import pytest

from tests.core.profiling.world import profiled

APART = [
    ("CASE WHEN i < 7 THEN -999 ELSE i % 60 END", "-999", 7),
    ("CASE WHEN i < 7 THEN 99999 ELSE i * 3.5 END", "99999", 7),
    ("CASE WHEN i < 7 THEN 99 ELSE i % 10 END", "99", 7),
    ("CASE WHEN i < 7 THEN DATE '9999-12-31' ELSE DATE '2020-01-01' + i::INTEGER END", "9999-12-31", 7),
    ("CASE WHEN i < 7 THEN TIMESTAMP '1900-01-01' ELSE TIMESTAMP '2020-01-01' + to_hours(i) END", "1900-01-01", 7),
]
WITHIN = [
    "i",
    "i % 100",
    "i - 999",
    "CASE WHEN i < 7 THEN -998 ELSE i % 60 END",
    "CASE WHEN i < 7 THEN -999 ELSE 5 END",
    "-999",
    "DATE '1970-01-01' + (i * 10)::INTEGER",
]


@pytest.mark.parametrize(("expression", "marker", "rows"), APART)
def test_a_marker_far_from_all_other_values_is_found(expression: str, marker: str, rows: int) -> None:
    column = profiled(f"SELECT {expression} AS x FROM range(1000) AS rows(i)").columns[0]

    assert (column.value("disguised_value"), column.value("disguised")) == (marker, rows)


@pytest.mark.parametrize("expression", WITHIN)
def test_a_value_among_others_means_what_it_says(expression: str) -> None:
    column = profiled(f"SELECT {expression} AS x FROM range(1000) AS rows(i)").columns[0]

    assert column.value("disguised") is None
