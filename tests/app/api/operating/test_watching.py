"""Around every request: its id, its measurement, and an apology for a bug."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest

from app import api
from core.workspace import Workspace
from tests.app.api.asking import refused


def test_a_request_gets_an_id(http: httpx.Client) -> None:
    first, second = http.get("/health/live"), http.get("/health/live")

    assert first.headers["x-request-id"] != second.headers["x-request-id"]


def test_the_id_that_a_client_sends_comes_back(http: httpx.Client) -> None:
    answer = http.get("/health/live", headers={"X-Request-ID": "nightly-17"})

    assert answer.headers["x-request-id"] == "nightly-17"


def test_an_error_carries_the_id_too(http: httpx.Client) -> None:
    answer = http.get("/datasets/ds_nothere", headers={"X-Request-ID": "nightly-17"})

    assert answer.headers["x-request-id"] == "nightly-17"


def test_an_id_that_could_forge_a_log_line_is_not_taken(http: httpx.Client) -> None:
    answer = http.get("/health/live", headers={"X-Request-ID": "7 INFO all is well"})

    assert "INFO" not in answer.headers["x-request-id"]


def test_a_bug_is_an_apology_with_a_number_and_a_traceback_in_the_log(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("core.datasets.newest", broken)

    with caplog.at_level(logging.ERROR):
        response = asyncio.run(get(ws, "/v1/datasets", {"X-Request-ID": "seen-by-ann"}))

    error = refused(response, 500, "internal")
    assert "seen-by-ann" in error["message"]
    assert "secret" not in response.text
    assert "a secret in the code" in caplog.text
    assert "seen-by-ann" in caplog.text


def broken(*_arguments: Any, **_options: Any) -> None:
    raise RuntimeError("a secret in the code")


async def get(ws: Workspace, path: str, headers: dict[str, str]) -> httpx.Response:
    transport = httpx.ASGITransport(api.build(lambda: ws))
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        return await client.get(path, headers=headers)
