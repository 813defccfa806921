"""A table along its dates."""

from __future__ import annotations

import math

from app.ui.charts import time
from core.profiling import Break, Calendar, Season, Series, TimeGap, TimeView

STARTS = ("2024-01-01", "2024-02-01", "2024-03-01")
SERIES = Series("price", "mean", "Mean of “price”", (1.5, None, 2.5), (10, 0, 5), Season())
VIEW = TimeView(
    column="day",
    bucket="month",
    starts=STARTS,
    counts=(10, 0, 5),
    left_out=0,
    series=(SERIES,),
    gaps=(TimeGap("2024-02-01", "2024-03-01", 1),),
    season=Season(),
    breaks=(Break("2024-03-01", 10, 5, "Fewer."),),
    sentences=(),
)


def test_every_bucket_has_its_bar() -> None:
    bars = time.rows(VIEW).data[0]

    assert list(bars.y) == [10, 0, 5]
    assert bars.customdata[1] == "month of 2024-02-01"


def test_gaps_are_shaded_and_breaks_marked() -> None:
    shapes = time.rows(VIEW).layout.shapes

    assert [(shape.type, shape.x0) for shape in shapes] == [("rect", "2024-02-01"), ("line", "2024-03-01")]


def test_a_line_stops_where_there_are_no_rows() -> None:
    line = time.series(VIEW, SERIES).data[0]

    assert math.isnan(line.y[1])
    assert line.connectgaps is False
    assert line.customdata[0] == "2024-01-01: <b>1.5</b> (10 rows)"


def test_only_rhythms_with_something_to_see_are_drawn() -> None:
    calendar = Calendar((5, 4, 0, 0, 0, 0, 0), (9, *(0 for _ in range(11))), tuple(0 for _ in range(24)))

    assert [name for name, _, _ in time.rhythms(calendar)] == ["Weekdays"]


def test_a_rhythm_has_a_bar_for_each_name() -> None:
    bars = time.rhythm("Rows", time.WEEKDAYS, (1, 2, 3, 4, 5, 6, None)).data[0]

    assert list(bars.x) == list(time.WEEKDAYS)
    assert math.isnan(bars.y[6])
