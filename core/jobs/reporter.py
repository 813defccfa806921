"""What a running job says about itself, and what it is asked."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import core.jobs.queue as queue
from core.storage.state import now
from core.workspace import Workspace

WRITE_EVERY_SECONDS = 0.25  # more often than a page asks, seldom enough to cost nothing


class Cancelled(BaseException):
    """Raised inside a job that a person cancelled. Like KeyboardInterrupt, it passes everybody who catches errors."""


@dataclass
class Reporter:
    """The link between a job's function and its row. Used by one thread."""

    ws: Workspace
    job_id: str
    _written_at: float = field(default=0.0, init=False)
    _wanted: str | None = field(default=None, init=False)

    @property
    def folder(self) -> Path:
        """Where this job keeps what it has finished, to continue from after an interruption."""
        folder = queue.scratch_folder(self.ws, self.job_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def results(self) -> Path:
        """Where this job leaves files for people; they stay when it ends."""
        folder = self.ws.folders.jobs / self.job_id / "results"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def progress(self, fraction: float, message: str) -> None:
        """Says how far the job is, as a share from 0 to 1. Raises Cancelled when the job is no longer wanted."""
        if time.monotonic() - self._written_at < WRITE_EVERY_SECONDS:
            return
        self._written_at = time.monotonic()
        share = min(max(fraction, 0.0), 1.0)
        queue.update(self.ws, self.job_id, only_if=("running",), progress=share, message=message, heartbeat_at=now())
        self._look()

    def event(self, kind: str, **data: Any) -> None:
        """Keeps something that happened. Raises Cancelled when the job is no longer wanted."""
        queue.add_event(self.ws, self.job_id, kind, data)
        self._look()

    def wants_stop(self) -> bool:
        """Whether a person asked to stop and keep the best so far. Raises Cancelled when the job is unwanted."""
        self._look()
        return self._wanted == "stop"

    def _look(self) -> None:
        self._wanted = queue.find(self.ws, self.job_id).wanted
        if self._wanted == "cancel":
            raise Cancelled(self.job_id)
