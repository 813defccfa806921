"""Scores with the uncertainty that comes from the rows at hand, the baseline beside them, and a verdict in words."""

from __future__ import annotations

import math
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


def score(metric: Metric, target: Array, answers: Array, baseline: Array, *, seed: int) -> Score:
    low, high = interval(metric, target, answers, seed=seed)
    return Score(
        metric.label,
        finite(metric.score(target, answers)),
        low,
        high,
        finite(metric.score(target, baseline)),
        metric.higher_is_better,
    )


def interval(metric: Metric, target: Array, answers: Array, *, seed: int) -> tuple[float | None, float | None]:
    """The 90% interval of a score: its value ± 1.645 bootstrap standard errors (Efron 1979), ended at perfection.

    This is the uncertainty that comes from having these rows and not others; of large tables some rows are resampled,
    and the error is scaled to all of them.
    """
    value = metric.quick(target, answers)
    resampled = _resampled(metric, target, answers, seed=seed)
    if len(resampled) < 2 or not math.isfinite(value):
        return None, None
    error = float(resampled.std(ddof=1)) * math.sqrt(min(len(target), MOST_ROWS) / len(target))
    low, high = value - LEVEL_Z * error, value + LEVEL_Z * error
    return (low, min(high, perfect(metric))) if metric.higher_is_better else (max(low, perfect(metric)), high)


def _resampled(metric: Metric, target: Array, answers: Array, *, seed: int) -> Array:
    """Scores of resampled rows; resamples that lack a class, where the metric has no value, are left out."""
    random = np.random.default_rng(seed)
    draws = (random.integers(0, len(target), min(len(target), MOST_ROWS)) for _ in range(RESAMPLES))
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
