"""The sample stands for the table, and its size is bounded in both directions."""

from __future__ import annotations

import pytest

from core.profiling.columns import sample
from tests.core.profiling.world import opened, profiled


@pytest.mark.parametrize("period", [2, 3, 5, 8])
def test_a_sample_does_not_fall_in_step_with_what_repeats(period: int) -> None:
    with opened(f"SELECT i % {period} AS x FROM range(400000) AS rows(i)") as table:
        values = sample.take(table).axes["x"]

    assert values.mean() == pytest.approx((period - 1) / 2, rel=0.03)


def test_a_sample_stands_for_a_sorted_table() -> None:
    with opened("SELECT i AS x FROM range(1000000) AS rows(i)") as table:
        values = sample.take(table).axes["x"]

    assert (values.mean(), len(values)) == (pytest.approx(500_000, rel=0.02), pytest.approx(50_000, rel=0.02))


def test_a_sample_is_always_the_same() -> None:
    with opened("SELECT i AS x FROM range(200000) AS rows(i)") as table:
        assert sample.take(table).axes["x"].tobytes() == sample.take(table).axes["x"].tobytes()


@pytest.mark.parametrize(
    ("rows", "columns", "step"),
    [(0, 3, 1), (50_000, 12, 1), (50_001, 12, 2), (10_000_000, 12, 200), (100_000, 500, 10), (10_000, 100_000, 10)],
)
def test_of_wide_tables_fewer_rows_are_taken(rows: int, columns: int, step: int) -> None:
    assert sample.sample_step(rows, columns) == step


def test_the_sample_is_taken_in_one_statement() -> None:
    with opened("SELECT i AS number, 'a' AS text FROM range(60000) AS rows(i)") as table:
        assert sample.build_sample(table, table.columns) == (
            'SELECT\n  "number"::DOUBLE AS c0,\n  left("text", 200) AS c1\nFROM data\nWHERE hash(rowid) % 2 = 0'
        )


def test_examples_are_different_texts_in_the_order_of_the_rows() -> None:
    assert profiled("SELECT unnest(['b', 'a', 'b', NULL, 'c']) AS x").columns[0].examples == ("b", "a", "c")
