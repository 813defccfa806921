"""What tasks, metrics, verdicts and states are called, for an analyst who need not know the field's words."""

from __future__ import annotations

from typing import Any

from app.ui import numbers
from core import training

TASKS = {
    "binary": "One of two classes",
    "multiclass": "One of several classes",
    "regression": "A number",
}


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


def score(row: dict[str, Any]) -> str:
    """A score with its interval: "0.853 (0.842 to 0.864)"."""
    if row.get("low") is None or row.get("high") is None:
        return numbers.number(row["value"])
    return f"{numbers.number(row['value'])} ({numbers.interval(row['low'], row['high'])})"
