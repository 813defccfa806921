"""The numbers of charts against pandas, and what a reader is told about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from core import exploring, workspace
from core.config import Settings
from core.datasets import Dataset
from core.datasets.conditions import Condition
from core.errors import BadInput, NotFound
from core.exploring import Chart, ChartSpec, View
from core.exploring.charts import axes, queries
from core.workspace import Workspace
from tests.worlds import store

SALES = """
SELECT range AS id,
       ['north', 'south', 'east', 'west', NULL][1 + range % 5] AS "re""gion 🙂",
       CASE WHEN range % 10 = 9 THEN NULL ELSE (range * 7 % 101)::DOUBLE END AS amount,
       DATE '1899-01-15' + (range * 3)::INTEGER AS day,
       range % 3 AS pieces, range % 2 = 0 AS paid
FROM range(1000)
"""
REGION = 're"gion 🙂'


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for all: nothing here changes it."""
    opened = workspace.open(Settings(data_dir=tmp_path_factory.mktemp("data"), sample_data=False))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sales(ws: Workspace) -> Dataset:
    return store(ws, SALES)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """The same table in pandas."""
    i = pd.Series(range(1000))
    regions = ["north", "south", "east", "west", None]
    return pd.DataFrame(
        {
            "id": i,
            "region": [regions[n % 5] for n in range(1000)],
            "amount": (i * 7 % 101).astype(float).where(i % 10 != 9),
            "day": pd.Timestamp("1899-01-15") + pd.to_timedelta(i * 3, unit="D"),
            "pieces": i % 3,
            "paid": i % 2 == 0,
        }
    )


def drawn(ws: Workspace, dataset: Dataset, kind: str, view: View | None = None, **choices: Any) -> Chart:
    return exploring.chart(ws, dataset, ChartSpec(kind, **choices), view)


@pytest.mark.parametrize(
    ("aggregate", "function"),
    [("sum", "sum"), ("mean", "mean"), ("median", "median"), ("min", "min"), ("max", "max"), ("distinct", "nunique")],
)
def test_aggregates_by_category_agree_with_pandas(
    ws: Workspace, sales: Dataset, frame: pd.DataFrame, aggregate: str, function: str
) -> None:
    expected = frame.dropna(subset=["amount"]).groupby("region").amount.agg(function)

    chart = drawn(ws, sales, "bar", x=REGION, y="amount", aggregate=aggregate)

    found = dict(zip(chart.column("x"), chart.column("value"), strict=True))
    assert found == pytest.approx(expected.to_dict())


def test_rows_are_counted_and_those_with_missing_values_are_left_out_and_told(ws: Workspace, sales: Dataset) -> None:
    counted = drawn(ws, sales, "bar", x=REGION)
    averaged = drawn(ws, sales, "bar", x="pieces", y="amount", aggregate="mean")

    assert dict(zip(counted.column("x"), counted.column("value"), strict=True)) == dict.fromkeys(
        ("east", "north", "south", "west"), 200
    )
    assert (counted.n, counted.left_out) == (800, 200)
    assert (averaged.n, averaged.left_out) == (900, 100)
    assert counted.title == f"Number of rows by “{REGION}”"
    assert averaged.title == "Mean of amount by “pieces”"


def test_only_the_most_frequent_categories_are_kept_and_the_rest_is_one(ws: Workspace, sales: Dataset) -> None:
    with_rest = drawn(ws, sales, "bar", x=REGION, top=1)
    without = drawn(ws, sales, "bar", x=REGION, top=1, other=False)

    assert sorted(zip(with_rest.column("x"), with_rest.column("value"), strict=True)) == [("Other", 600), ("east", 200)]
    assert without.column("x") == ["east"]


def test_two_dimensions_and_a_facet_agree_with_pandas(ws: Workspace, sales: Dataset, frame: pd.DataFrame) -> None:
    expected = frame.groupby(["region", "pieces", "paid"]).size()

    chart = drawn(ws, sales, "bar", x=REGION, group="pieces", facet="paid")

    found = {(x, int(colour), facet == "true"): rows for x, colour, facet, _value, rows in chart.rows}
    assert found == expected.to_dict()
    assert chart.columns == ("x", "colour", "facet", "value", "rows")


@pytest.mark.parametrize(
    ("part", "rule"), [("year", "YS"), ("quarter", "QS"), ("month", "MS"), ("week", "W-MON"), ("day", "D")]
)
def test_dates_before_1900_are_cut_to_their_part(
    ws: Workspace, sales: Dataset, frame: pd.DataFrame, part: str, rule: str
) -> None:
    series = frame.set_index("day").id.resample(rule, label="left", closed="left").count()
    expected = {moment.to_pydatetime(): count for moment, count in series[series > 0].items()}

    chart = drawn(ws, sales, "line", x="day", part=part)

    assert dict(zip(chart.column("x"), chart.column("value"), strict=True)) == expected


