"""Spare children: processes that have loaded what jobs need before there is a job, so that short ones start at once.

A spare runs one job like any other child and ends; then another is started. Memory limits, kills and logs are as ever.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from dataclasses import dataclass, field

import core.jobs.processes as processes
import core.jobs.queue as queue
from core.workspace import Workspace

FIRST_AFTER_SECONDS = 2.0  # the server's own start comes first
NEXT_AFTER_SECONDS = 0.5  # and the job that took the last one
AFTER_DEATH_SECONDS = 60.0  # a spare that cannot even load is not tried again and again
SHUTDOWN_SECONDS = 1.0


@dataclass
class Spares:
    """The spare children of one supervisor, used by its thread only."""

    ws: Workspace
    child_module: str
    _waiting: list[subprocess.Popen[bytes]] = field(default_factory=list, init=False)
    _next_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._next_at = time.monotonic() + FIRST_AFTER_SECONDS

    def keep(self) -> None:
        """Starts a spare child if one is missing and this is the time for it."""
        for dead in [spare for spare in self._waiting if spare.poll() is not None]:
            self._waiting.remove(dead)
            self._next_at = time.monotonic() + AFTER_DEATH_SECONDS
        if len(self._waiting) < self.ws.settings.warm_children and time.monotonic() >= self._next_at:
            self._waiting.append(processes.start_spare(self.child_module, self.ws.settings))

    def take(self, job_id: str) -> subprocess.Popen[bytes] | None:
        """A child that now runs this job, if there is one to spare."""
        while self._waiting:
            spare = self._waiting.pop(0)
            self._next_at = time.monotonic() + NEXT_AFTER_SECONDS
            if processes.give(spare, job_id, queue.log_path(self.ws, job_id)):
                return spare
        return None

    def close(self) -> None:
        """Ends those that had nothing to do."""
        for spare in self._waiting:
            spare.kill()
        for spare in self._waiting:
            with contextlib.suppress(subprocess.TimeoutExpired):
                spare.communicate(timeout=SHUTDOWN_SECONDS)
        self._waiting.clear()
