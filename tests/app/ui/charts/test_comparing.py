"""Two distributions in one picture."""

from __future__ import annotations

import numpy as np
import pytest

from app.ui import theme
from app.ui.charts import base, comparing
from core.profiling.comparing import Spread

NAMES = ("Version 1", "Version 2")
SCALE = Spread("number", left=(10, 30, 10), right=(0, 2, 2), edges=(0.0, 1.0, 2.0, 3.0))
LEVELS = Spread("levels", left=(60, 20), right=(10, 10), labels=("red", "<blue>"), rest=(20, 0))


def test_sides_of_different_size_are_drawn_as_shares() -> None:
    ground, line = comparing.overlay(SCALE, names=NAMES).data

    assert list(ground.y) == [0.2, 0.6, 0.2]
    assert list(line.y) == [0, 0.5, 0.5]
    assert (ground.marker.color, line.line.color) == (theme.MISSING, theme.ACCENT)


def test_the_hover_text_tells_both_sides() -> None:
    ground, _ = comparing.overlay(SCALE, names=NAMES).data

    assert ground.customdata[1] == ("1 to 2<br>Version 1: <b>60%</b> (30 rows)<br>Version 2: <b>50%</b> (2 rows)")


def test_levels_are_pairs_of_bars_that_count_what_is_not_shown() -> None:
    before, after = comparing.overlay(LEVELS, names=NAMES).data

    assert list(before.x) == [0.6, 0.2]
    assert list(after.x) == [0.5, 0.5]
    assert before.customdata[1] == "&lt;blue><br>Version 1: <b>20%</b> (20 rows)<br>Version 2: <b>50%</b> (10 rows)"


def test_the_pair_of_bars_does_not_overlap() -> None:
    before, after = comparing.overlay(LEVELS, names=NAMES).data

    assert np.asarray(after.y) - np.asarray(before.y) == pytest.approx(before.width)


@pytest.mark.parametrize("spread", [SCALE, LEVELS])
def test_a_large_picture_has_a_legend(spread: Spread) -> None:
    assert comparing.overlay(spread, names=NAMES, height=340).layout.showlegend
    assert not comparing.overlay(spread, names=NAMES, height=base.SMALL).layout.showlegend


def test_a_date_stands_on_an_axis_of_dates() -> None:
    drawn = comparing.overlay(Spread("date", (1,), (1,), edges=(0.0, 86_400.0)), names=NAMES, height=340)

    assert drawn.layout.xaxis.type == "date"
