"""Linear members: ridge regression or logistic regression on scaled numbers and one column per level."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, Ridge

from core.models.batch import Array
from core.models.members import Design, Fit, Linear
from core.models.members.links import LINKS
from core.training.families.fitting import Fitted, Grown, Limit
from core.training.families.flattening import CODES
from core.training.families.histograms import LINK
from core.training.search.loss import mean_loss
from core.training.search.problem import Fold

MOST_CELLS = 200_000_000  # of the expanded matrix: beyond, it does not fit beside the others
STEP = 8  # iterations of the solver between two looks at the clock
STEPS = 10
STRENGTHS = {
    "regression": (1.0, 100.0),
    "binary": (1.0, 20.0),
    "multiclass": (1.0,),
}  # penalties tried on the held-out rows


def fit(fold: Fold, settings: dict[str, Any], limit: Limit) -> Grown | None:
    design = design_for(fold.training_matrix, fold.problem.recipe.levels_each)
    if len(fold.training) * len(design.sources) > MOST_CELLS:
        return None
    expanded = design.expand(fold.training_matrix)
    mean = expanded.mean(axis=0)
    tried: list[Fitted] = []
    for strength in STRENGTHS[fold.problem.task]:
        if tried and limit.passed:
            break
        weights, intercept = SOLVERS[fold.problem.task](expanded, fold.training_target, strength, fold, limit)
        tried.append(_fitted(fold, Linear(design, weights, intercept, mean)))
    losses = [mean_loss(fold.problem.task, one.responses, fold.held_out_target) for one in tried]
    return Grown(int(np.argmin(losses)), min(losses), partial(_finish, tried), cut=limit.passed)


def _finish(tried: list[Fitted], step: int) -> Fitted:
    return tried[min(step, len(tried) - 1)]


def design_for(matrix: Array, levels: tuple[int, ...]) -> Design:
    """Centres and spreads from the quartiles, which a few wild values do not move."""
    numeric = np.flatnonzero(np.asarray(levels) == 0)
    coded = np.flatnonzero(np.asarray(levels) > 0)
    lower, centre, upper = _quartiles(matrix[:, numeric])
    deviation = np.nan_to_num(_deviation(matrix[:, numeric]), nan=1.0)
    spread = np.where(upper > lower, (upper - lower) / 1.35, np.where(deviation > 0, deviation, 1.0))
    return Design(
        numeric=numeric,
        centre=centre.astype(np.float32),
        spread=spread.astype(np.float32),
        gaps=np.flatnonzero(np.isnan(matrix[:, numeric]).any(axis=0)),
        coded=coded,
        levels=np.minimum(np.asarray(levels, np.int64)[coded] + 1, CODES),
    )


def _ridge(expanded: Array, target: Array, strength: float, fold: Fold, limit: Limit) -> tuple[Array, Array]:
    model = Ridge(alpha=strength).fit(expanded, target)
    return np.asarray(model.coef_, np.float64).reshape(-1, 1), np.atleast_1d(np.asarray(model.intercept_, np.float64))


def _logistic(expanded: Array, target: Array, strength: float, fold: Fold, limit: Limit) -> tuple[Array, Array]:
    model = LogisticRegression(C=1 / strength, max_iter=STEP, tol=1e-3, warm_start=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the steps below are how it converges
        for _ in range(STEPS):
            model.fit(expanded, target)
            if np.max(model.n_iter_) < STEP or limit.passed:
                break
    return _all_classes(model, fold.problem.outputs)


def _all_classes(model: Any, outputs: int) -> tuple[Array, Array]:
    """Weights for every class, also for those that these training rows do not have."""
    coefficients, intercept = np.asarray(model.coef_, np.float64), np.asarray(model.intercept_, np.float64)
    if outputs == 1:
        return coefficients.T, intercept
    weights, shifts = np.zeros((coefficients.shape[1], outputs)), np.full(outputs, intercept.min() - 5.0)
    weights[:, model.classes_] = coefficients.T
    shifts[model.classes_] = intercept
    return weights, shifts


def _fitted(fold: Fold, linear: Linear) -> Fitted:
    link = LINK[fold.problem.task]
    answer = Fit(fold.number, link, np.zeros(fold.problem.outputs), linear=linear)
    return Fitted(answer, LINKS[link].respond(linear.margins(fold.held_out_matrix), 1.0))


def _quartiles(numbers: Array) -> Array:
    """(3, columns); a column without any value gets zeros."""
    known = np.where(np.isnan(numbers).all(axis=0), 0.0, numbers)
    return np.asarray(np.nanpercentile(known, (25, 50, 75), axis=0)) if numbers.shape[1] else np.zeros((3, 0))


def _deviation(numbers: Array) -> Array:
    known = np.where(np.isnan(numbers).all(axis=0), 0.0, numbers)
    return np.asarray(np.nanstd(known, axis=0))


SOLVERS = {"regression": _ridge, "binary": _logistic, "multiclass": _logistic}
