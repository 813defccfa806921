"""A table along its dates: buckets, means, gaps, rhythms and breaks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from core import profiling
from core.errors import BadInput
from core.profiling.records import TimeView
from core.profiling.table import Table
from core.profiling.views.breaks import find_breaks
from core.profiling.views.buckets import MOST_BUCKETS
from core.profiling.views.over_time import follow
from core.workspace import Workspace
from tests.core.profiling.world import WEATHER, WEATHER_SELECT, opened
from tests.worlds import store


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    with opened(WEATHER_SELECT) as table:
        yield table


@pytest.fixture(scope="module")
def weather() -> pd.DataFrame:
    return pd.read_csv(WEATHER, parse_dates=["Date"])


def followed(table: Table, *names: str) -> TimeView:
    columns = {column.name: column for column in table.columns}
    return follow(table, columns[names[0]], [columns[name] for name in names[1:]])


def along(select: str) -> TimeView:
    with opened(select) as table:
        return followed(table, *(column.name for column in table.columns))


def test_rows_per_bucket_are_those_of_pandas(table: Table, weather: pd.DataFrame) -> None:
    view = followed(table, "Date")

    expected = weather.groupby(weather["Date"].dt.to_period("M")).size()
    months = pd.period_range(expected.index.min(), expected.index.max(), freq="M")
    assert view.bucket == "month"
    assert view.starts[0] == "2008-12-01T00:00:00"
    assert view.counts == tuple(expected.reindex(months, fill_value=0))


def test_means_per_bucket_are_those_of_pandas(table: Table, weather: pd.DataFrame) -> None:
    series = followed(table, "Date", "MaxTemp").series[0]

    expected = weather.groupby(weather["Date"].dt.to_period("M"))["MaxTemp"].mean()
    assert [value for value in series.values if value is not None] == pytest.approx(expected.tolist())


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("RainToday", True, "Share of “yes” in “RainToday”"),
        ("Location", "Melbourne", "Share of “Melbourne” in “Location”"),
    ],
)
def test_what_is_no_number_is_followed_by_the_share_of_a_value(
    table: Table, name: str, value: object, label: str
) -> None:
    series = followed(table, "Date", name).series[0]

    assert (series.what, series.value, series.label) == ("share", value, label)
    assert all(0 <= share <= 1 for share in series.values if share is not None)


@pytest.mark.parametrize(
    ("step", "rows", "bucket"),
    [
        ("to_seconds(i)", 90, "second"),
        ("to_minutes(i)", 100, "minute"),
        ("to_hours(i)", 100, "hour"),
        ("to_days(i)", 100, "day"),
        ("to_days(i * 7)", 100, "week"),
        ("to_months(i)", 100, "month"),
        ("to_months(i * 3)", 80, "quarter"),
        ("to_years(i)", 80, "year"),
        ("to_years(i)", 3, "year"),
    ],
)
def test_the_bucket_suits_the_dates(step: str, rows: int, bucket: str) -> None:
    view = along(
        f"SELECT TIMESTAMP '1950-01-01' + {step} AS at FROM (SELECT i::INTEGER AS i FROM range({rows}) AS rows(i))"
    )

    assert (view.bucket, sum(view.counts)) == (bucket, rows)


def test_a_date_that_stands_for_missing_does_not_stretch_the_picture() -> None:
    view = along(
        "SELECT CASE WHEN i % 500 = 3 THEN DATE '9999-12-31' ELSE DATE '2020-01-01' + (i % 300)::INTEGER END AS day "
        "FROM range(5000) AS rows(i)"
    )

    assert (view.starts[-1][:4], view.left_out) == ("2020", 10)


@pytest.mark.parametrize("last", ["9999-12-31", "2020-01-02"])
def test_there_are_never_more_buckets_than_a_screen_shows(last: str) -> None:
    view = along(f"SELECT unnest([DATE '0001-01-01', DATE '{last}', DATE '2020-01-01']) AS day")

    assert 0 < len(view.starts) <= MOST_BUCKETS


def test_empty_buckets_in_a_row_are_a_gap() -> None:
    view = along(
        "SELECT DATE '2024-01-01' + i::INTEGER AS day FROM range(100) AS rows(i) "
        "WHERE i NOT BETWEEN 40 AND 45 AND i <> 70"
    )

    assert [(gap.start[:10], gap.end[:10], gap.buckets) for gap in view.gaps] == [
        ("2024-02-10", "2024-02-16", 6),
        ("2024-03-11", "2024-03-12", 1),
    ]
    assert view.sentences[0] == "No rows for 6 days from 2024-02-10 on, the longest of 2 gaps."


def test_free_weekends_are_a_rhythm_and_no_gaps() -> None:
    view = along(
        "SELECT day FROM (SELECT DATE '2024-01-01' + i::INTEGER AS day FROM range(120) AS rows(i)) "
        "WHERE isodow(day) < 6"
    )

    assert view.gaps == ()


def test_a_level_that_changes_for_good_is_told() -> None:
    view = along(
        "SELECT DATE '2024-01-01' + i::INTEGER AS day, CASE WHEN i < 60 THEN 10 ELSE 14 END + sin(i * 7) AS x "
        "FROM range(120) AS rows(i)"
    )

    assert [found.at[:10] for found in view.series[0].breaks] == ["2024-03-01"]
    assert "from 2024-03-01 on about 14" in view.series[0].breaks[0].sentence


@pytest.mark.parametrize(
    "values",
    [
        np.linspace(0, 10, 100),
        np.sin(np.arange(100) / 4),
        np.random.default_rng(1).normal(size=100),
        np.ones(100),
        np.arange(6.0),
        np.array([]),
        np.full(50, np.nan),
    ],
    ids=["slope", "wave", "noise", "constant", "short", "empty", "unknown"],
)
def test_what_is_no_step_is_no_break(values: np.ndarray) -> None:
    assert find_breaks(values) == []


def test_two_steps_are_two_breaks_also_with_values_left_out() -> None:
    values = np.repeat([0.0, 5.0, 1.0], 30) + np.random.default_rng(2).normal(scale=0.2, size=90)
    values[10] = np.nan

    assert find_breaks(values) == [30, 60]


def test_a_weekly_rhythm_is_found_with_its_strength() -> None:
    view = along(
        "SELECT day, CASE WHEN isodow(day) = 7 THEN 5.0 ELSE 1.0 END AS x "
        "FROM (SELECT DATE '2024-01-01' + i::INTEGER AS day FROM range(140) AS rows(i))"
    )

    season = view.series[0].season
    assert season.weekdays == pytest.approx((1, 1, 1, 1, 1, 1, 5))
    assert season.weekday_strength == pytest.approx(1)
    assert "high: Sunday" in season.sentences[0]


def test_a_rhythm_of_months_is_that_of_pandas(table: Table, weather: pd.DataFrame) -> None:
    season = followed(table, "Date", "MaxTemp").series[0].season

    monthly = weather.groupby(weather["Date"].dt.to_period("M"))["MaxTemp"].mean()
    assert season.months == pytest.approx(monthly.groupby(monthly.index.month).mean().tolist())
    assert season.month_strength > 0.6


def test_hours_are_looked_at_where_there_are_any() -> None:
    view = along(
        "SELECT TIMESTAMP '2024-01-01' + to_hours(i) AS at, cos(pi() * (i % 24) / 12) AS x FROM range(240) AS rows(i)"
    )

    season = view.series[0].season
    assert (len(season.hours), season.hour_strength, season.months) == (24, pytest.approx(1, abs=1e-3), ())


def test_the_sql_behind_the_picture_runs(table: Table) -> None:
    view = followed(table, "Date", "MaxTemp")

    assert set(view.sql) == {"starts", "buckets", "weekdays", "months"}
    assert all(table.all(sql) for sql in view.sql.values())


def test_huge_values_are_followed_without_a_word() -> None:
    view = along("SELECT DATE '2024-01-01' + i::INTEGER AS day, 1e300 * (i % 3) AS x FROM range(60) AS rows(i)")

    assert view.series[0].season.weekday_strength == 0.0


def test_without_a_choice_the_first_numbers_are_followed(ws: Workspace) -> None:
    view = profiling.over_time(ws, store(ws, WEATHER_SELECT), "Date")

    assert [series.column for series in view.series] == [
        *("MinTemp", "MaxTemp", "Rainfall", "Evaporation", "Sunshine", "WindGustSpeed")
    ]


def test_a_column_without_dates_cannot_be_time(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="holds no dates"):
        profiling.over_time(ws, store(ws, WEATHER_SELECT), "MaxTemp")


def test_an_empty_column_of_dates_cannot_be_time(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="has no dates"):
        profiling.over_time(ws, store(ws, "SELECT NULL::DATE AS day"), "day")


def test_too_many_columns_are_refused(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="13 columns"):
        profiling.over_time(ws, store(ws, WEATHER_SELECT), "Date", ["MaxTemp"] * 13)
