"""Health."""

from __future__ import annotations

from pydantic import Field

from app.api.records.shared import Answer


class Alive(Answer):
    status: str = "ok"


class Finding(Answer):
    part: str = Field(description="state, folders, supervisor or disk.")
    ok: bool
    detail: str
    seconds: float


class Ready(Answer):
    """Whether this process can serve: every part must be well."""

    ready: bool
    parts: list[Finding]
