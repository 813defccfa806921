"""What a job is, as a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

ACTIVE = ("waiting", "running")
FINISHED = ("done", "failed", "stopped", "cancelled", "interrupted")


@dataclass(frozen=True)
class Job:
    """One piece of long work. `progress` is a share from 0 to 1; `subject` is the id of what the job makes."""

    id: str
    kind: str
    subject: str
    spec: dict[str, Any]
    status: str
    wanted: str | None
    wanted_at: datetime | None
    progress: float
    message: str
    error: dict[str, str] | None
    result: dict[str, Any] | None
    attempt: int
    pid: int | None
    pid_started: float | None
    created_at: datetime
    started_at: datetime | None
    heartbeat_at: datetime | None
    finished_at: datetime | None

    @property
    def active(self) -> bool:
        return self.status in ACTIVE

    @property
    def finished(self) -> bool:
        return self.status in FINISHED


@dataclass(frozen=True)
class JobEvent:
    """Something that happened during a job and is kept: a stage begun, a candidate tried."""

    seq: int
    at: datetime
    kind: str
    data: dict[str, Any]


def from_row(row: sa.RowMapping) -> Job:
    return Job(**{name: value for name, value in row.items() if name != "seq"})
