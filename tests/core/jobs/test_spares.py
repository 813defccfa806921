"""A spare child: there before the job, used once, gone with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import psutil
import pytest

from core import config, jobs
from core.jobs import kinds as kinds_module
from core.jobs import processes, spares, supervisor
from core.jobs.spares import Spares
from core.workspace import Workspace
from tests.core.jobs.child import MODULE, TEST_KINDS

PATIENCE_SECONDS = 30.0


@pytest.fixture
def warm(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that keeps a spare child from the first moment on."""
    everything = kinds_module.JOB_KINDS + TEST_KINDS
    monkeypatch.setattr(kinds_module, "JOB_KINDS", everything)
    monkeypatch.setattr(supervisor, "JOB_KINDS", everything)
    monkeypatch.setattr(spares, "FIRST_AFTER_SECONDS", 0.0)
    return replace(ws, settings=replace(ws.settings, warm_children=1))


@pytest.fixture
def watcher(warm: Workspace) -> Iterator[jobs.Supervisor]:
    supervisor = jobs.Supervisor(warm, child_module=MODULE)
    supervisor.start()
    yield supervisor
    supervisor.close()


def children() -> list[int]:
    found = (child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE)
    return [child.pid for child in found if MODULE in child.cmdline()]


def until(reached: Callable[[], object]) -> object:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := reached()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def run_job(ws: Workspace, kind: str = "count", **spec: object) -> jobs.Job:
    return jobs.wait(ws, jobs.add(ws, kind, {"to": 1, **spec}, subject="ds_a").id, seconds=PATIENCE_SECONDS)


def test_a_job_runs_in_the_child_that_was_there_before(warm: Workspace, watcher: jobs.Supervisor) -> None:
    until(children)
    spare = children()

    job = run_job(warm)

    assert (job.status, [job.pid]) == ("done", spare)


def test_each_child_runs_one_job_and_another_takes_its_place(warm: Workspace, watcher: jobs.Supervisor) -> None:
    until(children)

    first, second = run_job(warm), run_job(warm)

    assert (first.status, second.status) == ("done", "done")
    assert first.pid != second.pid
    assert until(lambda: set(children()) - {first.pid, second.pid})


def test_what_a_spare_child_prints_goes_to_its_jobs_log(warm: Workspace, watcher: jobs.Supervisor) -> None:
    until(children)

    job = run_job(warm, "stumble")

    assert job.status == "failed"
    assert "ZeroDivisionError: a mistake" in (warm.folders.jobs / job.id / "log.txt").read_text()


def test_a_killed_spare_child_costs_a_job_nothing(warm: Workspace, watcher: jobs.Supervisor) -> None:
    until(children)
    os.kill(children()[0], signal.SIGKILL)

    assert run_job(warm).status == "done"


def test_a_job_killed_in_a_spare_child_is_told_as_ever(warm: Workspace, watcher: jobs.Supervisor) -> None:
    until(children)

    job = run_job(warm, "die")

    assert (job.status, "killed" in job.message) == ("interrupted", True)


def test_spare_children_end_with_the_supervisor(warm: Workspace) -> None:
    supervisor = jobs.Supervisor(warm, child_module=MODULE)
    supervisor.start()
    until(children)

    supervisor.close()

    assert children() == []


def test_no_spare_child_is_kept_when_none_is_wanted(ws: Workspace) -> None:
    kept = Spares(ws, MODULE)
    kept._next_at = 0.0

    kept.keep()

    assert kept.take("jb_none") is None


SERVER = """
import sys, time
from core import config, workspace
from core.jobs import processes
spare = processes.start_spare("core.jobs.child", config.read())
print(spare.pid, flush=True)
time.sleep(60)
"""


def test_a_spare_child_ends_when_the_server_is_killed(ws: Workspace) -> None:
    environment = os.environ | config.to_environment(ws.settings)
    server = subprocess.Popen([sys.executable, "-c", SERVER], env=environment, stdout=subprocess.PIPE)
    assert server.stdout is not None
    spare = psutil.Process(int(server.stdout.readline()))

    server.kill()
    server.wait()
    server.stdout.close()

    assert until(lambda: not processes.Process(spare.pid, spare.create_time()).alive() if spare.is_running() else True)
