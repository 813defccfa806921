"""The training job: what the child process calls, and what is put right when a training ends badly.

Nothing heavy is loaded with this module: the server reads it too.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core import models
from core.errors import NotFound
from core.jobs import Job, Reporter
from core.storage.state import now
from core.training.starting import TrainingSpec
from core.workspace import Workspace

STARTING_SECONDS = 3.5  # what starting takes on a machine with nothing else to do
MOST_SLOWNESS = 2.0  # more would leave no time to learn
LEAST_SHARE = 0.3  # of the budget that a continued training has at least, however much was spent before


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """Trains the model of this job; the result says which, and how good. Raises AppError when it cannot."""
    started = time.monotonic() - _seconds_since_start(job)
    models.find(ws, job.subject)  # one that was removed before its training was continued: say so now, not at the end
    with _without("pandas"):
        from core.training.search.clock import Clock
        from core.training.trainer import train

    spec = TrainingSpec.from_json(job.spec)
    budget = remaining_budget(spec.budget_seconds, reporter.folder, attempt=job.attempt)
    slowness = min(max((time.monotonic() - started) / STARTING_SECONDS, 1.0), MOST_SLOWNESS)
    return train(ws, spec, reporter, Clock(budget, started + budget, slowness))


def ended(ws: Workspace, job: Job) -> None:
    """Says on the model's row that its training came to nothing. An interrupted one may go on: its model waits."""
    if job.status == "interrupted":
        return
    try:
        models.fail(ws, job.subject, status=job.status, error=job.error)
    except NotFound:
        return  # the model was removed meanwhile: there is nothing left to say


def remaining_budget(budget_seconds: float, folder: Path, *, attempt: int) -> float:
    """The whole budget at first; when a training continues, what its kept candidates did not use."""
    if attempt == 1:
        return budget_seconds
    kept = (json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*/candidate.json"))
    spent = sum(float(candidate["seconds"]) for candidate in kept)
    return max(LEAST_SHARE * budget_seconds, budget_seconds - spent)


@contextmanager
def _without(library: str) -> Iterator[None]:
    """Imports in this block do not find the library. sklearn and XGBoost load pandas when it is there, to no use here,
    for more than a second of everybody's budget.
    """
    blocked = library not in sys.modules
    if blocked:
        sys.modules[library] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if blocked:
            del sys.modules[library]


def _seconds_since_start(job: Job) -> float:
    """What starting the process and loading the libraries has cost already: it counts."""
    return max(0.0, (now() - job.started_at).total_seconds()) if job.started_at else 0.0
