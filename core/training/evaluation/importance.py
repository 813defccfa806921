"""What drives the model: how much worse it gets on unseen rows when a column's values are shuffled."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.models.batch import Array
from core.models.members import Member
from core.training.families.fitting import Limit
from core.training.search.loss import row_losses
from core.training.search.problem import Fold, Problem

MOST_ROWS = 2000  # rows shuffled: enough for two digits of a share
FEWEST_ROWS = 100
LEVEL_Z = 1.645  # 90% of a normal distribution lies within so many standard errors
UNITS = {"regression": "absolute error", "binary": "log loss", "multiclass": "log loss"}


@dataclass(frozen=True)
class Importance:
    """Mean rise of the loss per row when the column is shuffled, with the 90% interval of that mean."""

    feature: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Measured:
    """Importances, largest first, from so many unseen rows. `unit`: what the rise is a rise of."""

    unit: str
    rows: int
    features: tuple[Importance, ...]


def measure(problem: Problem, members: Sequence[Member], features: Sequence[str], limit: Limit) -> Measured:
    """Permutation importance (Breiman 2001) on out-of-fold rows; fewer rows when the time is short."""
    started = time.monotonic()
    _answers(
        problem.folds[0], members, _unseen(problem.folds[0], FEWEST_ROWS, problem.seed)
    )  # also loads what is loaded once
    seconds_a_row = (time.monotonic() - started) / FEWEST_ROWS
    rows = int(min(MOST_ROWS, max(FEWEST_ROWS, limit.left / max(seconds_a_row * (len(features) + 1), 1e-9))))
    parts: list[Array] = []
    for fold in problem.folds:
        if parts and limit.passed:
            break
        parts.append(_rises(fold, members, features, rows // problem.fitted + 1))
    rises = np.concatenate(parts, axis=1)
    found = [_importance(name, rise) for name, rise in zip(features, rises, strict=True)]
    return Measured(UNITS[problem.task], rises.shape[1], tuple(sorted(found, key=lambda one: -one.mean)))


def _rises(fold: Fold, members: Sequence[Member], features: Sequence[str], rows: int) -> Array:
    """(features, rows): how much the loss of each row rises when a feature is shuffled among them."""
    unseen = _unseen(fold, rows, fold.problem.seed)
    matrix, target = fold.held_out_matrix[unseen], fold.held_out_target[unseen]
    before = _losses(fold, members, matrix, target)
    shuffled = np.random.default_rng(fold.problem.seed + fold.number).permutation(len(matrix))
    sources = fold.problem.recipe.sources
    rises = []
    for name in features:
        columns = [at for at, made_from in enumerate(sources) if name in made_from]
        changed = matrix.copy()
        changed[:, columns] = matrix[shuffled][:, columns]
        rises.append(_losses(fold, members, changed, target) - before)
    return np.stack(rises)


def _losses(fold: Fold, members: Sequence[Member], matrix: Array, target: Array) -> Array:
    losses = row_losses(fold.problem.task, _respond(fold, members, matrix), target)
    return np.sqrt(losses) if fold.problem.task == "regression" else losses


def _answers(fold: Fold, members: Sequence[Member], rows: Array) -> Array:
    return _respond(fold, members, fold.held_out_matrix[rows])


def _respond(fold: Fold, members: Sequence[Member], matrix: Array) -> Array:
    """The ensemble as far as it had not seen this fold."""
    return np.asarray(
        sum(member.weight * fit.respond(matrix) for member in members for fit in member.fits if fit.fold == fold.number)
    )


def _unseen(fold: Fold, rows: int, seed: int) -> Array:
    return np.sort(np.random.default_rng(seed).permutation(len(fold.held_out))[:rows])


def _importance(name: str, rises: Array) -> Importance:
    mean = float(rises.mean())
    half = LEVEL_Z * float(rises.std()) / float(np.sqrt(len(rises)))
    return Importance(name, mean, mean - half, mean + half)