def test_parts_of_the_calendar_come_round_again(ws: Workspace, sales: Dataset, frame: pd.DataFrame) -> None:
    expected = frame.groupby(frame.day.dt.day_of_week + 1).size()

    chart = drawn(ws, sales, "bar", x="day", part="weekday")

    assert dict(zip(chart.column("x"), chart.column("value"), strict=True)) == expected.to_dict()


def test_the_part_of_a_date_is_as_fine_as_a_picture_can_hold(ws: Workspace, sales: Dataset) -> None:
    assert drawn(ws, sales, "line", x="day").axes["x"].label == "day, months"
    assert drawn(ws, store(ws, "SELECT TIMESTAMP '2026-01-01 08:00' AS t"), "line", x="t").column("x") == [
        datetime.fromisoformat("2026-01-01 08:00")
    ]


def test_a_histogram_agrees_with_pandas(ws: Workspace, sales: Dataset, frame: pd.DataFrame) -> None:
    expected = frame.amount.dropna().floordiv(10).mul(10).value_counts().sort_index()

    chart = drawn(ws, sales, "histogram", x="amount", bins=10)

    assert chart.axes["x"].width == 10
    assert dict(zip(chart.column("x"), chart.column("rows"), strict=True)) == expected.to_dict()
    assert (chart.n, chart.left_out) == (900, 100)


def test_a_histogram_of_dates_is_in_seconds_and_of_whole_numbers_in_whole_bins(ws: Workspace, sales: Dataset) -> None:
    dates = drawn(ws, sales, "histogram", x="day", group=REGION)

    assert dates.axes["x"].kind == "date"
    assert sum(dates.column("rows")) == 800
    assert drawn(ws, sales, "histogram", x="pieces", bins=50).axes["x"].width == 1


def test_numbers_on_an_axis_are_binned_when_they_are_many(ws: Workspace, sales: Dataset) -> None:
    assert drawn(ws, sales, "bar", x="pieces").axes["x"].kind == "number"
    assert drawn(ws, sales, "bar", x="id", bins=10).column("x") == [n * 100 for n in range(10)]
    assert len(drawn(ws, sales, "line", x="id", bins=0).rows) == 1000


def test_boxes_agree_with_pandas(ws: Workspace, sales: Dataset, frame: pd.DataFrame) -> None:
    north = frame[frame.region == "north"].amount.dropna()
    quartiles = north.quantile([0.25, 0.5, 0.75])

    chart = drawn(ws, sales, "box", x=REGION, y="amount")

    box = next(dict(zip(chart.columns, row, strict=True)) for row in chart.rows if row[0] == "north")
    assert [box["q1"], box["median"], box["q3"]] == pytest.approx(quartiles.tolist())
    assert (box["low"], box["high"], box["rows"], box["outside"]) == (north.min(), north.max(), len(north), 0)
    assert box["mean"] == pytest.approx(north.mean())


