"""Whether the process can serve, part by part."""

from __future__ import annotations

from collections import namedtuple

import pytest

from app.api.operating import readiness
from core import jobs
from core.workspace import Workspace
from tests.app.api.asking import soon

Usage = namedtuple("Usage", "total used free")


def test_a_process_with_everything_in_place_is_ready(supervised: Workspace) -> None:
    assert soon(lambda: jobs.attended(supervised))
    assert [(found.part, found.ok) for found in readiness.findings(supervised)] == [
        ("state", True),
        ("folders", True),
        ("supervisor", True),
        ("disk", True),
    ]


def test_a_queue_that_nobody_moves_is_not_ready(ws: Workspace) -> None:
    assert not finding(ws, "supervisor").ok


def test_a_folder_that_is_gone_is_not_ready(ws: Workspace) -> None:
    ws.folders.uploads.rmdir()
    ws.folders.uploads.write_text("a file in its place")

    assert not finding(ws, "folders").ok


def test_a_state_that_does_not_answer_is_not_ready(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "newest", lambda *_, **__: 1 / 0)

    found = finding(ws, "state")

    assert not found.ok
    assert "ZeroDivisionError" in found.detail


def test_a_disk_without_room_for_the_largest_file_is_not_ready(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**12, 10**12 - 10**6, 10**6))

    assert not finding(ws, "disk").ok


def finding(ws: Workspace, part: str) -> readiness.Finding:
    return next(found for found in readiness.findings(ws) if found.part == part)
