"""Health over HTTP."""

from __future__ import annotations

import httpx

from core.workspace import Workspace
from tests.app.api.asking import ok
from tests.app.api.serving import serving


def test_a_process_that_answers_is_alive(http: httpx.Client) -> None:
    assert ok(http.get("/health/live")) == {"status": "ok"}


def test_a_process_with_everything_in_place_is_ready(http: httpx.Client) -> None:
    found = ok(http.get("/health/ready"))

    assert found["ready"] is True
    assert [part["part"] for part in found["parts"]] == ["state", "folders", "supervisor", "disk"]


def test_a_process_whose_queue_nobody_moves_is_not_ready(ws: Workspace) -> None:
    with serving(ws) as address:
        answer = httpx.get(f"{address}/health/ready")

    assert answer.status_code == 503
    assert [part["part"] for part in answer.json()["parts"] if not part["ok"]] == ["supervisor"]
