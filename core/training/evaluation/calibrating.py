"""Fits, on out-of-fold predictions, how sure the ensemble may be (classes) or how far off it is (values)."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import minimize

from core.models.batch import Array
from core.models.calibration import Calibration, Spread
from core.models.members import Fit
from core.training.families import boosting
from core.training.families.fitting import Limit
from core.training.search import parting
from core.training.search.loss import mean_loss
from core.training.search.problem import Problem

LEVEL = 0.9
MOST_ROWS = 20_000  # rows that two numbers are fitted to
FEWEST_ROWS = 200  # below, the width of an interval cannot be learned row by row
ROUNDS = 60
PARTS = 3  # models of the residual, each answering for the rows it had not seen
SMALLEST = 1e-3  # of the mean residual, added before the logarithm
FLOOR = 0.1  # of the median expected residual, added to all: no interval shrinks to nothing


def calibrate(task: str, responses: Array, target: Array) -> Calibration:
    """Platt's sigmoid or a temperature, by minimum log loss; none when it does not help."""
    if task == "regression":
        return Calibration()
    rows = slice(None, None, 1 + len(target) // MOST_ROWS)
    responses, target = responses[rows], target[rows]
    start = [1.0, 0.0] if task == "binary" else [1.0]

    def loss(settings: Array) -> float:
        return mean_loss(task, Calibration(*(float(s) for s in settings)).apply(responses), target)

    best = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 60, "xatol": 1e-3, "fatol": 1e-6})
    fitted = Calibration(*(float(setting) for setting in best.x))
    return fitted if best.fun < loss(np.asarray(start)) and fitted.slope > 0 else Calibration()


def spread(problem: Problem, values: Array, limit: Limit) -> tuple[Spread, Array]:
    """The interval model, and the size of residual it expects for each scored row without having seen it."""
    target = problem.target[problem.scored]
    residuals = np.abs(target - values)
    fits, expected = _expected(problem, values, residuals, limit)
    floor = float(FLOOR * np.median(expected)) if fits else 0.0
    sizes = expected + floor
    least = 0.0 if target.min() >= 0 else None
    return Spread(fits, conformal_quantile(residuals / sizes, LEVEL), floor, LEVEL, least), sizes


def conformal_quantile(scores: Array, level: float) -> float:
    """The smallest score that at least `level` of new ones stay below, counted for a finite sample."""
    place = min(math.ceil((len(scores) + 1) * level), len(scores))
    return float(np.sort(scores)[place - 1])


def _expected(problem: Problem, values: Array, residuals: Array, limit: Limit) -> tuple[tuple[Fit, ...], Array]:
    """Cross-fitted models of the logarithm of the residual, on the encoded columns and the prediction."""
    if len(values) < FEWEST_ROWS or limit.passed or residuals.max() <= 0:
        return (), np.ones(len(values))
    logarithms = np.log(residuals + SMALLEST * residuals.mean())
    matrix = np.column_stack([problem.matrix[problem.scored], values]).astype(np.float32)
    levels = (*problem.matrix_levels, 0)
    part = parting.some(len(values), problem.scored_groups, PARTS, seed=problem.seed)
    expected = np.empty(len(values))
    fits = []
    for number in range(PARTS):
        inside = part != number
        fit = boosting.fit_values(matrix[inside], logarithms[inside], levels, rounds=ROUNDS, threads=problem.threads)
        expected[~inside] = np.exp(fit.respond(matrix[~inside])[:, 0])
        fits.append(fit)
    return tuple(fits), expected
