"""Histograms: bins that show the data's shape and nothing of their own."""

from __future__ import annotations

import pytest

from core.profiling.records import Histogram
from core.profiling.sql import sql_of
from tests.core.profiling.world import opened, profiled

# One row a value: a histogram that is not flat, but for its last bin, shows what is not there.
DAYS = "SELECT (1 + i)::INTEGER AS x FROM range(31) AS rows(i)"
HUNDREDTHS = "SELECT round(i / 100, 2)::DOUBLE AS x FROM range(39) AS rows(i)"
DECIMALS = "SELECT (i / 100)::DECIMAL(6, 2) AS x FROM range(39) AS rows(i)"
MANY = "SELECT (5 + i)::INTEGER AS x FROM range(190) AS rows(i)"


def histogram(select: str) -> Histogram:
    column = profiled(select).column("x")
    assert column is not None
    assert column.histogram is not None
    return column.histogram


@pytest.mark.parametrize(("select", "steps"), [(DAYS, 31), (HUNDREDTHS, 39), (DECIMALS, 39)])
def test_a_few_even_steps_have_a_bin_each(select: str, steps: int) -> None:
    assert histogram(select).counts == (1,) * steps


def test_the_value_of_a_bin_is_in_its_middle() -> None:
    edges = histogram(DAYS).edges

    assert (edges[0], edges[1], edges[-1]) == pytest.approx((0.5, 1.5, 31.5))


def test_many_even_steps_share_bins_in_equal_numbers() -> None:
    assert histogram(MANY).counts == (5,) * 38


def test_a_gap_in_the_steps_stays_a_gap() -> None:
    assert histogram(f"SELECT * FROM ({DAYS}) WHERE x <> 7").counts == (*(1,) * 6, 0, *(1,) * 24)


def test_uneven_values_have_bins_of_the_usual_number() -> None:
    drawn = histogram("SELECT sqrt(i)::DOUBLE AS x FROM range(1000) AS rows(i)")

    assert len(drawn.counts) == 40
    assert (drawn.edges[0], sum(drawn.counts)) == (0.0, 1000)


@pytest.mark.parametrize("select", [DAYS, HUNDREDTHS, DECIMALS, MANY])
def test_the_sql_of_a_stepped_histogram_gives_its_counts(select: str) -> None:
    column = profiled(select).column("x")
    assert column is not None

    with opened(select) as table:
        found = dict(table.all(sql_of(column, "histogram")))

    assert tuple(found[place] for place in range(len(found))) == histogram(select).counts
