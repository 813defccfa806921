"""Where values are missing, against pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.profiling.records import Missing
from core.profiling.relations.missing import build_patterns
from tests.core.profiling.world import WEATHER, WEATHER_SELECT, column, profiled


@pytest.fixture(scope="module")
def weather() -> Missing:
    return profiled(WEATHER_SELECT).missing


@pytest.fixture(scope="module")
def gaps() -> pd.DataFrame:
    return pd.read_csv(WEATHER).isna()


def test_the_columns_with_gaps_are_shown(weather: Missing, gaps: pd.DataFrame) -> None:
    assert set(weather.columns) == set(gaps.columns[gaps.any()])


def test_patterns_are_the_combinations_of_gaps(weather: Missing, gaps: pd.DataFrame) -> None:
    expected = gaps.groupby(list(gaps.columns)).size().max()

    assert weather.patterns[0].rows == expected
    assert sum(pattern.rows for pattern in weather.patterns) <= len(gaps)


def test_gaps_that_come_together_are_correlated_as_numpy_has_it(weather: Missing, gaps: pd.DataFrame) -> None:
    pair = weather.together[0]

    expected = np.corrcoef(gaps[pair.first], gaps[pair.second])[0, 1]

    assert pair.correlation == pytest.approx(expected, abs=1e-4)


def test_blocks_show_where_in_the_file_values_are_missing() -> None:
    missing = profiled("SELECT CASE WHEN i >= 750 THEN i END AS x FROM range(1000) AS rows(i)").missing

    shares = [row[0] for row in missing.shares]
    assert (len(missing.blocks), missing.blocks[0]) == (128, 0)
    assert (shares[0], shares[-1]) == (1.0, 0.0)


def test_the_picture_is_bounded_in_both_directions() -> None:
    columns = ", ".join(f"CASE WHEN i % 3 = 0 THEN i END AS c{place}" for place in range(210))

    missing = profiled(f"SELECT {columns} FROM range(1000) AS rows(i)").missing

    assert (len(missing.columns), missing.left_out) == (200, 10)
    assert {len(row) for row in missing.shares} == {200}


def test_a_full_table_has_nothing_to_show() -> None:
    assert profiled("SELECT i FROM range(10) AS rows(i)").missing == Missing()


def test_a_column_without_values_is_shown_but_is_in_no_pattern() -> None:
    missing = profiled("SELECT NULL::INTEGER AS x, i FROM range(10) AS rows(i)").missing

    assert (missing.columns, missing.patterns) == (("x",), ())


def test_the_query_for_patterns_is_bounded() -> None:
    assert build_patterns([column("a"), column('b"')], table="data") == (
        'SELECT (("a" IS NULL)::UBIGINT << 0) | (("b""" IS NULL)::UBIGINT << 1) AS gaps, count(*) AS rows\n'
        "FROM data\n"
        "GROUP BY ALL\n"
        "ORDER BY rows DESC, gaps\n"
        "LIMIT 5000"
    )
