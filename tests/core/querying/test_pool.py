"""Query processes: warm, replaced when they are lost, and gone with the server, however it goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core import querying
from core.errors import Busy
from core.querying import asking, pool
from core.querying.asking import Task
from core.querying.errors import FailedQuery
from core.querying.pool import Pool, Worker
from core.workspace import Workspace

ROOT = Path(__file__).parents[3]
SERVER = """
import sys, time
from core.querying.pool import Pool
pool = Pool()
with pool.worker() as worker:
    print(worker.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def own() -> Iterator[Pool]:
    """A pool that the test may break."""
    made = Pool()
    yield made
    made.close()


def pid_of(found: Pool) -> int:
    with found.worker() as worker:
        return int(worker.pid)


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not psutil.pid_exists(pid)


def dead(pid: int) -> bool:
    """Whether a child of ours has ended; somebody may still have to look at how."""
    deadline = time.monotonic() + 10
    while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.02)
    return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_process_is_used_again(own: Pool) -> None:
    assert pid_of(own) == pid_of(own)


def test_a_process_that_died_is_replaced(own: Pool) -> None:
    first = pid_of(own)
    os.kill(first, signal.SIGKILL)
    assert dead(first)

    assert pid_of(own) != first


def test_a_process_left_by_an_error_is_ended_and_another_is_warm(own: Pool) -> None:
    with pytest.raises(ZeroDivisionError), own.worker() as worker:
        pid = worker.pid
        raise ZeroDivisionError

    assert gone(pid)
    assert pid_of(own) != pid


def test_a_process_that_has_grown_is_replaced(own: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MOST_KEPT_BYTES", 1)

    assert pid_of(own) != pid_of(own)


def test_who_comes_when_all_processes_are_taken_is_told_to_come_back(
    own: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.05)

    with own.worker(), own.worker(), pytest.raises(Busy, match="Other queries are running"), own.worker():
        pass


def test_who_comes_when_many_wait_is_told_at_once(own: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    own._line = threading.BoundedSemaphore(1)
    own._line.acquire()
    monkeypatch.setattr(pool, "WAIT_SECONDS", 600)

    with own.worker(), own.worker(), pytest.raises(Busy), own.worker():
        pass


def test_a_query_whose_process_is_killed_by_the_system_ends_in_words(ws: Workspace) -> None:
    run = querying.start(ws, "SELECT count(*) FROM range(1000000) a, range(1000000) b")
    while run._worker is None:
        time.sleep(0.01)
    os.kill(run._worker.pid, signal.SIGKILL)

    assert run.wait(10)
    assert isinstance(run.error, FailedQuery)
    assert "its process was ended" in run.error.message
    assert querying.run(ws, "SELECT 1").rows == ((1,),)


def test_a_mistake_of_ours_is_an_apology_and_stands_in_the_log(ws: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(FailedQuery, match="inside Tablecast"):
        asking.ask(ws, Task("SELECT 1", (), 10, "dance"))

    assert "Traceback" in caplog.text


def test_a_process_sees_nothing_of_the_servers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLECAST_DATABASE_URL", "postgresql://someone:password@there/db")
    worker = Worker()

    environment = psutil.Process(worker.pid).environ()

    assert "TABLECAST_DATABASE_URL" not in environment
    worker.close()


def test_a_process_ends_with_a_server_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
        assert psutil.pid_exists(pid)
        server.kill()

    assert gone(pid)
