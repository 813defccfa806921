"""Two columns together: every number against pandas, SciPy and NumPy, on a real table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from core import profiling
from core.errors import BadInput, NotFound
from core.profiling.records import Density, Mosaic, PairView
from core.profiling.relations.categorical import correlation_ratio as ratio_of
from core.profiling.table import MOST_ROWS, Table
from core.profiling.views.pairs import draw
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


def view(table: Table, first: str, second: str) -> PairView:
    columns = {column.name: column for column in table.columns}
    return draw(table, columns[first], columns[second])


def density_of(found: PairView) -> Density:
    assert found.density is not None
    return found.density


def mosaic_of(found: PairView) -> Mosaic:
    assert found.mosaic is not None
    return found.mosaic


def test_rows_that_lack_a_value_are_left_out_and_counted(table: Table, weather: pd.DataFrame) -> None:
    found = view(table, "MinTemp", "MaxTemp")

    both = weather[["MinTemp", "MaxTemp"]].dropna()
    assert (found.shape, found.rows, found.left_out) == ("density", len(both), len(weather) - len(both))


def test_correlations_are_those_of_scipy(table: Table, weather: pd.DataFrame) -> None:
    numbers = view(table, "MinTemp", "MaxTemp").numbers

    both = weather[["MinTemp", "MaxTemp"]].dropna()
    line = scipy.stats.linregress(both["MinTemp"], both["MaxTemp"])
    expected = (line.rvalue, line.slope, line.intercept, scipy.stats.spearmanr(both).statistic)
    assert [numbers[key].value for key in ("pearson", "slope", "intercept", "spearman")] == pytest.approx(expected)
    assert {number.precision for number in numbers.values()} == {"exact"}


def test_every_row_is_in_a_cell_of_the_density(table: Table, weather: pd.DataFrame) -> None:
    density = density_of(view(table, "MinTemp", "MaxTemp"))

    both = weather[["MinTemp", "MaxTemp"]].dropna()
    expected, _, _ = np.histogram2d(both["MinTemp"], both["MaxTemp"], [density.x_edges, density.y_edges])
    found = np.zeros_like(expected)
    places = [(cell.x, cell.y) for cell in density.cells]
    found[tuple(np.array(places).T)] = [cell.count for cell in density.cells]
    assert found.sum() == len(both)
    assert np.abs(found - expected).sum() / 2 <= 0.01 * len(both)


def test_the_trend_is_the_mean_and_the_quartiles_per_bin(table: Table, weather: pd.DataFrame) -> None:
    point = max(density_of(view(table, "MinTemp", "MaxTemp")).trend, key=lambda point: point.rows)

    inside = weather[(weather["MinTemp"] >= point.low) & (weather["MinTemp"] < point.high)]["MaxTemp"].dropna()
    expected = (len(inside), inside.mean(), *inside.quantile([0.25, 0.5, 0.75]))
    assert (point.rows, point.mean, point.q25, point.median, point.q75) == pytest.approx(expected)


def test_dates_lie_along_x_whichever_column_is_named_first(table: Table) -> None:
    found = view(table, "MaxTemp", "Date")

    assert (found.first, found.second, density_of(found).x_axis, density_of(found).y_axis) == (
        "Date",
        "MaxTemp",
        "date",
        "number",
    )


def test_boxes_are_the_quantiles_of_each_category(table: Table, weather: pd.DataFrame) -> None:
    found = view(table, "MaxTemp", "Location")

    box = found.boxes[0]
    values = weather[weather["Location"] == box.label]["MaxTemp"].dropna()
    expected = (len(values), *values.quantile([0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]), values.mean())
    assert (found.shape, found.first) == ("boxes", "Location")
    assert (
        box.rows,
        *(box.min, box.q05, box.q25, box.median, box.q75, box.q95, box.max),
        box.mean,
    ) == pytest.approx(expected)


def test_the_correlation_ratio_is_that_of_numpy(table: Table, weather: pd.DataFrame) -> None:
    found = view(table, "Location", "MaxTemp").numbers["correlation_ratio"]

    codes = weather["Location"].astype("category").cat.codes.to_numpy().astype(np.int64)
    assert found.value == pytest.approx(ratio_of(codes, weather["MaxTemp"].to_numpy()))


def test_all_categories_but_the_most_frequent_share_a_box() -> None:
    with opened("SELECT 'c' || i % 30 AS c, i AS x FROM range(3000) AS rows(i)") as many:
        boxes = view(many, "c", "x").boxes

    assert (len(boxes), boxes[-1].is_rest, boxes[-1].rows) == (21, True, 1000)


def test_a_mosaic_holds_the_counts_of_a_cross_table(table: Table, weather: pd.DataFrame) -> None:
    mosaic = mosaic_of(view(table, "WindGustDir", "RainToday"))

    expected = pd.crosstab(weather["WindGustDir"], weather["RainToday"])
    expected.columns = expected.columns.map({"No": "false", "Yes": "true"})
    assert pd.DataFrame(mosaic.counts, mosaic.first, mosaic.second).sort_index(axis=1).to_dict() == (
        expected.loc[list(mosaic.first)].to_dict()
    )


def test_what_chance_would_have_is_the_product_of_the_margins(table: Table) -> None:
    mosaic = mosaic_of(view(table, "WindGustDir", "WindDir9am"))

    expected = scipy.stats.contingency.expected_freq(np.array(mosaic.counts))
    assert np.array(mosaic.expected) == pytest.approx(expected, abs=1e-3)


def test_of_many_categories_the_rest_is_one() -> None:
    with opened("SELECT 'c' || i % 30 AS c, 'd' || i % 3 AS d FROM range(3000) AS rows(i)") as many:
        mosaic = mosaic_of(view(many, "c", "d"))

    assert (len(mosaic.first), mosaic.first[-1], mosaic.first_others, mosaic.second_others) == (
        21,
        "all others",
        True,
        False,
    )


@pytest.mark.parametrize(
    ("select", "words"),
    [
        ("SELECT i AS a, 3 * i AS b FROM range(99) AS rows(i)", "“b” strongly rises with “a” (correlation 1.00)."),
        ("SELECT i AS a, -i + hash(i) % 150 AS b FROM range(99) AS rows(i)", "“b” clearly falls with “a”"),
        ("SELECT i AS a, hash(i) % 90 AS b FROM range(999) AS rows(i)", "“b” neither rises nor falls with “a”"),
        ("SELECT 'c' || i % 3 AS a, i % 3 AS b FROM range(99) AS rows(i)", "“a” explains 100% of how “b” varies"),
        ("SELECT 'c' || i % 3 AS a, i AS b FROM range(99) AS rows(i)", "“b” is about the same in every “a”."),
        ("SELECT 'c' || i % 3 AS a, 'd' || i % 3 AS b FROM range(99) AS rows(i)", "“a” and “b” go together"),
        ("SELECT 'c' || i % 3 AS a, 'd' || i % 5 AS b FROM range(900) AS rows(i)", "have little to do with each other"),
    ],
)
def test_a_sentence_says_how_two_columns_go_together(select: str, words: str) -> None:
    with opened(select) as table:
        assert words in view(table, "a", "b").sentence


def test_a_few_values_far_away_do_not_empty_the_picture() -> None:
    select = "SELECT CASE WHEN i = 7 THEN 1e12 ELSE sqrt(i) END AS a, cos(i) AS b FROM range(3000) AS rows(i)"

    with opened(select) as table:
        density = density_of(view(table, "a", "b"))

    assert density.x_edges[-1] < 60
    assert sum(cell.count for cell in density.cells) + density.beyond == 3000


@pytest.mark.parametrize(
    "select",
    [
        "SELECT 1.5 AS a, 2.5 AS b",
        "SELECT 1 AS a, i AS b FROM range(20) AS rows(i)",
        "SELECT 'x' AS a, 'y' AS b FROM range(3)",
        "SELECT 'x' AS a, i AS b FROM range(3) AS rows(i)",
        "SELECT true AS a, i AS b FROM range(3) AS rows(i)",
        "SELECT TIME '10:00:00' + to_minutes(i) AS a, i AS b FROM range(30) AS rows(i)",
        "SELECT 1e308 * (i - 1) AS a, -1e308 * (i - 1) AS b FROM range(3) AS rows(i)",
        "SELECT (CASE WHEN i = 1 THEN 'inf' ELSE i::VARCHAR END)::DOUBLE AS a, i AS b FROM range(30) AS rows(i)",
        "SELECT 170141183460469231731687303715884105727::HUGEINT - i AS a, i AS b FROM range(9) AS rows(i)",
        "SELECT i::DECIMAL(9, 2) AS a, [i] AS b FROM range(9) AS rows(i)",
        """SELECT i % 3 = 0 AS "label", i AS "v" FROM range(9) AS rows(i)""",
    ],
)
def test_any_two_columns_can_be_drawn(select: str) -> None:
    with opened(select) as table:
        names = [column.name for column in table.columns]

        assert view(table, *names).rows > 0


def test_the_sql_of_every_part_runs_and_is_bounded() -> None:
    select = (
        "SELECT sqrt(i) AS x, i % 4001 AS y, 'c' || i % 5000 AS c, 'd' || i % 3000 AS d FROM range(20000) AS rows(i)"
    )

    with opened(select) as table:
        views = [view(table, *pair) for pair in (("x", "y"), ("c", "x"), ("c", "d"))]
        sizes = [len(table.all(sql)) for found in views for sql in found.sql.values()]

    assert max(sizes) <= MOST_ROWS


def test_of_a_very_long_table_the_ranks_come_from_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.profiling.views.densities.RANKED_ROWS", 1_000)

    with opened("SELECT i AS a, i * i AS b FROM range(200000) AS rows(i)") as table:
        spearman = view(table, "a", "b").numbers["spearman"]

    assert (spearman.value, spearman.precision) == (pytest.approx(1), "sample")
    assert spearman.n == pytest.approx(50_000, rel=0.05)


def test_a_pair_of_a_dataset_is_drawn_by_names(ws: Workspace) -> None:
    found = profiling.pair(ws, store(ws, WEATHER_SELECT), "RainToday", "Rainfall")

    assert (found.shape, [box.label for box in found.boxes]) == ("boxes", ["false", "true"])


def test_a_pair_of_one_column_is_refused(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="twice"):
        profiling.pair(ws, store(ws, "SELECT 1 AS x"), "x", "x")


def test_a_pair_needs_columns_that_are_there(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        profiling.pair(ws, store(ws, "SELECT 1 AS x"), "x", "y")


def test_a_pair_without_a_row_that_has_both_is_refused(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest([1, NULL]) AS x, unnest([NULL, 2]) AS y")

    with pytest.raises(BadInput, match="No row has both"):
        profiling.pair(ws, dataset, "x", "y")
