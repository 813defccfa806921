"""Tells the people who wait what is being tried, how it scored, and how far along the training is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.jobs import Reporter
from core.training.evaluation.scores import finite, interval
from core.training.families import Configuration
from core.training.metrics import Metric
from core.training.search.candidates import Candidate, Dropped
from core.training.search.problem import Problem
from core.training.search.searching import Watcher
from core.training.timing import Timing


@dataclass(frozen=True)
class Telling:
    """Writes the events of a search; `watcher` is what the search knows of it."""

    reporter: Reporter
    timing: Timing
    metric: Metric
    problem: Problem
    told: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The leaderboard so far: what was finished or given up, in the order of trying."""
        return tuple(self.told)

    @property
    def watcher(self) -> Watcher:
        return Watcher(self.trying, self.finished, self.gave_up, self.reporter.wants_stop)

    def trying(self, configuration: Configuration) -> None:
        self.reporter.event(
            "candidate",
            key=configuration.key,
            family=configuration.family,
            label=configuration.label,
            status="fitting",
        )
        self.timing.tell(f"Trying {configuration.label}.")

    def finished(self, candidate: Candidate) -> None:
        self._tell(row(candidate, self.problem, self.metric))
        self.timing.tell(f"Tried {candidate.member.label}.")

    def gave_up(self, configuration: Configuration, dropped: Dropped) -> None:
        self._tell(
            {
                "key": configuration.key,
                "family": configuration.family,
                "label": configuration.label,
                "status": "failed" if dropped.error else "dropped",
                "score": None,
                "low": None,
                "high": None,
                "fit_seconds": round(dropped.seconds, 2),
                "predict_ms": None,
                "reason": dropped.reason,
            }
        )

    def _tell(self, told: dict[str, Any]) -> None:
        self.told.append(told)
        self.reporter.event("candidate", **told)


def row(candidate: Candidate, problem: Problem, metric: Metric) -> dict[str, Any]:
    """A candidate's line on the leaderboard."""
    target = problem.target[problem.scored]
    low, high = interval(metric, target, candidate.responses, seed=problem.seed, groups=problem.scored_groups)
    return {
        "key": candidate.member.key,
        "family": candidate.member.family,
        "label": candidate.member.label,
        "status": "cut" if candidate.cut else "kept",
        "score": finite(metric.quick(target, candidate.responses)),
        "low": low,
        "high": high,
        "fit_seconds": round(candidate.seconds, 2),
        "predict_ms": round(single_row_ms(candidate, problem), 3),
        "reason": "ended by its deadline" if candidate.cut else "",
    }


def single_row_ms(candidate: Candidate, problem: Problem) -> float:
    """Milliseconds for one row through all fits of a candidate, the best of three."""
    matrix = problem.folds[0].held_out_matrix[:1]
    views = [matrix] * problem.fitted
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        candidate.member.respond(views)
        seconds.append(time.perf_counter() - started)
    return float(np.min(seconds)) * 1000
