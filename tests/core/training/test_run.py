"""The training job in its child process: it tells what it does, and nothing that was finished is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

from core import jobs, models, training
from core.workspace import Workspace
from tests.core.training.training_room import load
from tests.worlds import store

LATEST = 60.0  # seconds in which even a machine that is busy gets a short training done


def until(what: Callable[[], object]) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + LATEST
    while not what():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def tried(ws: Workspace, job_id: str) -> list[str]:
    """The candidates that were finished, in the order of events."""
    return [e.data["key"] for e in jobs.events(ws, job_id, kind="candidate") if e.data["status"] in ("kept", "cut")]


def test_a_training_tells_what_it_does_and_leaves_a_model(supervised: Workspace) -> None:
    model = training.start(supervised, load(supervised, "bank_marketing"), target="y", budget_seconds=10)

    job = jobs.wait(supervised, model.job_id or "", seconds=LATEST)

    assert job.status == "done", job.error
    assert models.find(supervised, model.id).ready
    stages = [event.data["name"] for event in jobs.events(supervised, job.id, kind="stage")]
    assert stages == [stage.key for stage in training.STAGES]
    assert job.result
    assert job.result["score"] == models.report(supervised, model.id)["scores"]["roc_auc"]["value"]


def test_a_killed_training_continues_from_what_it_had_finished(supervised: Workspace) -> None:
    model = training.start(supervised, load(supervised, "credit_g"), target="default", budget_seconds=20)
    job_id = model.job_id or ""
    until(lambda: len(tried(supervised, job_id)) >= 3)
    finished = tried(supervised, job_id)

    os.kill(jobs.find(supervised, job_id).pid or 0, signal.SIGKILL)
    until(lambda: jobs.find(supervised, job_id).status == "interrupted")
    before = len(jobs.events(supervised, job_id))
    jobs.resume(supervised, job_id)
    job = jobs.wait(supervised, job_id, seconds=LATEST)

    assert job.status == "done", job.error
    again = [event.data for event in jobs.events(supervised, job_id, kind="candidate")][before:]
    fitted_again = {event["key"] for event in again if event["status"] == "fitting"}
    assert not fitted_again & set(finished)
    assert {row["key"] for row in models.report(supervised, model.id)["leaderboard"]} >= set(finished)


def test_stopping_keeps_the_best_so_far(supervised: Workspace) -> None:
    model = training.start(supervised, load(supervised, "diamonds"), target="price", budget_seconds=120)
    job_id = model.job_id or ""
    until(lambda: len(tried(supervised, job_id)) >= 2)

    jobs.stop(supervised, job_id)
    job = jobs.wait(supervised, job_id, seconds=LATEST)

    assert job.status == "stopped", job.error
    assert models.find(supervised, model.id).ready


def test_a_cancelled_training_leaves_a_cancelled_model_and_no_files(supervised: Workspace) -> None:
    model = training.start(supervised, load(supervised, "diamonds"), target="price", budget_seconds=120)
    job_id = model.job_id or ""
    until(lambda: tried(supervised, job_id))

    jobs.cancel(supervised, job_id)
    jobs.wait(supervised, job_id, seconds=LATEST)

    until(lambda: models.find(supervised, model.id).status == "cancelled")
    assert not (supervised.folders.models / model.id).exists()


def test_a_table_with_nothing_to_predict_from_fails_with_the_reason(supervised: Workspace) -> None:
    table = store(supervised, "SELECT 5 AS same, range AS number, range % 2 = 0 AS y FROM range(200)")
    model = training.start(supervised, table, target="y", budget_seconds=10)

    job = jobs.wait(supervised, model.job_id or "", seconds=LATEST)

    assert job.status == "failed"
    assert "No column is left to predict from" in (job.error or {})["message"]
    until(lambda: models.find(supervised, model.id).status == "failed")


@pytest.mark.parametrize(("spent", "left"), [(0.0, 60), (20.0, 40), (59.0, 18)])
def test_a_continued_training_has_the_time_that_was_not_used(tmp_path, spent: float, left: float) -> None:  # type: ignore[no-untyped-def]
    from core.training.run import remaining_budget

    (tmp_path / "linear").mkdir()
    (tmp_path / "linear" / "candidate.json").write_text(f'{{"seconds": {spent}}}')

    assert remaining_budget(60, tmp_path, attempt=2) == left
    assert remaining_budget(60, tmp_path, attempt=1) == 60
