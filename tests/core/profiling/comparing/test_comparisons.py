"""Two tables compared in SQL: common bins and levels, what is new, and which columns come first."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from scipy import stats

from core import datasets
from core.datasets import Dataset
from core.datasets.conditions import Condition
from core.errors import BadRows
from core.profiling import comparing
from core.profiling.comparing import Comparison, Part
from core.profiling.encoding import from_json, to_json
from core.workspace import Workspace
from tests.core.profiling.comparing.world import both, column, compared, real, values
from tests.core.profiling.world import HARD_SELECT, TYPES_SELECT
from tests.worlds import store

BELL = "SELECT sqrt(-2 * ln((range % 997 + 1) / 998)) * cos(range % 1009 / 160.6) + {} AS x FROM range({})"
SAME = BELL.format(0, 5_000)


def test_every_row_is_in_a_bin_of_its_side(ws: Workspace) -> None:
    found = column(ws, SAME, BELL.format(3, 2_000))

    assert found.spread is not None
    assert (sum(found.spread.left), sum(found.spread.right)) == (5_000, 2_000)
    assert len(found.spread.edges) == len(found.spread.left) + 1 == len(found.spread.right) + 1


def test_the_bins_hold_what_numpy_counts(ws: Workspace) -> None:
    found = column(ws, SAME, BELL.format(1, 2_000))

    assert found.spread is not None
    expected, _ = np.histogram(values(BELL.format(1, 2_000).replace("AS x", "AS v")), bins=found.spread.edges)
    assert list(found.spread.right) == expected.tolist()


def test_a_real_split_has_scipys_distance(ws: Workspace) -> None:
    wine = store(ws, real("wine_white"))
    good, others = comparing.split(wine, [Condition("quality", "at_least", 7)])

    found = comparing.compare(ws, good, others).column("f10")

    sides = [values(f"SELECT f10 AS v FROM ({real('wine_white')}) WHERE quality {sign} 7") for sign in (">=", "<")]
    assert found is not None
    assert found.drift is not None
    assert found.drift.statistic == pytest.approx(stats.ks_2samp(*sides).statistic)
    assert found.drift.n == (len(sides[0]), len(sides[1]))
    assert found.verdict == "strong"


def test_categories_are_compared_by_chi_square_over_all_levels(ws: Workspace) -> None:
    bank = f"SELECT job AS x FROM ({real('bank_marketing')}) WHERE month {{}} 'may'"

    found = column(ws, bank.format("="), bank.format("<>"))

    assert found.spread is not None
    assert found.drift is not None
    expected = stats.chi2_contingency([found.spread.left, found.spread.right], correction=False)
    assert found.drift.statistic == pytest.approx(expected.statistic)


def test_new_and_vanished_values_are_named_and_counted(ws: Workspace) -> None:
    before = "SELECT unnest(['a', 'b', 'old']) AS x FROM range(50)"
    after = "SELECT unnest(['a', 'b', 'new', 'new']) AS x FROM range(50)"

    found = column(ws, before, after)

    assert found.new is not None
    assert found.vanished is not None
    assert [(item.value, item.count) for item in found.new.values.items] == [("new", 100)]
    assert (found.vanished.distinct, found.vanished.rows) == (1, 50)
    assert "1 value new: “new”." in found.sentence


def test_the_column_that_moved_most_comes_first(ws: Workspace) -> None:
    select = "SELECT range % 100 AS calm, range % 100 + {} AS wild, range % 7 AS days FROM range(3_000)"

    found = compared(ws, select.format(0), select.format(60))

    assert found.columns[0].name == "wild"
    assert {c.verdict for c in found.columns[1:]} == {"stable"}


def test_a_number_with_a_few_values_is_compared_value_by_value(ws: Workspace) -> None:
    found = column(ws, "SELECT range % 4 AS x FROM range(400)", "SELECT range % 2 AS x FROM range(400)")

    assert found.spread is not None
    assert (found.spread.axis, found.spread.labels) == ("levels", ("0", "1", "2", "3"))
    assert found.spread.right == (200, 200, 0, 0)


def test_texts_that_all_differ_are_compared_by_their_length(ws: Workspace) -> None:
    texts = "SELECT repeat('x', {}) || range AS x FROM range(1_000)"

    found = column(ws, texts.format(5), texts.format(30))

    assert found.spread is not None
    assert found.spread.axis == "length"
    assert found.sentence.startswith("The mean length rose from")


def test_dates_lie_on_an_axis_of_seconds(ws: Workspace) -> None:
    days = "SELECT DATE '{}' + range::INTEGER AS x FROM range(300)"

    found = column(ws, days.format("2020-01-01"), days.format("2021-01-01"))

    assert found.spread is not None
    assert found.spread.axis == "date"
    assert found.sentence == "The latest value went from 2020-10-26 to 2021-10-27."


def test_an_id_is_drawn_but_not_judged(ws: Workspace) -> None:
    ids = "SELECT range + {} AS x FROM range(1_000)"

    found = column(ws, ids.format(0), ids.format(1_000), kinds={"x": "id"})

    assert found.verdict == "unjudged"


def test_a_column_of_another_type_is_compared_as_text(ws: Workspace) -> None:
    found = column(
        ws, "SELECT range % 3 AS x FROM range(300)", "SELECT (range % 3)::VARCHAR || 'a' AS x FROM range(300)"
    )

    assert found.new is not None
    assert found.new.distinct == 3


def test_columns_without_values_have_nothing_to_compare(ws: Workspace) -> None:
    found = column(ws, "SELECT NULL::DOUBLE AS x FROM range(50)", "SELECT NULL::DOUBLE AS x FROM range(50)")

    assert (found.drift, found.verdict) == (None, "stable")


def test_gaps_that_came_are_told(ws: Workspace) -> None:
    found = column(ws, SAME, f"SELECT CASE WHEN x > 0.5 THEN x END AS x FROM ({SAME})")

    assert found.missing_shares[0] == 0
    assert "Missing values rose from 0% to" in found.sentence


def test_a_far_value_does_not_squeeze_the_picture(ws: Workspace) -> None:
    found = column(ws, SAME, f"{SAME} UNION ALL SELECT 1e9")

    assert found.spread is not None
    assert found.spread.beyond
    assert found.spread.edges[-1] < 10
    assert sum(found.spread.right) == 5_001


def test_infinities_and_enormous_numbers_are_compared(ws: Workspace) -> None:
    odd = "SELECT unnest([1e308, -1e308, 'inf'::DOUBLE, 'nan'::DOUBLE, NULL, 1.5]) * 1.0 AS x FROM range(20)"

    found = column(ws, odd, f"SELECT -x AS x FROM ({odd})")

    assert found.verdict in ("stable", "unsure", "shifted", "strong")


def test_a_large_side_is_counted_whole_and_tested_on_a_sample(ws: Workspace) -> None:
    large = "SELECT hash(range) % 100_000 / 7 AS x FROM range(120_000)"

    found = column(ws, large, f"SELECT x * 2 AS x FROM ({large})")

    assert found.drift is not None
    assert found.spread is not None
    assert found.drift.precision == "sample"
    assert max(found.drift.n) < 60_000
    assert sum(found.spread.left) == 120_000


def test_more_columns_than_are_sampled_at_once_are_all_compared(ws: Workspace) -> None:
    wide = "SELECT " + ", ".join(f"range + {place} AS c{place}" for place in range(90)) + " FROM range(50)"

    assert len(compared(ws, wide, wide).columns) == 90


def test_a_side_without_rows_is_refused_with_its_condition(ws: Workspace) -> None:
    wine = store(ws, "SELECT range AS x FROM range(9)", name="wine")

    with pytest.raises(BadRows, match="“wine” has no rows where “x” is above 100"):
        comparing.compare(ws, Part(wine, (Condition("x", "above", 100),)), Part(wine))


def test_the_rows_of_a_split_are_all_rows_also_where_the_value_is_missing(ws: Workspace) -> None:
    table = store(ws, "SELECT CASE WHEN range % 3 > 0 THEN range % 3 END AS x FROM range(90)")

    found = comparing.compare(ws, *comparing.split(table, [Condition("x", "is", 1)]))

    assert (found.left.rows, found.right.rows) == (30, 60)
    assert found.right.condition == "all rows but those where “x” is 1"


def test_progress_is_heard_and_may_end_the_work(ws: Workspace) -> None:
    def stop(fraction: float, message: str) -> None:
        raise InterruptedError(message)

    with pytest.raises(InterruptedError, match="Comparing x"):
        comparing.compare(ws, *both(ws, SAME, SAME), report=stop)


def test_a_comparison_survives_the_way_through_json(ws: Workspace) -> None:
    found = compared(ws, SAME, BELL.format(1, 500))

    assert from_json(Comparison, json.loads(json.dumps(to_json(found)))) == found


def run(ws: Workspace, sql: str, left: Dataset, right: Dataset) -> list[tuple[Any, ...]]:
    with datasets.reading(ws, left) as reader, datasets.reading(ws, right) as other:
        return reader.connection.execute(
            sql.replace("left_table", reader.table).replace("right_table", other.table)
        ).fetchall()


def test_the_sql_behind_a_scale_gives_its_counts(ws: Workspace) -> None:
    left, right = both(ws, SAME, BELL.format(1, 700))
    spread = comparing.compare(ws, left, right).columns[0].spread

    assert spread is not None
    rows = run(ws, spread.sql, left.dataset, right.dataset)
    assert {place: (before, after) for place, before, after in rows} == {
        place: counts for place, counts in enumerate(zip(spread.left, spread.right, strict=True)) if any(counts)
    }


def test_the_sql_behind_parts_has_their_conditions_with_values(ws: Workspace) -> None:
    table = store(ws, """SELECT ['a?', 'it''s', 'b'][1 + range % 3] AS "what?", range % 4 AS n FROM range(120)""")
    parts = comparing.split(table, [Condition("what?", "one_of", ("a?", "it's"))])
    spread = next(c.spread for c in comparing.compare(ws, *parts).columns if c.name == "n")

    assert spread is not None
    rows = run(ws, spread.sql, table, table)
    assert sorted((before, after) for _, before, after in rows) == sorted(zip(spread.left, spread.right, strict=True))


ODD_NAMES = """
    SELECT range AS rowid, range % 5 AS v, 'x' || range % 3 AS level, range % 7 AS "side", 1 AS "a""b?" FROM range(90)
"""


@pytest.mark.parametrize("select", [HARD_SELECT, TYPES_SELECT, ODD_NAMES])
def test_awkward_tables_do_not_differ_from_themselves(ws: Workspace, select: str) -> None:
    found = compared(ws, select, select)

    assert {c.verdict for c in found.columns} <= {"stable", "unsure"}
    assert all(c.new is None and c.vanished is None for c in found.columns)


def test_a_split_of_awkward_names_is_compared(ws: Workspace) -> None:
    table = store(ws, ODD_NAMES)

    found = comparing.compare(ws, *comparing.split(table, [Condition("level", "is", "x1")]))

    assert len(found.columns) == 5
    assert found.columns[0].name == "level"
