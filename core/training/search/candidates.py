"""One configuration on all folds: its out-of-fold predictions, its score, and whether it deserves its time."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

import core.training.families as families
from core.models.batch import Array
from core.models.members import Member
from core.training.families import Configuration
from core.training.families.fitting import Grown, Limit, agreed
from core.training.search.loss import mean_loss
from core.training.search.problem import Fold, Problem

WITHIN = 1.04  # a run cut by its deadline goes on only when its first fold is this close to the best one's


@dataclass(frozen=True)
class Candidate:
    """A configuration that was fitted on every fold. `responses`: (scored rows, outputs), each by a fit that had not
    seen the row, in the order of `problem.scored`. `steps`: how long each fold's fit learned.
    """

    member: Member
    responses: Array
    seconds: float
    cut: bool
    fold_losses: tuple[float, ...]
    steps: tuple[int, ...] = ()

    @property
    def learned(self) -> bool:
        """Whether it looks at a row before it answers; the baseline does not."""
        return self.member.family != "baseline"


@dataclass(frozen=True)
class Dropped:
    """A configuration that was given up, and why; `error` when it ended by itself instead."""

    key: str
    reason: str
    seconds: float
    error: Exception | None = None


def fit(
    problem: Problem, configuration: Configuration, limit: Limit, best_first_loss: float | None
) -> Candidate | Dropped:
    """Fits a configuration on every fold within a limit. `best_first_loss`: the best loss so far on the first fold.

    Without a best there is nothing to fall back on: the configuration is needed, and not given up for being late.
    """
    limit = replace(limit, needed=best_first_loss is None)
    started = time.monotonic()
    grown: list[Grown] = []
    for fold in problem.folds:
        one = _grow(fold, configuration, _share(limit, problem.fitted - fold.number))
        reason = _give_up(one, fold, problem, best_first_loss, limit)
        if one is None or reason:
            return Dropped(configuration.key, reason, time.monotonic() - started)
        grown.append(one)
    return _finish(problem, configuration, grown, started)


def _finish(problem: Problem, configuration: Configuration, grown: list[Grown], started: float) -> Candidate | Dropped:
    steps = agreed([one.best for one in grown])
    fitted = [one.finish(step) for one, step in zip(grown, steps, strict=True)]
    if not all(np.isfinite(one.responses).all() for one in fitted):
        return Dropped(configuration.key, "it predicted numbers that are not finite", time.monotonic() - started)
    pairs = zip(fitted, problem.folds, strict=True)
    losses = tuple(mean_loss(problem.task, one.responses, fold.held_out_target) for one, fold in pairs)
    return Candidate(
        Member(configuration.key, configuration.family, configuration.label, tuple(one.fit for one in fitted)),
        gather(problem, [one.responses for one in fitted]),
        time.monotonic() - started,
        any(one.cut for one in grown),
        losses,
        tuple(steps),
    )


def gather(problem: Problem, held_out: list[Array]) -> Array:
    """Responses per fold as one array over the scored rows."""
    everything = np.zeros((len(problem.target), problem.outputs))
    for fold, responses in zip(problem.folds, held_out, strict=True):
        everything[fold.held_out] = responses
    return everything[problem.scored]


def _grow(fold: Fold, configuration: Configuration, limit: Limit) -> Grown | None:
    grown: Grown | None = families.family(configuration.family).load()(fold, configuration.settings, limit)
    return grown


def _share(limit: Limit, folds_left: int) -> Limit:
    """An equal part of the time left for each of the folds left."""
    return replace(limit, ends_at=time.monotonic() + limit.left / folds_left)


def _give_up(one: Grown | None, fold: Fold, problem: Problem, best_first_loss: float | None, limit: Limit) -> str:
    if one is None:
        return "too slow or too large for the time given"
    if best_first_loss is None:
        return ""
    if fold.number == 0 and one.cut and one.loss > WITHIN * best_first_loss:
        return "cut by its deadline and behind the best"
    if fold.number + 1 < problem.fitted and limit.passed:
        return "no time left for its other folds"
    return ""
