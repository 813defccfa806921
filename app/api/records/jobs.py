"""Jobs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.records.shared import Answer, ErrorWords, Instant, Plain

Status = Literal["waiting", "running", "done", "failed", "stopped", "cancelled", "interrupted"]


class Job(Answer):
    """One piece of long work."""

    id: str
    kind: str = Field(description="import, inspect, train or predict.")
    status: Status
    progress: float = Field(description="0 to 1.")
    message: str
    subject: str = Field(description="The id of what the job makes or is about.")
    error: ErrorWords | None
    result: dict[str, Plain] | None
    attempt: int = Field(description="1, and one more each time it was continued.")
    created_at: Instant
    started_at: Instant | None
    heartbeat_at: Instant | None = Field(description="When the job last showed that it is alive.")
    finished_at: Instant | None


class JobEvent(Answer):
    """Something that happened: a training's `stage` begun, a `candidate` model tried."""

    seq: int
    at: Instant
    kind: str
    data: dict[str, Plain]


class JobWithEvents(Job):
    events: list[JobEvent] = Field(description="Oldest first; those of kind `candidate` are a training's leaderboard.")
