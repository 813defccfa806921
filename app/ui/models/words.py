"""What tasks, metrics, verdicts and states are called, for an analyst who need not know the field's words."""

from __future__ import annotations

from typing import Any

from app.ui import numbers
from core import training
from core.models import Model
from core.models.describing.words import said

TASKS = {
    "binary": "One of two classes",
    "multiclass": "One of several classes",
    "regression": "A number",
}

SMALLEST = 1e-9  # below this a score is zero but for rounding
LARGEST = 1e5  # from here on, digits crowd a tile


def task(key: str) -> str:
    return TASKS.get(key, key)


def metric(key: str) -> str:
    """The metric's name."""
    return next((row.label for row in training.METRICS if row.key == key), key)


def metric_help(key: str) -> str:
    """What the metric says, in a sentence."""
    return next((row.help for row in training.METRICS if row.key == key), "")


def direction(higher_is_better: bool) -> str:
    return "higher is better" if higher_is_better else "lower is better"


def class_names(model: Model) -> dict[str, str]:
    """The model's classes as people say them, by their names in reports and answers."""
    return {str(label).lower() if isinstance(label, bool) else str(label): said(label) for label in model.classes}


def brief(value: float | None) -> str:
    """A score where there is little room: 0.849, 113.2k; what only rounding keeps from zero is zero."""
    if value is None or abs(value) < SMALLEST:
        return numbers.number(value and 0.0)
    return numbers.compact(value) if abs(value) >= LARGEST else numbers.number(value, 3)


def interval(low: float | None, high: float | None) -> str:
    return numbers.NOTHING if low is None or high is None else numbers.interval(low, high)


def brief_interval(low: float | None, high: float | None) -> str:
    return f"{brief(low)} to {brief(high)}"


def score(row: dict[str, Any]) -> str:
    """A score with its interval: "0.853 (0.842 to 0.864)"."""
    if row.get("low") is None or row.get("high") is None:
        return numbers.number(row["value"])
    return f"{numbers.number(row['value'])} ({numbers.interval(row['low'], row['high'])})"
