"""Jobs through the real queue, supervisor and child process, with every way they can end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core import config, jobs, workspace
from core.errors import Conflict, NotFound
from core.jobs import Job, processes, queue, supervisor
from core.jobs import kinds as kinds_module
from core.workspace import Workspace
from tests.core.jobs.child import MODULE, TEST_KINDS

PATIENCE_SECONDS = 30.0


@pytest.fixture(autouse=True)
def _test_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = kinds_module.JOB_KINDS + TEST_KINDS
    monkeypatch.setattr(kinds_module, "JOB_KINDS", everything)
    monkeypatch.setattr(supervisor, "JOB_KINDS", everything)


@pytest.fixture
def running(ws: Workspace) -> Iterator[Workspace]:
    yield from supervise(ws)


def supervise(ws: Workspace) -> Iterator[Workspace]:
    watcher = jobs.Supervisor(ws, child_module=MODULE)
    watcher.start()
    yield ws
    watcher.close()


def until(ws: Workspace, job: Job, reached: Callable[[Job], bool]) -> Job:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached(job := jobs.find(ws, job.id)):
        assert time.monotonic() < deadline, job
        time.sleep(0.02)
    return job


def counted(job: Job) -> bool:
    return job.progress > 0


def add_count(ws: Workspace, tmp_path: Path, *, to: int = 1000, seconds_each: float = 0.02) -> Job:
    spec = {"to": to, "seconds_each": seconds_each, "note": str(tmp_path / "note")}
    return jobs.add(ws, "count", spec, subject="ds_test")


def test_a_job_runs_in_a_process_of_its_own_and_leaves_its_result(running: Workspace) -> None:
    job = jobs.wait(running, jobs.add(running, "count", {"to": 3}, subject="ds_a").id, seconds=PATIENCE_SECONDS)

    assert (job.status, job.progress, job.result) == ("done", 1.0, {"number": 3, "begun_at": 0})
    assert [event.data["number"] for event in jobs.events(running, job.id, kind="counted")] == [1, 2, 3]
    assert job.pid not in (None, os.getpid())
    assert not queue.scratch_folder(running, job.id).exists()


def test_events_after_a_number_are_only_the_later_ones(running: Workspace) -> None:
    job = jobs.wait(running, jobs.add(running, "count", {"to": 3}, subject="ds_a").id, seconds=PATIENCE_SECONDS)
    first = jobs.events(running, job.id)[0]

    later = jobs.events(running, job.id, after=first.seq)

    assert [event.data["number"] for event in later] == [2, 3]


def test_a_refusal_reaches_the_person_in_words(running: Workspace) -> None:
    job = jobs.wait(running, jobs.add(running, "refuse", {}, subject="ds_a").id, seconds=PATIENCE_SECONDS)

    assert job.status == "failed"
    assert job.error == {"code": "bad_file", "message": "The file is a picture.", "hint": "Bring a table."}


def test_a_bug_is_an_apology_and_the_traceback_is_in_the_log(running: Workspace) -> None:
    job = jobs.wait(running, jobs.add(running, "stumble", {}, subject="ds_a").id, seconds=PATIENCE_SECONDS)

    assert job.status == "failed"
    assert job.error is not None
    assert job.error["code"] == "internal"
    assert "ZeroDivisionError" not in job.error["message"] + job.error["hint"]
    assert "ZeroDivisionError: a mistake" in (running.folders.jobs / job.id / "log.txt").read_text()


def test_a_killed_child_leaves_an_interrupted_job_that_continues_from_what_it_had(
    running: Workspace, tmp_path: Path
) -> None:
    job = until(running, add_count(running, tmp_path, to=60), counted)
    assert job.pid is not None
    os.kill(job.pid, signal.SIGKILL)
    interrupted = until(running, job, lambda job: job.finished)

    jobs.resume(running, job.id)
    done = jobs.wait(running, job.id, seconds=PATIENCE_SECONDS)

    assert interrupted.status == "interrupted"
    assert "killed" in interrupted.message
    assert (tmp_path / "note").read_text() == "interrupted "
    assert (done.status, done.attempt) == ("done", 2)
    assert done.result is not None
    assert done.result["number"] == 60
    assert done.result["begun_at"] > 0


def test_stop_keeps_what_is_there(running: Workspace, tmp_path: Path) -> None:
    job = until(running, add_count(running, tmp_path), counted)

    jobs.stop(running, job.id)
    stopped = jobs.wait(running, job.id, seconds=PATIENCE_SECONDS)

    assert stopped.status == "stopped"
    assert stopped.result is not None
    assert 0 < stopped.result["number"] < 1000


def test_cancel_leaves_nothing(running: Workspace, tmp_path: Path) -> None:
    job = until(running, add_count(running, tmp_path), counted)

    jobs.cancel(running, job.id)
    cancelled = jobs.wait(running, job.id, seconds=PATIENCE_SECONDS)

    assert (cancelled.status, cancelled.result) == ("cancelled", None)
    assert not queue.scratch_folder(running, job.id).exists()
    assert (tmp_path / "note").read_text() == "cancelled "


def test_a_child_that_does_not_listen_is_killed_when_cancelled(
    running: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "POLITE_SECONDS", 0.2)
    monkeypatch.setattr(supervisor, "PATIENT_SECONDS", 0.6)
    job = jobs.add(running, "ignore_everybody", {}, subject="ds_a")
    until(running, job, lambda job: job.pid is not None)

    jobs.cancel(running, job.id)

    assert jobs.wait(running, job.id, seconds=PATIENCE_SECONDS).status == "cancelled"


def test_a_job_over_its_time_is_given_up_in_words(ws: Workspace) -> None:
    impatient = replace(ws, settings=replace(ws.settings, import_timeout_seconds=1))
    watching = supervise(impatient)
    next(watching)

    job = jobs.add(impatient, "ignore_everybody", {}, subject="ds_a")
    ended = jobs.wait(impatient, job.id, seconds=PATIENCE_SECONDS)
    next(watching, None)

    assert ended.status == "failed"
    assert "after 1 seconds" in ended.message


def test_jobs_of_one_kind_wait_for_their_turn(running: Workspace, tmp_path: Path) -> None:
    first = until(running, add_count(running, tmp_path), counted)
    second = add_count(running, tmp_path)
    time.sleep(3 * supervisor.LOOP_SECONDS)

    assert jobs.find(running, second.id).status == "waiting"
    assert jobs.cancel(running, second.id).status == "cancelled"
    assert jobs.find(running, first.id).status == "running"


def test_a_closing_server_marks_its_jobs_as_interrupted(ws: Workspace, tmp_path: Path) -> None:
    watching = supervise(ws)
    next(watching)
    job = until(ws, add_count(ws, tmp_path), counted)

    next(watching, None)

    assert jobs.find(ws, job.id).status == "interrupted"
    assert "server was stopped" in jobs.find(ws, job.id).message


def test_a_second_supervisor_stands_by_and_takes_over_when_the_first_ends(ws: Workspace) -> None:
    watching = supervise(ws)
    next(watching)
    second = jobs.Supervisor(ws, child_module=MODULE)
    second.start()
    time.sleep(3 * supervisor.LOOP_SECONDS)
    stood_by = not second.in_charge

    next(watching, None)
    job = jobs.wait(ws, jobs.add(ws, "count", {"to": 1}, subject="ds_a").id, seconds=PATIENCE_SECONDS)
    second.close()

    assert stood_by
    assert job.status == "done"


SERVER = """
import sys, time
from core import config, jobs, workspace
from core.jobs import kinds, supervisor
from tests.core.jobs.child import MODULE, TEST_KINDS
kinds.JOB_KINDS += TEST_KINDS
supervisor.JOB_KINDS = kinds.JOB_KINDS
jobs.Supervisor(workspace.open(config.read()), child_module=MODULE).start()
time.sleep(60)
"""


@pytest.fixture
def server(ws: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", SERVER], env=os.environ | config.to_environment(ws.settings))
    yield process
    process.kill()
    process.wait()


def test_a_job_outlives_a_killed_server_and_the_next_server_sees_it_end(
    ws: Workspace, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    job = until(ws, add_count(ws, tmp_path, to=40), counted)

    server.kill()
    server.wait()
    watching = supervise(ws)
    next(watching)
    done = jobs.wait(ws, job.id, seconds=PATIENCE_SECONDS)
    next(watching, None)

    assert (done.status, done.attempt) == ("done", 1)
    assert done.result == {"number": 40, "begun_at": 0}


def test_server_and_child_killed_leave_an_interrupted_job_that_can_be_continued(
    ws: Workspace, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    job = until(ws, add_count(ws, tmp_path, to=60), counted)
    assert job.pid is not None
    server.kill()
    server.wait()
    os.kill(job.pid, signal.SIGKILL)

    watching = supervise(ws)
    next(watching)
    interrupted = until(ws, job, lambda job: job.finished)
    jobs.resume(ws, job.id)
    done = jobs.wait(ws, job.id, seconds=PATIENCE_SECONDS)
    next(watching, None)

    assert interrupted.status == "interrupted"
    assert "restart" in interrupted.message
    assert (done.status, done.result and done.result["number"]) == ("done", 60)


def test_a_waiting_job_survives_a_restart(ws: Workspace) -> None:
    job = jobs.add(ws, "count", {"to": 1}, subject="ds_a")
    reopened = workspace.open(ws.settings, migrate=False)
    watching = supervise(reopened)
    next(watching)

    assert jobs.wait(reopened, job.id, seconds=PATIENCE_SECONDS).status == "done"
    next(watching, None)
    reopened.close()


def test_an_ended_job_cannot_be_stopped_cancelled_or_continued(running: Workspace) -> None:
    job = jobs.wait(running, jobs.add(running, "count", {"to": 1}, subject="ds_a").id, seconds=PATIENCE_SECONDS)

    with pytest.raises(Conflict, match="it is done"):
        jobs.stop(running, job.id)
    with pytest.raises(Conflict, match="it is done"):
        jobs.cancel(running, job.id)
    with pytest.raises(Conflict, match="cannot be continued"):
        jobs.resume(running, job.id)


def test_an_unknown_job_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="jb_nothing"):
        jobs.find(ws, "jb_nothing")


def test_jobs_are_listed_newest_first_page_by_page(ws: Workspace) -> None:
    ids = [jobs.add(ws, "count", {"to": 1}, subject=f"ds_{number}").id for number in range(3)]

    first = jobs.newest(ws, limit=2)
    second = jobs.newest(ws, limit=2, cursor=first.next_cursor)

    assert [job.id for job in first.items + second.items] == ids[::-1]
    assert second.next_cursor is None
    assert [job.id for job in jobs.newest(ws, subject="ds_1").items] == [ids[1]]


def test_a_process_number_used_again_by_a_stranger_is_not_ours() -> None:
    ours = processes.Process(os.getpid(), 1.0)

    assert not ours.alive()
