"""Goes through the portfolio in order of value until the time is over, somebody says stop, or everything was tried."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import core.training.families as families
from core.training.families import Configuration
from core.training.families.fitting import Limit
from core.training.search import candidates, keeping
from core.training.search.candidates import Candidate, Dropped
from core.training.search.clock import Clock
from core.training.search.problem import Problem

FIRST_SHARE = 0.35  # of the time left, for the first real candidate: there must be time for a second
STOPPED_SECONDS = 2.0  # for the first real candidate when somebody stops before there is one
LEAST_SHARE = 0.04  # of the budget: with less left, nothing new is begun

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What the search came to, in the order of trying."""

    candidates: tuple[Candidate, ...]
    dropped: tuple[Dropped, ...]
    stopped: bool


@dataclass(frozen=True)
class Watcher:
    """Who is told what happens, and who may say stop."""

    trying: Callable[[Configuration], None]
    finished: Callable[[Candidate], None]
    gave_up: Callable[[Configuration, Dropped], None]
    wants_stop: Callable[[], bool]


def search(problem: Problem, clock: Clock, folder: Path, watcher: Watcher) -> Found:
    """Candidates that are kept in the folder are taken as they are; new ones are kept there at once.

    However late it is, and even when somebody stops at once, the first candidate that learns from the rows is
    finished: a training leaves more than the baseline unless everything was dropped. A candidate that ends with an
    error is dropped like one that is too slow; when nothing was learned because of it, the first such error is raised.
    """
    found: list[Candidate] = []
    dropped: list[Dropped] = []
    stopped = False
    plan = families.planned(cells=problem.matrix.size, outputs=problem.outputs, skewed=problem.skewed)
    for configuration in plan:
        stopped = stopped or watcher.wants_stop()
        tried = keeping.kept(folder, configuration.key) or _try(problem, configuration, clock, found, watcher, stopped)
        if isinstance(tried, Candidate):
            keeping.keep(folder, tried)
            found.append(tried)
            watcher.finished(tried)
        elif tried:
            dropped.append(tried)
            watcher.gave_up(configuration, tried)
    errors = [one.error for one in dropped if one.error]
    if errors and not any(candidate.learned for candidate in found):
        raise errors[0]
    return Found(tuple(found), tuple(dropped), stopped)


def _try(
    problem: Problem,
    configuration: Configuration,
    clock: Clock,
    found: list[Candidate],
    watcher: Watcher,
    stopped: bool,
) -> Candidate | Dropped | None:
    real = [candidate for candidate in found if candidate.learned]
    if real and (stopped or clock.search_left < LEAST_SHARE * clock.budget_seconds):
        return None
    watcher.trying(configuration)
    best = min((candidate.fold_losses[0] for candidate in real), default=None)
    most = STOPPED_SECONDS if stopped else families.family(configuration.family).most_share * clock.budget_seconds
    return _fitted(problem, configuration, _limit(most, clock, first=not real), best)


def _fitted(
    problem: Problem, configuration: Configuration, limit: Limit, best_first_loss: float | None
) -> Candidate | Dropped:
    started = time.monotonic()
    try:
        return candidates.fit(problem, configuration, limit, best_first_loss)
    except Exception as error:
        # Anything: here the code of other people's libraries runs on rows that nobody has seen before, and what one of
        # them cannot do, the next often can. Somebody who cancels is no Exception and passes.
        if configuration.family == "baseline":
            raise  # it is our own and learns nothing: without it there is nothing to compare with
        log.exception("candidate %s failed", configuration.key)
        reason = f"it ended with an error ({type(error).__name__}); the job's log has the details"
        return Dropped(configuration.key, reason, time.monotonic() - started, error)


def _limit(most: float, clock: Clock, *, first: bool) -> Limit:
    left = clock.search_left * (FIRST_SHARE if first else 1.0)
    return Limit(time.monotonic() + min(most, left))
