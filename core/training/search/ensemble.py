"""Combines candidates by greedy selection on out-of-fold predictions (Caruana et al. 2004)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from core.models.batch import Array

STEPS = 40  # members may be taken again: their counts become the weights
FEWEST_STEPS = 10  # taken however late it is: choosing one member alone would waste the others
PATIENCE = 10  # steps without a better mean
SMALLEST_WEIGHT = 0.05  # a smaller part changes no prediction that matters, and costs as much time as a large one
MOST_ROWS = 10_000  # rows that selection looks at: more rows, same choice


def select(
    responses: Sequence[Array], target: Array, loss: Callable[[Array, Array], float], *, seed: int, ends_at: float
) -> Array:
    """A weight per candidate, summing to 1. `responses`: (rows, outputs) each; `loss(responses, target)`."""
    rows = _some_rows(len(target), seed)
    seen = [answer[rows] for answer in responses]
    weights = _without_small(_greedy(seen, target[rows], loss, ends_at))
    return np.asarray(weights / weights.sum())


def combine(responses: Sequence[Array], weights: Array) -> Array:
    return np.asarray(sum(weight * answer for weight, answer in zip(weights, responses, strict=True)))


def _greedy(responses: list[Array], target: Array, loss: Callable[[Array, Array], float], ends_at: float) -> Array:
    counts = np.zeros(len(responses))
    total = np.zeros_like(responses[0])
    best_loss, best_counts = np.inf, counts
    for step in range(1, STEPS + 1):
        losses = [loss((total + answer) / step, target) for answer in responses]
        chosen = int(np.argmin(losses))
        counts[chosen] += 1
        total = total + responses[chosen]
        if losses[chosen] < best_loss - 1e-9:
            best_loss, best_counts = losses[chosen], counts.copy()
        late = step >= FEWEST_STEPS and time.monotonic() > ends_at
        if late or step - int(best_counts.sum()) >= PATIENCE:
            break
    return best_counts if best_counts.any() else np.ones(len(responses))  # no loss could be told: all count the same


def _without_small(counts: Array) -> Array:
    return np.where(counts < SMALLEST_WEIGHT * counts.sum(), 0.0, counts)


def _some_rows(rows: int, seed: int) -> Array:
    if rows <= MOST_ROWS:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).choice(rows, MOST_ROWS, replace=False))
