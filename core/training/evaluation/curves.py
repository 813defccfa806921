"""The data behind the plots of a report: short lists of numbers, whatever the size of the table."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.models.batch import Array

POINTS = 200  # of a curve: more than a screen can show
BINS = 10
SAMPLE = 1000  # rows in the scatter of predicted against actual
RESIDUAL_BINS = 40


def binary(target: Array, probability: Array, classes: tuple[str, ...]) -> dict[str, Any]:
    counts = _threshold_counts(target, probability)
    return {
        "roc": _roc(counts),
        "pr": _precision_recall(counts, target),
        "calibration": calibration(target.astype(np.float64), probability),
        "confusion": confusion(target, (probability >= 0.5).astype(np.int64), classes),
        "thresholds": {key: values.tolist() for key, values in counts.items()},
    }


def multiclass(target: Array, probabilities: Array, classes: tuple[str, ...]) -> dict[str, Any]:
    predicted = probabilities.argmax(axis=1)
    chosen = probabilities[np.arange(len(target)), predicted]
    return {
        "roc": {"classes": [_class_roc(target == at, probabilities[:, at], label) for at, label in enumerate(classes)]},
        "calibration": calibration((predicted == target).astype(np.float64), chosen),
        "confusion": confusion(target, predicted, classes),
    }


def regression(target: Array, values: Array, low: Array, high: Array, *, level: float, seed: int) -> dict[str, Any]:
    rows = np.sort(np.random.default_rng(seed).permutation(len(target))[:SAMPLE])
    inside = (target >= low) & (target <= high)
    return {
        "predicted_actual": {
            "sample": {"predicted": values[rows].tolist(), "actual": target[rows].tolist()},
            "binned": [_binned(target[at], values[at]) for at in _parts(values, BINS)],
        },
        "residuals": _histogram(target - values),
        "interval": {
            "level": level,
            "coverage": float(inside.mean()),
            "median_width": float(np.median(high - low)),
            "by_fifth": [_coverage(values[at], inside[at]) for at in _parts(values, 5)],
        },
    }


def calibration(happened: Array, probability: Array) -> dict[str, Any]:
    """Predicted against observed share in bins of equal size, with the interval of each share (Wilson 1927).

    `error`: mean distance, each bin counting with its rows (expected calibration error).
    """
    parts = _parts(probability, BINS)
    bins = [_calibration_bin(happened[at], probability[at]) for at in parts]
    distance = [len(at) * abs(one["predicted"] - one["observed"]) for at, one in zip(parts, bins, strict=True)]
    return {"bins": bins, "error": float(sum(distance) / len(happened))}


def confusion(target: Array, predicted: Array, classes: tuple[str, ...]) -> dict[str, Any]:
    """Counts by actual class (rows) and predicted class (columns)."""
    size = len(classes)
    counts = np.bincount(target * size + predicted, minlength=size * size).reshape(size, size)
    return {"labels": list(classes), "counts": counts.tolist()}


def _threshold_counts(target: Array, probability: Array) -> dict[str, Array]:
    """True and false positives and negatives when everything at or above a threshold is called positive."""
    order = np.argsort(-probability, kind="stable")
    descending = probability[order]
    hits = np.cumsum(target[order])
    last = np.flatnonzero(np.r_[descending[1:] != descending[:-1], True])  # equal probabilities fall together
    last = last[np.unique(np.linspace(0, len(last) - 1, POINTS).round().astype(np.int64))]
    true_positive, called = hits[last], last + 1
    false_positive = called - true_positive
    positives = int(target.sum())
    return {
        "threshold": descending[last],
        "true_positive": true_positive,
        "false_positive": false_positive,
        "true_negative": len(target) - positives - false_positive,
        "false_negative": positives - true_positive,
    }


def _roc(counts: dict[str, Array]) -> dict[str, list[float]]:
    positives = counts["true_positive"] + counts["false_negative"]
    negatives = counts["false_positive"] + counts["true_negative"]
    return {
        "fpr": [0.0, *(counts["false_positive"] / np.maximum(negatives, 1)).tolist()],
        "tpr": [0.0, *(counts["true_positive"] / np.maximum(positives, 1)).tolist()],
    }


def _precision_recall(counts: dict[str, Array], target: Array) -> dict[str, Any]:
    called = counts["true_positive"] + counts["false_positive"]
    return {
        "recall": (counts["true_positive"] / max(int(target.sum()), 1)).tolist(),
        "precision": (counts["true_positive"] / called).tolist(),
        "base_rate": float(target.mean()),
    }


def _class_roc(own: Array, probability: Array, label: str) -> dict[str, Any]:
    curve = _roc(_threshold_counts(own.astype(np.int64), probability))
    area = float(np.trapezoid(curve["tpr"], curve["fpr"]))
    return {"label": label, **curve, "auc": area}


def _calibration_bin(happened: Array, probability: Array) -> dict[str, Any]:
    low, high = wilson(float(happened.sum()), len(happened))
    return {
        "predicted": float(probability.mean()),
        "observed": float(happened.mean()),
        "low": low,
        "high": high,
        "rows": len(happened),
    }


def wilson(successes: float, trials: int, z: float = 1.645) -> tuple[float, float]:
    """The 90% interval of a share (Wilson 1927): sensible also for none or all."""
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * float(np.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)))
    return max(0.0, centre - half), min(1.0, centre + half)


def _parts(values: Array, parts: int) -> list[Array]:
    """Positions by rising value, in parts of equal size; empty ones left out."""
    return [part for part in np.array_split(np.argsort(values, kind="stable"), parts) if len(part)]


def _binned(target: Array, values: Array) -> dict[str, Any]:
    low, high = np.quantile(target, [0.05, 0.95])
    return {
        "predicted": float(values.mean()),
        "actual": float(target.mean()),
        "low": float(low),
        "high": float(high),
        "rows": len(target),
    }


def _coverage(values: Array, inside: Array) -> dict[str, Any]:
    return {
        "low": float(values.min()),
        "high": float(values.max()),
        "coverage": float(inside.mean()),
        "rows": len(values),
    }


def _histogram(residuals: Array) -> dict[str, list[float]]:
    """Residuals between their 1st and 99th percentile in equal bins; those beyond count in the outer bins."""
    low, high = np.quantile(residuals, [0.01, 0.99])
    if low == high:
        low, high = low - 0.5, high + 0.5
    counts, edges = np.histogram(np.clip(residuals, low, high), RESIDUAL_BINS, (low, high))
    return {"edges": edges.tolist(), "counts": counts.tolist()}
