"""Pairs of columns against SciPy and against what was put in."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from core.profiling.records import Associations, Pair
from core.profiling.relations import associations, linear
from core.profiling.relations.categorical import correlation_ratio, cramers_v
from tests.core.profiling.world import WEATHER, WEATHER_SELECT, profiled

NUMBERS = ("MinTemp", "MaxTemp", "Rainfall", "Humidity3pm", "Pressure9am", "Cloud3pm")
NUMBER_PAIRS = list(itertools.combinations(NUMBERS, 2))


@pytest.fixture(scope="module")
def weather() -> Associations:
    return profiled(WEATHER_SELECT).associations


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(WEATHER)


def between(found: Associations, first: str, second: str) -> Pair | None:
    return next((pair for pair in found.pairs if {pair.first, pair.second} == {first, second}), None)


@pytest.mark.parametrize("names", NUMBER_PAIRS)
@pytest.mark.parametrize("largest_exact", [24, 0])
def test_pearson_is_that_of_pandas(
    frame: pd.DataFrame, names: tuple[str, str], largest_exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linear, "EXACT_COLUMNS", largest_exact)

    pair = between(profiled(f"SELECT {', '.join(names)} FROM read_csv('{WEATHER}')").associations, *names)

    expected = frame[list(names)].corr().iloc[0, 1]
    assert pair is None or pair.pearson == pytest.approx(expected, abs=1e-6)
    assert pair is not None or abs(expected) < 0.05


@pytest.mark.parametrize(("first", "second"), [("MinTemp", "MaxTemp"), ("Rainfall", "Humidity3pm")])
def test_spearman_is_that_of_scipy(weather: Associations, frame: pd.DataFrame, first: str, second: str) -> None:
    both = frame[[first, second]].dropna()
    # Ranks are taken over each column's own values, so a few gaps move the value a little.
    expected = stats.spearmanr(both[first], both[second]).statistic

    pair = between(weather, first, second)

    assert pair is not None
    assert pair.spearman == pytest.approx(expected, abs=0.005)


def test_spearman_sees_what_pearson_does_not() -> None:
    found = profiled("SELECT i AS a, exp(i / 10.0) AS b FROM range(500) AS rows(i)").associations.pairs[0]

    assert (found.method, found.spearman) == ("spearman", 1.0)
    assert found.pearson is not None
    assert found.pearson < 0.6


def test_cramers_v_is_the_bias_corrected_one() -> None:
    rng = np.random.default_rng(1)
    first = rng.integers(0, 4, 2_000)
    second = np.where(rng.random(2_000) < 0.5, first, rng.integers(0, 4, 2_000))

    found = cramers_v(first, second)

    table = pd.crosstab(first, second)
    phi2 = stats.chi2_contingency(table, correction=False).statistic / 2_000
    corrected = max(0, phi2 - 9 / 1_999)
    assert found == pytest.approx((corrected / (4 - 9 / 1_999 - 1)) ** 0.5, rel=1e-9)


def test_cramers_v_of_categories_that_have_nothing_in_common_is_near_zero() -> None:
    rng = np.random.default_rng(2)

    assert cramers_v(rng.integers(0, 20, 500), rng.integers(0, 20, 500)) < 0.1


def test_cramers_v_needs_two_categories_on_both_sides() -> None:
    assert np.isnan(cramers_v(np.zeros(10, dtype=np.int64), np.arange(10)))


def test_the_correlation_ratio_is_the_corrected_share_of_an_analysis_of_variance(frame: pd.DataFrame) -> None:
    known = frame[["WindGustDir", "Humidity3pm"]].dropna()
    codes, groups = pd.factorize(known["WindGustDir"])

    found = correlation_ratio(codes.astype(np.int64), known["Humidity3pm"].to_numpy())

    f = stats.f_oneway(*(known["Humidity3pm"][codes == code] for code in range(len(groups)))).statistic
    between_, within = len(groups) - 1, len(known) - len(groups)
    assert found == pytest.approx((max(0, f - 1) * between_ / (f * between_ + within)) ** 0.5, rel=1e-9)


def test_many_small_groups_prove_nothing() -> None:
    rng = np.random.default_rng(3)

    assert correlation_ratio(np.arange(400) // 2, rng.normal(size=400)) < 0.3


def test_a_correlation_ratio_of_a_constant_cannot_be_said() -> None:
    assert np.isnan(correlation_ratio(np.array([0, 0, 1, 1]), np.ones(4)))


def test_pairs_come_strongest_first(weather: Associations) -> None:
    strengths = [pair.strength for pair in weather.pairs]

    assert strengths == sorted(strengths, reverse=True)


def test_the_matrix_is_symmetric_with_ones_on_its_diagonal(weather: Associations) -> None:
    matrix = np.array(weather.matrix, dtype=float)

    assert np.array_equal(matrix, matrix.T, equal_nan=True)
    assert np.diag(matrix).tolist() == [1.0] * len(weather.columns)


def test_the_matrix_says_what_the_pairs_say(weather: Associations) -> None:
    strongest = weather.pairs[0]
    place = weather.columns.index

    found = weather.matrix[place(strongest.first)][place(strongest.second)]

    assert found == pytest.approx(strongest.value, abs=1e-4)


def test_columns_that_go_together_stand_side_by_side() -> None:
    select = """
    SELECT i AS a, hash(i) % 1000 AS x, i * 2 + hash(i) % 7 AS b, hash(i) % 1000 + i % 3 AS y, -i + hash(i) % 5 AS c
    FROM range(2000) AS rows(i)
    """

    columns = profiled(select).associations.columns

    assert abs(columns.index("x") - columns.index("y")) == 1
    assert abs(columns.index("a") - columns.index("b")) <= 2


def test_names_of_rows_and_free_text_are_not_related() -> None:
    select = "SELECT i AS id, 'text ' || hash(i) AS free, i % 7 AS number FROM range(300) AS rows(i)"

    assert profiled(select, kinds={"id": "id"}).associations.columns == ("number",)


def test_no_more_columns_are_related_than_a_picture_can_show() -> None:
    columns = ", ".join(f"hash(i + {place}) % 100 AS c{place}" for place in range(160))

    found = profiled(f"SELECT {columns} FROM range(60) AS rows(i)").associations

    assert (len(found.columns), found.left_out) == (associations.MOST_COLUMNS, 60)
    assert len(found.pairs) <= associations.PAIRS_KEPT


def test_of_a_sample_the_pairs_say_so() -> None:
    select = (
        "SELECT i % 5 = 0 AS flag, ['a', 'b', 'c'][1 + i % 3] AS letter, i % 15 // 3 AS n FROM range(120000) AS rows(i)"
    )

    pair = profiled(select).associations.pairs[0]

    assert (pair.precision, pair.n) == ("sample", pytest.approx(40_000, rel=0.02))
