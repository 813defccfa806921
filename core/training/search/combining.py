"""From candidates to one ensemble, and to answers for its score that not even the choice of members had seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.models.batch import Array
from core.models.calibration import Calibration, Spread
from core.models.members import Member
from core.training.evaluation import calibrating
from core.training.families.fitting import Limit
from core.training.metrics import Metric
from core.training.search import ensemble, parting
from core.training.search.clock import Clock
from core.training.search.problem import Problem
from core.training.search.searching import Found

SELECTION_SHARE = 0.3  # of the time left after the search, for choosing the members
SPREAD_SHARE = 0.3  # of what is left then, for the model of the residuals


@dataclass(frozen=True)
class Ensemble:
    """The members that count with their weights, and what the ensemble answers out of fold, calibrated.

    `answers`: (scored rows, outputs). Members were chosen and calibration fitted on the other half of the rows than the
    one they answer for, so that the score holds what it promises. `sizes`: the residual to expect of each answer.
    """

    members: tuple[Member, ...]
    weights: dict[str, float]
    calibration: Calibration
    answers: Array
    spread: Spread | None
    sizes: Array


def combine(problem: Problem, metric: Metric, found: Found, clock: Clock) -> Ensemble:
    """Weighs the candidates, then learns from the ensemble's own out-of-fold answers how sure it may be."""
    candidates = [candidate for candidate in found.candidates if candidate.learned] or list(found.candidates)
    responses = [candidate.responses for candidate in candidates]
    choose = partial(_choose, problem, metric, responses, ends_at=clock.now() + SELECTION_SHARE * max(clock.left, 0.0))
    everything = np.arange(len(problem.scored))
    weights, calibration = choose(everything)
    halves = _halves(problem)
    answers = _cross_answered(problem, responses, halves, [choose(half) for half in halves])
    spread, sizes = _spread(problem, answers, Limit(clock.now() + SPREAD_SHARE * max(clock.left, 0.0)))
    weighted = list(zip(candidates, weights.tolist(), strict=True))
    return Ensemble(
        tuple(candidate.member.weighted(weight) for candidate, weight in weighted if weight > 0),
        {candidate.member.key: weight for candidate, weight in weighted},
        calibration,
        answers,
        spread,
        sizes,
    )


def _choose(
    problem: Problem, metric: Metric, responses: Sequence[Array], rows: Array, *, ends_at: float
) -> tuple[Array, Calibration]:
    """The weights and the calibration that these rows ask for."""
    target = problem.target[problem.scored][rows]
    seen = [response[rows] for response in responses]
    weights = ensemble.select(seen, target, partial(_loss, metric), seed=problem.seed, ends_at=ends_at)
    return weights, calibrating.calibrate(problem.task, ensemble.combine(seen, weights), target)


def _halves(problem: Problem) -> tuple[Array, Array]:
    """Two halves of the scored rows, at random; the rows of a group are in the same half."""
    half = parting.some(len(problem.scored), problem.scored_groups, 2, seed=problem.seed)
    return np.flatnonzero(half == 0), np.flatnonzero(half == 1)


def _cross_answered(
    problem: Problem,
    responses: Sequence[Array],
    halves: tuple[Array, Array],
    chosen: Sequence[tuple[Array, Calibration]],
) -> Array:
    """Each half of the rows answered by what the other half chose."""
    answers = np.empty_like(responses[0])
    for half, (weights, calibration) in zip(halves, reversed(chosen), strict=True):
        combined = ensemble.combine([response[half] for response in responses], weights)
        answers[half] = combined if problem.task == "regression" else calibration.apply(combined)
    return answers


def _loss(metric: Metric, responses: Array, target: Array) -> float:
    score = metric.quick(target, responses)
    return -score if metric.higher_is_better else score


def _spread(problem: Problem, answers: Array, limit: Limit) -> tuple[Spread | None, Array]:
    if problem.task != "regression":
        return None, np.zeros(0)
    return calibrating.spread(problem, answers[:, 0], limit)
