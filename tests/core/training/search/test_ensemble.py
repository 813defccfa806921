"""Greedy selection: finds the better mean, ignores what does not help."""

from __future__ import annotations

import numpy as np

from core.models.batch import Array
from core.training.search.ensemble import combine, select

TARGET = np.random.default_rng(0).normal(size=2000)
FAR = 1e12


def error(responses: Array, target: Array) -> float:
    return float(np.mean((responses[:, 0] - target) ** 2))


def noisy(seed: int, size: float) -> Array:
    return (TARGET + size * np.random.default_rng(seed).normal(size=len(TARGET)))[:, None]


def test_two_with_independent_errors_are_better_together() -> None:
    answers = [noisy(1, 0.5), noisy(2, 0.5)]

    weights = select(answers, TARGET, error, seed=0, ends_at=FAR)

    assert abs(weights[0] - 0.5) < 0.1
    assert error(combine(answers, weights), TARGET) < 0.6 * error(answers[0], TARGET)


def test_what_does_not_help_gets_no_weight() -> None:
    weights = select([noisy(1, 0.2), noisy(2, 5.0)], TARGET, error, seed=0, ends_at=FAR)

    assert weights.tolist() == [1.0, 0.0]


def test_weights_sum_to_one_and_none_is_small() -> None:
    weights = select([noisy(seed, 0.4 + seed / 9) for seed in range(8)], TARGET, error, seed=0, ends_at=FAR)

    assert abs(weights.sum() - 1) < 1e-9
    assert weights[weights > 0].min() >= 0.05
