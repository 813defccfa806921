"""Mutual information: against scikit-learn, and corrected for chance."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import mutual_info_score

from core.profiling.relations.information import entropy, in_bins, shared, shared_information
from tests.core.profiling.world import profiled

RNG = np.random.default_rng(5)


def test_of_many_rows_it_is_scikit_learns_share_of_the_smaller_entropy() -> None:
    first = RNG.integers(0, 4, 200_000)
    second = np.where(RNG.random(200_000) < 0.5, first, RNG.integers(0, 4, 200_000))

    expected = mutual_info_score(first, second) / min(entropy(np.bincount(first)), entropy(np.bincount(second)))
    assert shared(first, second) == pytest.approx(expected, abs=1e-4)


def test_a_column_tells_everything_about_what_follows_from_it() -> None:
    codes = np.arange(900) % 9

    assert shared(codes, codes // 3) == pytest.approx(1, abs=0.01)


def test_many_cells_prove_nothing() -> None:
    assert shared(RNG.integers(0, 30, 2_000), RNG.integers(0, 30, 2_000)) < 0.02


@pytest.mark.parametrize("counts", [[[5.0]], [[3.0], [4.0]]])
def test_a_column_with_one_value_has_nothing_to_tell(counts: list[list[float]]) -> None:
    assert shared_information(np.array(counts)) == 0.0


def test_missing_codes_are_left_out() -> None:
    assert shared(np.array([-1, -1]), np.array([0, 1])) == 0.0


def test_bins_hold_about_equally_many_values() -> None:
    codes = in_bins(np.append(np.exp(np.arange(100.0) / 9), np.nan))

    assert np.bincount(codes[:-1]).tolist() == [10] * 10
    assert codes[-1] == -1


def test_a_curve_that_no_correlation_sees_is_among_the_pairs() -> None:
    pairs = profiled("SELECT i - 500 AS x, (i - 500) * (i - 500) AS y FROM range(1001) AS rows(i)").associations.pairs

    assert pairs[0].strength < 0.1
    assert (pairs[0].mutual_information or 0) > 0.6
