from __future__ import annotations

import numpy as np

from app.ui.charts import associations, base, bins, distributions, missing, target
from core.profiling.records import (
    Associations,
    ColumnProfile,
    Histogram,
    Missing,
    Number,
    TargetBins,
    TargetView,
    ValueCount,
    Values,
)

WORDS = Values((ValueCount("yes", 6), ValueCount("no", 2)))


def column(**changes: object) -> ColumnProfile:
    numbers = {"count": Number(8), "distinct": Number(2), "missing": Number(2)}
    given = {"name": "x", "kind": "category", "type": "VARCHAR", "holds": "texts", "rows": 10, "numbers": numbers}
    return ColumnProfile(**given | changes)  # type: ignore[arg-type]


def test_a_date_is_placed_in_milliseconds_and_told_in_days() -> None:
    placed = bins.bins((0.0, 86_400.0, 172_800.0), "date")

    assert placed.middles[0] == np.datetime64("1970-01-01T12:00", "ms")
    assert placed.words == ["1970-01-01 to 1970-01-02", "1970-01-02 to 1970-01-03"]


def test_a_logarithmic_axis_is_placed_in_powers_of_ten_and_labelled_in_values() -> None:
    placed = bins.bins((1.0, 10.0, 100.0), "log")

    assert list(placed.middles) == [0.5, 1.5]
    assert placed.axis["ticktext"][0] == "1"
    assert placed.axis["ticktext"][-1] == "100"


def test_a_time_of_day_is_told_by_the_clock() -> None:
    assert bins.bins((0.0, 45_000.0), "time").words == ["00:00 to 12:30"]


def test_a_constant_has_one_bar() -> None:
    placed = bins.bins((3.0, 3.0), "number")

    assert list(placed.middles) == [3.0]
    assert placed.widths is None


def test_a_category_is_drawn_as_shares_of_its_values() -> None:
    drawn = distributions.distribution(column(top=WORDS))

    assert drawn is not None
    assert list(drawn.data[0].x) == [0.75, 0.25]
    assert list(drawn.layout.yaxis.ticktext) == ["yes", "no"]


def test_few_numbers_are_drawn_one_by_one_in_their_order() -> None:
    top = Values((ValueCount(3, 5), ValueCount(1, 3)))
    given = column(kind="number", holds="numbers", top=top, histogram=Histogram((1, 2, 3), (3, 5)))

    drawn = distributions.distribution(given)

    assert drawn is not None
    assert list(drawn.data[0].x) == ["1", "3"]
    assert list(drawn.data[0].y) == [3, 5]


def test_many_numbers_are_drawn_as_a_histogram() -> None:
    many = {"count": Number(8), "distinct": Number(500)}
    given = column(kind="number", holds="numbers", numbers=many, histogram=Histogram((0, 10, 20), (3, 5)))

    drawn = distributions.distribution(given)

    assert drawn is not None
    assert list(drawn.data[0].customdata) == ["0 to 10", "10 to 20"]


def test_a_column_without_values_has_no_chart() -> None:
    assert distributions.distribution(column()) is None


def test_long_values_are_cut_beside_the_bar_and_whole_in_the_hover() -> None:
    long = Values((ValueCount("a very long value of a category", 1),))

    drawn = distributions.frequencies(long, rows=1)

    assert drawn.layout.yaxis.ticktext[0].endswith("…")
    assert drawn.data[0].customdata[0][0] == "a very long value of a category"


def test_gaps_are_listed_with_the_largest_first() -> None:
    full = {"count": Number(10), "missing": Number(0)}
    most = {"count": Number(1), "missing": Number(9)}

    drawn = missing.per_column(
        (column(name="some"), column(name="full", numbers=full), column(name="most", numbers=most))
    )

    assert drawn is not None
    assert list(drawn.data[0].y) == ["most", "some"]


def test_without_gaps_there_is_nothing_to_draw() -> None:
    full = column(numbers={"count": Number(10), "missing": Number(0)})

    assert missing.per_column((full,)) is None
    assert missing.along_the_rows(Missing()) is None


def test_a_stretch_of_gaps_lies_along_its_rows() -> None:
    drawn = missing.along_the_rows(Missing(columns=("a", "b"), blocks=(0, 50), shares=((0.0, 1.0), (0.5, 0.0))))

    assert drawn is not None
    assert drawn.data[0].z.tolist() == [[0.0, 0.5], [1.0, 0.0]]


def test_a_column_is_not_compared_with_itself_on_the_map() -> None:
    found = Associations(columns=("a", "b"), matrix=((1.0, -0.5), (-0.5, None)))

    z = associations.heat_map(found).data[0].z

    assert np.isnan(z[0][0])
    assert z[0][1] == -0.5


def test_of_two_classes_one_line_tells_both() -> None:
    view = TargetView("won", ("no", "yes"), (), ())
    found = TargetBins("age", (), (0, 10, 20), (4, 6), shares=((0.75, 0.25), (0.5, 0.5)))

    drawn = target.along(view, found)

    assert [trace.name for trace in drawn.data] == ["Rows", "won = yes"]
    assert list(drawn.data[1].y) == [0.25, 0.5]
    assert drawn.data[1].mode == "lines+markers"


def test_between_categories_the_target_is_not_joined_by_a_line() -> None:
    view = TargetView("price", (), (), ())
    found = TargetBins("port", ("S", "C"), (), (7, 3), means=(10.5, None))

    drawn = target.along(view, found)

    assert drawn.data[1].mode == "markers"
    assert drawn.data[1].name == "Mean price"


def test_every_chart_lets_the_page_shine_through() -> None:
    drawn = base.figure()

    assert drawn.layout.paper_bgcolor == drawn.layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_a_long_label_is_cut_before_its_signs_are_escaped() -> None:
    label = distributions.labelled(["<script>alert(1)</script>"])["ticktext"][0]

    assert label.startswith("&lt;script>")
    assert label.endswith("…")
    assert label.count("&lt;") == label.count("&")
