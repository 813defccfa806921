"""The rows that the model got most wrong: where a wrong value, a missing column or a rare case shows first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.models.batch import Array
from core.training.search.loss import row_losses
from core.training.search.problem import Problem

MOST_ROWS = 50


@dataclass(frozen=True)
class Mistake:
    """A row of the dataset (from 1) with its true value and the one predicted by a model that had not seen it.

    `size`: how far off a value is, or how unlikely the true class was called (1: impossible).
    """

    row: int
    actual: float | str
    predicted: float | str
    size: float


def largest(problem: Problem, answers: Array, places: Array) -> tuple[Mistake, ...]:
    """The largest mistakes, worst first. `answers`: of the scored rows; `places`: of every row, its place from 0."""
    target, rows = problem.target[problem.scored], places[problem.scored]
    losses = row_losses(problem.task, answers, target)
    worst = np.argsort(-losses, kind="stable")[:MOST_ROWS]
    return tuple(
        Mistake(int(rows[at]) + 1, _actual(problem, target[at]), _predicted(problem, answers[at]), size)
        for at, size in zip(worst.tolist(), _sizes(problem.task, losses[worst]), strict=True)
        if _is_wrong(problem, answers[at], target[at])
    )


def _is_wrong(problem: Problem, answer: Array, target: Any) -> bool:
    return problem.task == "regression" or _predicted(problem, answer) != _actual(problem, target)


def _actual(problem: Problem, target: Any) -> float | str:
    return float(target) if problem.task == "regression" else problem.classes[int(target)]


def _predicted(problem: Problem, answer: Array) -> float | str:
    if problem.task == "regression":
        return float(answer[0])
    chosen = int(answer[0] >= 0.5) if problem.task == "binary" else int(np.argmax(answer))
    return problem.classes[chosen]


def _sizes(task: str, losses: Array) -> list[float]:
    """Errors in the target's unit, or one minus the true class's probability."""
    sizes = np.sqrt(losses) if task == "regression" else 1 - np.exp(-losses)
    return [float(size) for size in sizes]
