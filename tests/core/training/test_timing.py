"""Progress: the part of the budget that is spent, whatever the training is busy with."""

from __future__ import annotations

import time

import pytest

from core import jobs
from core.jobs import Job, Reporter, queue
from core.training import timing as module
from core.training.search.clock import Clock
from core.training.timing import Timing
from core.workspace import Workspace


@pytest.fixture
def job(ws: Workspace) -> Job:
    job = jobs.add(ws, "train", {}, subject="md_1")
    queue.update(ws, job.id, status="running")
    return job


def timing(ws: Workspace, job: Job, *, left: float, whole: float = 10.0) -> Timing:
    """At a moment when so many seconds of the budget are left."""
    return Timing(Reporter(ws, job.id), Clock(whole, left, now=lambda: 0.0), whole)


@pytest.mark.parametrize(("left", "share"), [(10.0, 0.0), (5.0, 0.5), (1.0, 0.9), (0.0, 0.99), (-3.0, 0.99)])
def test_progress_is_the_part_of_the_budget_that_is_spent(ws: Workspace, job: Job, left: float, share: float) -> None:
    timing(ws, job, left=left).tell("Trying models.")

    told = jobs.find(ws, job.id)
    assert told.progress == pytest.approx(share)
    assert told.message == "Trying models."


def test_progress_goes_on_while_one_model_takes_long(ws: Workspace, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TICK_SECONDS", 0.02)
    following = Timing(Reporter(ws, job.id), Clock.starting(1.0), 1.0)

    with following.ticking(), following.stage("searching"):
        time.sleep(0.5)

    told = jobs.find(ws, job.id)
    assert 0.4 <= told.progress < 1
    assert told.message == "Trying models."
