"""The measures of drift, held against SciPy on real tables, and the verdicts on what is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.spatial import distance

from core.profiling.comparing.columns import drift
from tests.core.profiling.comparing.world import normal, real, values

WINE = f"({real('wine_white')})"
GOOD = values(f"SELECT f10 AS v FROM {WINE} WHERE quality >= 7")
PLAIN = values(f"SELECT f10 AS v FROM {WINE} WHERE quality < 7")
BANK = f"({real('bank_marketing')})"
JOBS_BEFORE = values(f"SELECT count(*) FILTER (month = 'may') AS v FROM {BANK} GROUP BY job ORDER BY job")
JOBS_AFTER = values(f"SELECT count(*) FILTER (month <> 'may') AS v FROM {BANK} GROUP BY job ORDER BY job")


def test_kolmogorov_smirnov_is_scipys_on_a_real_table() -> None:
    distance_found, p_value = drift.kolmogorov_smirnov(GOOD, PLAIN)

    expected = stats.ks_2samp(GOOD, PLAIN, method="asymp")
    assert distance_found == pytest.approx(expected.statistic)
    assert p_value == pytest.approx(expected.pvalue, rel=1e-6)


def test_kolmogorov_smirnov_of_the_same_distribution_gives_scipys_chance() -> None:
    left, right = normal(4_000), normal(3_000, seed=2)

    _, p_value = drift.kolmogorov_smirnov(left, right)

    assert p_value == pytest.approx(stats.ks_2samp(left, right, method="asymp").pvalue)


def test_chi_square_is_scipys_on_a_real_table() -> None:
    statistic, p_value = drift.chi_square(JOBS_BEFORE, JOBS_AFTER)

    expected = stats.chi2_contingency(drift.pooled(JOBS_BEFORE, JOBS_AFTER), correction=False)
    assert statistic == pytest.approx(expected.statistic)
    assert p_value == pytest.approx(expected.pvalue)


def test_levels_too_rare_for_chi_square_are_taken_together() -> None:
    observed = drift.pooled(np.array([100, 50, 1, 2]), np.array([90, 60, 2, 0]))

    assert observed.tolist() == [[100, 50, 3], [90, 60, 2]]


def test_the_jensen_shannon_distance_is_scipys_on_a_real_table() -> None:
    expected = distance.jensenshannon(JOBS_BEFORE, JOBS_AFTER, base=2)

    assert drift.jensen_shannon(JOBS_BEFORE, JOBS_AFTER) == pytest.approx(expected)


def test_distributions_that_share_nothing_are_at_distance_one() -> None:
    assert drift.jensen_shannon(np.array([5, 0]), np.array([0, 9])) == pytest.approx(1)


def test_the_stability_index_is_its_formula() -> None:
    index = drift.stability_index(np.array([50, 50]), np.array([80, 20]))

    assert index == pytest.approx(0.3 * np.log(0.8 / 0.5) - 0.3 * np.log(0.2 / 0.5))


def test_an_empty_level_gives_a_large_but_finite_index() -> None:
    assert 1 < drift.stability_index(np.array([70, 30]), np.array([100, 0])) < 10


def test_the_index_expected_by_chance_is_what_chance_gives() -> None:
    chance = np.random.default_rng(3)
    left, right = chance.multinomial(2_000, [0.1] * 10, 400), chance.multinomial(500, [0.1] * 10, 400)

    found = [drift.stability_index(a, b) for a, b in zip(left, right, strict=True)]

    assert np.mean(found) == pytest.approx(drift.expected_index(left[0], right[0]), rel=0.1)


def judged(left: np.ndarray, right: np.ndarray, missing: tuple[float, float] = (0, 0)) -> str:
    cuts = np.quantile(left, np.arange(1, 10) / 10)
    counts = [np.bincount(np.searchsorted(cuts, side), minlength=10) for side in (left, right)]
    found = drift.of_values(counts[0], counts[1], (left, right), precision="exact")
    return drift.judged(found, missing, (len(left) + int(missing[0]), len(right) + int(missing[1])))


def test_the_same_distribution_is_stable() -> None:
    assert judged(normal(5_000), normal(4_000, seed=2)) == "stable"


def test_half_a_standard_deviation_is_a_shift_and_one_a_strong_one() -> None:
    assert judged(normal(5_000), normal(4_000, mean=0.45, seed=2)) == "shifted"
    assert judged(normal(5_000), normal(4_000, mean=1, seed=2)) == "strong"


def test_a_tiny_shift_that_many_rows_make_certain_is_still_stable() -> None:
    assert judged(normal(200_000), normal(200_000, mean=0.05, seed=2)) == "stable"


def test_a_small_part_does_not_cry_wolf() -> None:
    verdicts = {judged(normal(5_000), normal(40, seed=seed)) for seed in range(60)}

    assert verdicts <= {"stable", "unsure"}


def test_of_a_handful_of_rows_nothing_is_said() -> None:
    assert judged(normal(5_000), normal(8, mean=4)) == "unsure"


def test_gaps_that_came_are_a_shift_although_the_values_stayed() -> None:
    assert judged(normal(5_000), normal(4_000, seed=2), missing=(0, 500)) == "shifted"
    assert judged(normal(5_000), normal(4_000, seed=2), missing=(0, 2_000)) == "strong"


def test_a_few_gaps_in_a_small_part_are_no_shift() -> None:
    assert judged(normal(5_000), normal(50, seed=2), missing=(100, 5)) == "unsure"


def test_constants_lie_apart_when_they_differ() -> None:
    assert drift.kolmogorov_smirnov(np.ones(50), np.zeros(50)) == (1.0, pytest.approx(0, abs=1e-9))


def test_without_values_there_is_no_distance() -> None:
    assert drift.kolmogorov_smirnov(np.array([]), np.ones(5)) == (0.0, 1.0)
    assert drift.chi_square(np.array([0, 0]), np.array([5, 5])) == (0.0, 1.0)
