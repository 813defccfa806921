"""Two columns in one picture, by the kinds they are of."""

from __future__ import annotations

import math

import pytest

from app.ui import theme
from app.ui.charts import pairs
from core.profiling import Box, Cell, Density, Mosaic, PairView, TrendPoint

TREND = (TrendPoint(0, 1, 5, 1.0, 0.5, 1.0, 1.5), TrendPoint(1, 2, 5, 2.0, 1.5, 2.0, 2.5))
DENSITY = Density((0.0, 1.0, 2.0), (0.0, 1.0, 2.0, 3.0), (Cell(0, 0, 7), Cell(1, 2, 3)), TREND)
BOX = Box("<a>", 40, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 9.0, 4.2)


def view(**parts: object) -> PairView:
    return PairView("first", "second", rows=10, left_out=0, sentence="They go together.", **parts)  # type: ignore[arg-type]


def test_rows_lie_in_the_cells_where_they_are() -> None:
    ground = pairs.picture(view(shape="density", density=DENSITY)).data[0]

    assert ground.z[0][0] == pytest.approx(math.log1p(7))
    assert math.isnan(ground.z[1][0])
    assert ground.customdata[2][1] == "first: 1 to 2<br>second: 2 to 3<br><b>3 rows</b>"


def test_the_median_is_drawn_over_the_cells() -> None:
    line = pairs.picture(view(shape="density", density=DENSITY)).data[-1]

    assert (line.name, list(line.x), list(line.y)) == ("Median", [0.5, 1.5], [1.0, 2.0])


def test_without_enough_points_there_is_no_median() -> None:
    alone = Density(DENSITY.x_edges, DENSITY.y_edges, DENSITY.cells, TREND[:1])

    assert len(pairs.picture(view(shape="density", density=alone)).data) == 1


def test_a_category_has_a_box_of_its_quantiles() -> None:
    drawn = pairs.picture(view(shape="boxes", boxes=(BOX,)))

    box = drawn.data[0]
    assert [box.lowerfence[0], box.q1[0], box.median[0], box.q3[0], box.upperfence[0]] == [2, 3, 4, 5, 6]
    assert list(drawn.layout.yaxis.ticktext) == ["&lt;a> (40)"]


def test_a_category_without_numbers_has_no_box() -> None:
    empty = Box("b", 4, None, None, None, None, None, None, None, None)

    assert len(pairs.picture(view(shape="boxes", boxes=(BOX, empty))).data[0].median) == 1


def test_a_mosaic_is_as_wide_as_its_categories_are_frequent() -> None:
    drawn = Mosaic(("x", "y"), ("u", "v"), ((30, 30), (30, 10)), ((36.0, 24.0), (24.0, 16.0)))

    bars = pairs.picture(view(shape="mosaic", mosaic=drawn)).data

    assert list(bars[0].width) == [0.6, 0.4]
    assert list(bars[1].y) == [0.5, 0.25]
    assert bars[1].customdata[1] == "y, v<br><b>10 rows</b>, 25%"


def test_more_categories_than_colours_are_taken_together_in_the_quiet_one() -> None:
    labels = tuple(f"c{place}" for place in range(12))
    drawn = Mosaic(("x",), labels, (tuple([10] * 12),), (tuple([10.0] * 12),))

    bars = pairs.picture(view(shape="mosaic", mosaic=drawn)).data

    assert (bars[-1].name, bars[-1].marker.color) == ("other values", theme.QUIET)
    assert bars[-1].y[0] == pytest.approx(5 / 12)
