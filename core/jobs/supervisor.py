"""Starts a child process for each waiting job, watches the running ones, and puts right what a crash left behind."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO

import core.jobs.kinds as kinds
import core.jobs.processes as processes
import core.jobs.queue as queue
from core.errors import AppError
from core.jobs.kinds import JOB_KINDS, JobKind
from core.jobs.processes import Process
from core.jobs.records import Job
from core.jobs.spares import Spares
from core.storage.state import now
from core.workspace import Workspace

LOOP_SECONDS = 0.2
POLITE_SECONDS = 2.0  # after this, a cancelled job that did not end by itself gets SIGTERM
PATIENT_SECONDS = 5.0  # and after this SIGKILL
SHUTDOWN_SECONDS = 5.0
STOPPED = "Interrupted because the server was stopped. It can be continued."
MOST_ACTIVE = 1000  # more running or waiting jobs than a person will ever see

log = logging.getLogger(__name__)


@dataclass
class Supervisor:
    """One thread that keeps the queue moving. Of several on one data folder only one works; the others stand by."""

    ws: Workspace
    child_module: str = "core.jobs.child"
    _children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict, init=False)
    _closing: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread = field(init=False)
    _spares: Spares = field(init=False)
    _lock_file: IO[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._loop, name="supervisor", daemon=True)
        self._spares = Spares(self.ws, self.child_module)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Ends the thread and asks every child to end; their jobs are marked as interrupted."""
        self._closing.set()
        queue.WAKE.set()
        self._thread.join()
        self._spares.close()
        self._interrupt_children()
        if self._lock_file:
            self._lock_file.close()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _loop(self) -> None:
        while not self._closing.is_set():
            queue.WAKE.wait(LOOP_SECONDS)
            queue.WAKE.clear()
            try:
                if self.in_charge or self._take_charge():
                    self.turn()
            except Exception:
                log.exception("the supervisor's turn failed")

    @property
    def in_charge(self) -> bool:
        return self._lock_file is not None

    def _take_charge(self) -> bool:
        """Takes the data folder's lock if it is free; the system frees it when a process dies, however it dies."""
        lock_file = _lock_path(self.ws).open("w")
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock_file.close()
            return False
        self._lock_file = lock_file
        return True

    def turn(self) -> None:
        """One look at everything: end what ended, hurry what was asked to end, start what waits."""
        active = queue.newest(self.ws, status=("running", "waiting"), limit=MOST_ACTIVE).items
        for job in active:
            if job.status == "running":
                self._watch(job)
        self._reap(self._children.keys() - {job.id for job in active if job.status == "running"})
        if not self._closing.is_set():
            for kind in JOB_KINDS:
                self._fill(kind, [job for job in active if job.kind == kind.key])
            self._spares.keep()

    def _reap(self, ended: set[str]) -> None:
        """Lets children that said themselves how they ended leave the process table."""
        for job_id in ended:
            if self._children[job_id].poll() is not None:
                del self._children[job_id]

    def _watch(self, job: Job) -> None:
        process = _process(job)
        if process is None or not process.alive():
            child = self._children.pop(job.id, None)
            self._mark_as_gone(job, child.wait() if child else None)
        elif job.wanted == "cancel" and job.wanted_at:
            _hurry(process, (now() - job.wanted_at).total_seconds())
        else:
            self._enforce_timeout(job, process)

    def _mark_as_gone(self, job: Job, code: int | None) -> None:
        if job.wanted == "cancel":
            queue.end(self.ws, job.id, "cancelled", message="Cancelled.")
        else:
            queue.end(self.ws, job.id, "interrupted", message=_why_gone(code))

    def _enforce_timeout(self, job: Job, process: Process) -> None:
        seconds = kinds.find(job.kind).timeout(self.ws.settings)
        if seconds and job.started_at and now() - job.started_at > timedelta(seconds=seconds):
            process.send(signal.SIGKILL)
            error = AppError(
                f"It was given up after {seconds} seconds.",
                hint="Try a smaller file, or allow more time in the settings.",
            )
            queue.end(self.ws, job.id, "failed", message=error.message, error=error.to_json())

    def _fill(self, kind: JobKind, active: list[Job]) -> None:
        running = sum(job.status == "running" for job in active)
        # A job that is continued at once waits until the child that ended it has left.
        waiting = [job for job in reversed(active) if job.status == "waiting" and job.id not in self._children]
        for job in waiting[: max(0, kind.slots(self.ws.settings) - running)]:
            self._start(job)

    def _start(self, job: Job) -> None:
        started = {"status": "running", "message": "Starting.", "started_at": now(), "heartbeat_at": now()}
        if not queue.update(self.ws, job.id, only_if=("waiting",), **started):
            return
        child = self._spares.take(job.id) or processes.start(
            self.child_module, job.id, self.ws.settings, queue.log_path(self.ws, job.id)
        )
        process = processes.of_child(child)
        self._children[job.id] = child
        queue.update(self.ws, job.id, pid=process.pid, pid_started=process.started)

    def _interrupt_children(self) -> None:
        for child in self._children.values():
            child.terminate()
        for job_id, child in self._children.items():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(SHUTDOWN_SECONDS)
            if child.poll() is None:
                child.kill()
                child.wait()
            queue.end(self.ws, job_id, "interrupted", message=STOPPED)


def attended(ws: Workspace) -> bool:
    """Whether some process keeps this workspace's queue moving: whether somebody holds the data folder's lock."""
    with _lock_path(ws).open("a") as lock_file:
        try:
            fcntl.flock(lock_file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _lock_path(ws: Workspace) -> Path:
    return ws.folders.root / "supervisor.lock"


def _process(job: Job) -> Process | None:
    return Process(job.pid, job.pid_started) if job.pid and job.pid_started else None


def _hurry(process: Process, seconds_since_asked: float) -> None:
    if seconds_since_asked > PATIENT_SECONDS:
        process.send(signal.SIGKILL)
    elif seconds_since_asked > POLITE_SECONDS:
        process.send(signal.SIGTERM)


def _why_gone(code: int | None) -> str:
    if code is None:
        return "Interrupted by a restart of the server. It can be continued."
    if code == -signal.SIGKILL:
        return "The process was killed, probably because memory ran out. It can be continued."
    return f"The process ended unexpectedly (exit code {code}). It can be continued; its log says more."
