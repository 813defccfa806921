"""Charts as figures: every number of the aggregate is drawn, whatever the kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from app.ui import theme
from app.ui.explore import charting, pictures
from core import exploring, workspace
from core.config import Settings
from core.datasets import Dataset
from core.exploring import Chart, ChartSpec
from core.exploring.charts import queries
from core.workspace import Workspace
from tests.worlds import store

SALES = """
SELECT ['north <b>', 'south', 'east', NULL][1 + range % 4] AS region, (range * 7 % 101)::DOUBLE AS amount,
       DATE '1899-01-15' + (range * 3)::INTEGER AS day, range % 3 AS pieces, range AS id
FROM range(400)
"""


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = workspace.open(Settings(data_dir=tmp_path_factory.mktemp("data"), sample_data=False))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sales(ws: Workspace) -> Dataset:
    return store(ws, SALES)


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "dark", lambda: False)


def charted(ws: Workspace, dataset: Dataset, kind: str, **choices: Any) -> Chart:
    return exploring.chart(ws, dataset, ChartSpec(kind, **choices))


def figure(chart: Chart) -> go.Figure:
    frame = pd.DataFrame(list(chart.rows), columns=list(chart.columns), dtype=object)
    return pictures.DRAWERS[chart.spec.kind](chart, frame, 300)


def test_bars_of_categories_lie_the_longest_on_top_and_the_rest_last(ws: Workspace, sales: Dataset) -> None:
    chart = charted(ws, sales, "bar", x="region", y="amount", aggregate="sum", top=2)

    drawn = figure(chart)

    bars = drawn.data[0]
    assert bars.orientation == "h"
    assert drawn.layout.yaxis.ticktext[-1] == "Other"
    assert sum(bars.x) == sum(chart.column("value"))
    assert "north &lt;b>" in [*bars.customdata]


@pytest.mark.parametrize(("aggregate", "mode"), [("count", "stack"), ("mean", "group")])
def test_only_parts_of_a_whole_are_stacked(ws: Workspace, sales: Dataset, aggregate: str, mode: str) -> None:
    drawn = figure(charted(ws, sales, "bar", x="pieces", y="amount", group="region", aggregate=aggregate))

    assert drawn.layout.barmode == mode
    assert len(drawn.data) == 3


def test_bars_over_bins_stand_in_their_middle(ws: Workspace, sales: Dataset) -> None:
    drawn = figure(charted(ws, sales, "bar", x="id", bins=4))

    assert list(drawn.data[0].x) == [50, 150, 250, 350]
    assert drawn.data[0].customdata[0] == "0 to 100"


@pytest.mark.parametrize(("kind", "stackgroup"), [("line", None), ("area", "all")])
def test_lines_run_through_time(ws: Workspace, sales: Dataset, kind: str, stackgroup: str | None) -> None:
    drawn = figure(charted(ws, sales, kind, x="day", group="region", part="year"))

    assert drawn.data[0].x[0].startswith("1899-01-01")
    assert drawn.data[0].stackgroup == stackgroup
    assert drawn.layout.xaxis.type == "date"


@pytest.mark.parametrize("x", ["amount", "day"])
def test_a_histogram_draws_every_row(ws: Workspace, sales: Dataset, x: str) -> None:
    drawn = figure(charted(ws, sales, "histogram", x=x, group="region"))

    assert sum(sum(trace.y) for trace in drawn.data) == 300


def test_boxes_are_drawn_from_their_quartiles(ws: Workspace, sales: Dataset) -> None:
    chart = charted(ws, sales, "box", x="region", y="amount")

    box = figure(chart).data[0]

    assert list(box.median) == chart.column("median")
    assert list(figure(charted(ws, sales, "box", y="amount")).data[0].x) == [""]


def test_points_are_drawn_one_by_one_or_as_density(
    ws: Workspace, sales: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = figure(charted(ws, sales, "scatter", x="day", y="amount", group="region"))
    monkeypatch.setattr(queries, "MOST_POINTS", 10)
    many = figure(charted(ws, sales, "scatter", x="day", y="amount"))

    assert sum(len(trace.x) for trace in few.data) == 300
    assert many.data[0].type == "heatmap"


def test_a_heat_map_and_a_pivot_hold_every_cell(ws: Workspace, sales: Dataset) -> None:
    chart = charted(ws, sales, "heat_map", x="region", group="pieces")
    frame = pd.DataFrame(list(chart.rows), columns=list(chart.columns), dtype=object)

    table = pictures.pivot(frame)

    assert figure(chart).data[0].z.sum() == 300
    assert table.shape == (3, 4)
    assert table.iloc[:, 1:].to_numpy().sum() == 300


def test_the_numbers_of_a_chart_are_taken_away_without_formulas(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest(['=1+1', 'a']) AS w")

    text = charting.as_csv(charted(ws, dataset, "bar", x="w"))

    assert text.splitlines() == ["w,Number of rows,rows", "'=1+1,1,1", "a,1,1"]
