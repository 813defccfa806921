"""Dates and times: calendar, gaps, future."""

from __future__ import annotations

import pandas as pd
import pytest

from core.profiling.records import ColumnProfile
from tests.core.profiling.world import profiled

MOMENTS = "SELECT TIMESTAMP '2023-03-01 08:00:00' + to_hours(i * i) AS at FROM range(150) AS rows(i)"


@pytest.fixture(scope="module")
def at() -> ColumnProfile:
    return profiled(MOMENTS).columns[0]


@pytest.fixture(scope="module")
def moments() -> pd.Series:
    return pd.Series(pd.Timestamp("2023-03-01 08:00:00") + pd.to_timedelta([i * i for i in range(150)], unit="h"))


def test_the_calendar_is_that_of_pandas(at: ColumnProfile, moments: pd.Series) -> None:
    assert at.calendar is not None
    assert at.calendar.weekdays == tuple(moments.dt.day_of_week.value_counts().reindex(range(7), fill_value=0))
    assert at.calendar.months == tuple(moments.dt.month.value_counts().reindex(range(1, 13), fill_value=0))
    assert at.calendar.hours == tuple(moments.dt.hour.value_counts().reindex(range(24), fill_value=0))


def test_gaps_are_between_the_days_that_occur(at: ColumnProfile, moments: pd.Series) -> None:
    days = pd.Series(moments.dt.normalize().unique()).diff().dt.days.dropna()

    assert at.value("largest_gap") == days.max()
    assert at.value("gaps") == (days > 1).sum()
    assert at.value("days_distinct") == len(days) + 1


def test_extremes_are_iso_texts(at: ColumnProfile) -> None:
    assert at.value("min") == "2023-03-01T08:00:00"


def test_what_comes_after_now_lies_in_the_future(at: ColumnProfile, moments: pd.Series) -> None:
    assert at.value("future") == (moments > "2024-06-01 12:00:00").sum()


def test_the_edges_of_a_histogram_of_dates_are_seconds_in_utc(at: ColumnProfile, moments: pd.Series) -> None:
    assert at.histogram is not None
    assert at.histogram.axis == "date"
    assert (at.histogram.edges[0], at.histogram.edges[-1]) == (moments.min().timestamp(), moments.max().timestamp())
    assert sum(at.histogram.counts) == 150


def test_a_time_of_day_has_hours_only() -> None:
    column = profiled("SELECT unnest([TIME '00:30:00', TIME '00:45:00', TIME '23:59:59']) AS clock").columns[0]

    assert column.calendar is not None
    assert (column.calendar.hours[0], column.calendar.hours[23], column.calendar.weekdays) == (2, 1, ())
    assert (column.value("min"), column.value("max")) == ("00:30:00", "23:59:59")


@pytest.mark.parametrize("type_", ["DATE", "TIMESTAMP", "TIMESTAMPTZ"])
def test_infinite_dates_are_counted_apart(type_: str) -> None:
    column = profiled(f"SELECT unnest(['infinity', '2020-01-01', '2020-01-03', '-infinity'])::{type_} AS x").columns[0]

    assert (column.value("infinities"), column.value("days_span"), column.value("distinct")) == (2, 2, 4)
    assert str(column.value("max")).startswith("2020-01-03")


def test_a_date_beyond_all_timestamps_spoils_nothing() -> None:
    column = profiled("SELECT unnest(['400000-01-01', '2020-01-01'])::DATE AS x").columns[0]

    assert (column.count, column.value("distinct")) == (2, 2)
