from __future__ import annotations

import re
from dataclasses import replace

from core.profiling.records import Histogram
from core.profiling.writing import drawing
from tests.core.profiling.world import measured_column


def test_a_histogram_has_a_bar_per_bin_as_high_as_its_rows() -> None:
    column = replace(measured_column(), histogram=Histogram((0.0, 1.0, 2.0, 3.0), (10, 0, 5)))

    key, drawn = drawing.picture(column)

    assert key == "histogram"
    assert [float(height) for height in re.findall(r'<rect[^>]* height="([\d.]+)"', drawn)] == [72, 0, 36]
    assert "<span>0</span><span>3</span>" in drawn


def test_a_date_axis_ends_in_days() -> None:
    column = replace(measured_column(holds="dates"), histogram=Histogram((0.0, 86_400.0), (10,), "date"))

    assert "<span>1970-01-01</span><span>1970-01-02</span>" in drawing.picture(column)[1]


def test_values_are_drawn_with_their_shares() -> None:
    column = measured_column(holds="texts", top=[("oslo", 75), ("bergen", 25)], distinct=2)

    key, drawn = drawing.picture(column)

    assert key == "top"
    assert re.findall(r"<td>([^<]+)</td>", drawn) == ["oslo", "75%", "bergen", "25%"]


def test_texts_that_hardly_repeat_are_shown_as_examples() -> None:
    column = replace(measured_column(holds="texts"), examples=("one letter", "another"))

    assert drawing.picture(column) == ("", '<div class="examples"><p>one letter</p><p>another</p></div>')


def test_a_column_without_values_says_so() -> None:
    assert "It holds no values." in drawing.picture(measured_column(count=0))[1]