def test_a_box_of_the_whole_column_leaves_outliers_and_infinities_out_of_its_whiskers(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest([1.0, 2, 3, 4, 5, 100, 'inf'::DOUBLE]) AS y")

    chart = drawn(ws, dataset, "box", y="y")

    assert chart.rows == (("", 1.0, 2.25, 3.5, 4.75, 5.0, pytest.approx(115 / 6), 6, 1),)


def test_few_points_are_drawn_one_by_one(ws: Workspace, sales: Dataset) -> None:
    chart = drawn(ws, sales, "scatter", x="id", y="amount", group=REGION)

    assert len(chart.rows) == 900
    assert chart.columns == ("x", "y", "colour")
    assert chart.notes == ()


def test_many_points_are_counted_where_they_lie(ws: Workspace, sales: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_POINTS", 100)

    chart = drawn(ws, sales, "scatter", x="day", y="amount")

    assert chart.columns == ("x", "y", "rows")
    assert sum(chart.column("rows")) == 900
    assert chart.notes == ("900 points are too many to draw: the stronger the colour, the more of them.",)


def test_many_coloured_points_are_a_sample(ws: Workspace, sales: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_POINTS", 100)

    chart = drawn(ws, sales, "scatter", x="id", y="amount", group=REGION)

    assert 50 < len(chart.rows) < 150
    assert chart.notes == ("About 100 of 900 points are drawn, chosen at random.",)


def test_a_filter_holds_in_every_chart(ws: Workspace, sales: Dataset) -> None:
    view = View((Condition(REGION, "is", "north"), Condition("amount", "above", 50)), search="north")

    bars = drawn(ws, sales, "bar", view, x=REGION)
    boxes = drawn(ws, sales, "box", view, x=REGION, y="amount")
    points = drawn(ws, sales, "scatter", view, x="id", y="amount")
    table = drawn(ws, sales, "pivot", view, x=REGION, group="pieces")

    assert bars.column("x") == boxes.column("x") == ["north"]
    assert bars.n == boxes.n == len(points.rows) == sum(table.column("value")) == bars.column("value")[0]
    assert "= 'north'" in bars.sql
    assert "?" not in bars.sql


@pytest.mark.parametrize("kind", [kind.key for kind in exploring.CHART_KINDS])
def test_no_rows_and_no_values_are_drawn_as_nothing(ws: Workspace, sales: Dataset, kind: str) -> None:
    nothing = View((Condition("id", "below", 0),))
    hollow = store(ws, "SELECT NULL::DOUBLE AS a, NULL::DOUBLE AS b, NULL::VARCHAR AS c FROM range(3)")

    empty = drawn(ws, sales, kind, nothing, x="id", y="amount", group=REGION)
    missing = drawn(ws, hollow, kind, x="a", y="b", group="c")

    assert (empty.rows, empty.n, empty.left_out) == ((), 0, 0)
    assert (missing.rows, missing.n, missing.left_out) == ((), 0, 3)


def test_a_constant_and_infinities_are_drawn(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest([5.0, 5.0, 'inf'::DOUBLE]) AS x, 170141183460469231731687303715884105727 AS h")

    chart = drawn(ws, dataset, "histogram", x="x")

    assert (chart.column("x"), chart.column("rows"), chart.n, chart.left_out) == ([5.0], [2], 2, 1)
    assert drawn(ws, dataset, "bar", x="h").n == 3


def test_more_combinations_than_a_picture_holds_are_cut_and_told(
    ws: Workspace, sales: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_CELLS", 3)

    assert drawn(ws, sales, "bar", x=REGION).notes == ("Only the first 3 combinations are shown; choose fewer.",)


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"kind": "pie", "x": "id"}, "“pie” is no kind of chart"),
        ({"kind": "bar"}, "“Bars” needs a column for the horizontal axis"),
        ({"kind": "heat_map", "x": "id"}, "“Heat map” needs a column for the second dimension"),
        ({"kind": "line", "x": REGION}, "“Line” cannot draw"),
        ({"kind": "box", "y": REGION}, "“Box plot” cannot draw"),
        ({"kind": "bar", "x": "id", "aggregate": "sum"}, "“Sum” of what"),
        ({"kind": "bar", "x": "id", "y": REGION, "aggregate": "sum"}, "has no sum: it holds no numbers"),
        ({"kind": "bar", "x": "id", "aggregate": "mode"}, "“mode” is no aggregate"),
        ({"kind": "bar", "x": "day", "part": "moon"}, "“moon” is no part of a date"),
    ],
)
def test_what_cannot_be_drawn_is_said(ws: Workspace, sales: Dataset, choices: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message) as raised:
        exploring.chart(ws, sales, ChartSpec.from_json(choices))

    assert raised.value.hint


def test_an_unknown_column_is_refused(ws: Workspace, sales: Dataset) -> None:
    with pytest.raises(NotFound, match="no column “m”"):
        drawn(ws, sales, "bar", x="m")


@pytest.mark.parametrize("given", [None, {}, {"kind": "bar", "sql": "1"}, {"kind": 3}, {"kind": "bar", "bins": "many"}])
def test_what_is_no_chart_is_refused(given: Any) -> None:
    with pytest.raises(BadInput):
        ChartSpec.from_json(given)


def test_a_chart_survives_json() -> None:
    spec = ChartSpec("bar", x="a", bins=5, other=False)

    assert ChartSpec.from_json(spec.to_json()) == spec
    assert spec.to_json() == {"kind": "bar", "x": "a", "bins": 5, "other": False}


@pytest.mark.parametrize(("low", "high", "width"), [(0, 100, 5), (0, 1, 0.05), (3, 3, 1.0), (0, 1e300, 5e298)])
def test_bins_have_widths_that_read_well(low: float, high: float, width: float) -> None:
    assert axes.bin_width(low, high, 20) == pytest.approx(width)


@pytest.mark.parametrize(
    ("columns", "spec"),
    [
        ((), ChartSpec("bar")),
        (("amount",), ChartSpec("histogram", x="amount")),
        (("day",), ChartSpec("line", x="day")),
        ((REGION,), ChartSpec("bar", x=REGION)),
        (("amount", "day"), ChartSpec("line", x="day", y="amount", aggregate="mean")),
        (("amount", REGION), ChartSpec("bar", x=REGION, y="amount", aggregate="mean")),
        (("amount", "pieces"), ChartSpec("scatter", x="amount", y="pieces")),
        ((REGION, "paid"), ChartSpec("heat_map", x=REGION, group="paid")),
        (("day", REGION), ChartSpec("line", x="day", group=REGION)),
        (("amount", REGION, "day"), ChartSpec("line", x="day", y="amount", group=REGION, aggregate="mean")),
        (("amount", REGION, "paid"), ChartSpec("heat_map", x=REGION, y="amount", group="paid", aggregate="mean")),
    ],
)
def test_the_first_chart_suits_the_columns(
    ws: Workspace, sales: Dataset, columns: tuple[str, ...], spec: ChartSpec
) -> None:
    assert exploring.suggest(sales, columns) == spec
