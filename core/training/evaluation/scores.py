"""Scores with the uncertainty that comes from the rows at hand, the baseline beside them, and a verdict in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from core.models.batch import Array
from core.training.metrics import Metric

RESAMPLES = 60  # the standard error is known to a tenth of itself
LEVEL_Z = 1.645  # 90% of a normal distribution lies within so many standard errors
MOST_ROWS = 5_000  # rows in a resample
WORSE = "worse than guessing on rows it had not seen: there is no signal to use, or the rows are too few"


@dataclass(frozen=True)
class Score:
    """A metric's value out of fold, with the interval that the rows leave open, and the baseline's value."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    baseline: float | None
    higher_is_better: bool


@dataclass(frozen=True)
class Verdict:
    """`code`: signal, weak or no_signal."""

    code: str
    sentence: str


def score(
    metric: Metric, target: Array, answers: Array, baseline: Array, *, seed: int, groups: Array | None = None
) -> Score:
    low, high = interval(metric, target, answers, seed=seed, groups=groups)
    return Score(
        metric.label,
        finite(metric.score(target, answers)),
        low,
        high,
        finite(metric.score(target, baseline)),
        metric.higher_is_better,
    )


def interval(
    metric: Metric, target: Array, answers: Array, *, seed: int, groups: Array | None = None
) -> tuple[float | None, float | None]:
    """The 90% interval of a score: its value ± 1.645 bootstrap standard errors (Efron 1979), ended at perfection.

    This is the uncertainty that comes from having these rows and not others; of large tables some rows are resampled,
    and the error is scaled to all of them. With `groups`, whole groups are drawn: their rows are not independent.
    """
    value = metric.quick(target, answers)
    draws, share = _rows(len(target), seed) if groups is None else _groups(groups, seed)
    resampled = _resampled(metric, target, answers, draws)
    if len(resampled) < 2 or not math.isfinite(value):
        return None, None
    error = float(resampled.std(ddof=1)) * math.sqrt(share)
    low, high = value - LEVEL_Z * error, value + LEVEL_Z * error
    return (low, min(high, perfect(metric))) if metric.higher_is_better else (max(low, perfect(metric)), high)


def _rows(count: int, seed: int) -> tuple[Iterator[Array], float]:
    """Resamples of so many rows, and which share of all rows each of them is."""
    random = np.random.default_rng(seed)
    drawn = min(count, MOST_ROWS)
    return (random.integers(0, count, drawn) for _ in range(RESAMPLES)), drawn / count


def _groups(groups: Array, seed: int) -> tuple[Iterator[Array], float]:
    """Resamples of whole groups, and which share of all groups each of them is."""
    random = np.random.default_rng(seed)
    order = np.argsort(groups, kind="stable")
    rows = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    drawn = max(1, math.ceil(len(rows) * min(1.0, MOST_ROWS / len(groups))))
    draws = (np.concatenate([rows[one] for one in random.integers(0, len(rows), drawn)]) for _ in range(RESAMPLES))
    return draws, drawn / len(rows)


def _resampled(metric: Metric, target: Array, answers: Array, draws: Iterable[Array]) -> Array:
    """Scores of resampled rows; resamples that lack a class, where the metric has no value, are left out."""
    classes = 0 if metric.needs == "value" else len(np.unique(target))
    values = [metric.quick(target[rows], answers[rows]) for rows in draws if _has(target[rows], classes)]
    return np.asarray([value for value in values if math.isfinite(value)], np.float64)


def _has(target: Array, classes: int) -> bool:
    return not classes or len(np.unique(target)) == classes


def verdict(metric: Metric, result: Score, *, target: str) -> Verdict:
    """What the score means beside guessing, for somebody who has never heard of the metric."""
    if result.value is None or result.baseline is None or result.low is None or result.high is None:
        return Verdict("weak", f"The model could not be scored by {metric.label}.")
    near, far = (result.low, result.high) if metric.higher_is_better else (result.high, result.low)
    value, baseline = shown(result.value), shown(result.baseline)
    compared = (
        f"{metric.label} {value} (90% interval {shown(result.low)} to {shown(result.high)}), guessing gives {baseline}"
    )
    if metric.better(result.baseline, far):
        return Verdict("no_signal", f"No signal: the model of “{target}” is {WORSE}. {compared}.")
    if not metric.better(near, result.baseline):
        return Verdict(
            "no_signal", f"No signal: predicting “{target}” is not distinguishable from guessing. {compared}."
        )
    gained = improvement(metric, result)
    if gained < 0.1 or not metric.better(far, result.baseline):
        return Verdict("weak", f"A weak signal: a little better than guessing “{target}”. {compared}.")
    return Verdict("signal", f"The model predicts “{target}” clearly better than guessing. {compared}.")


def improvement(metric: Metric, result: Score) -> float:
    """The share of the way from the baseline to perfection that the model has gone."""
    if result.value is None or result.baseline is None:
        return 0.0
    return (result.value - result.baseline) / ((perfect(metric) - result.baseline) or 1.0)


def perfect(metric: Metric) -> float:
    """The best value a metric can take: no interval goes beyond it."""
    return 1.0 if metric.higher_is_better else 0.0


def shown(value: float) -> str:
    """A number for a sentence: four digits that count, thousands marked."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
