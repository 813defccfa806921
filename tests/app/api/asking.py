"""What a client does with answers, and what every test may expect of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

Json = dict[str, Any]

LONGEST_WAIT_SECONDS = 120


def ok(response: httpx.Response) -> Json:
    return expect(200, response)


def created(response: httpx.Response) -> Json:
    return expect(201, response)


def accepted(response: httpx.Response) -> Json:
    return expect(202, response)


def expect(status: int, response: httpx.Response) -> Json:
    assert response.status_code == status, response.text
    return response.json()


def refused(response: httpx.Response, status: int, code: str) -> Json:
    """The words of an error, which has the one shape."""
    assert response.status_code == status, response.text
    body = response.json()
    assert body.keys() == {"error"}
    assert body["error"].keys() == {"code", "message", "hint"}
    assert body["error"]["code"] == code
    return body["error"]


def wait(http: httpx.Client, job_id: str) -> Json:
    """The job when it has ended."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    job = ok(http.get(f"/jobs/{job_id}"))
    while job["finished_at"] is None and time.monotonic() < deadline:
        time.sleep(0.1)
        job = ok(http.get(f"/jobs/{job_id}"))
    return job


def soon(happened: Callable[[], Any]) -> bool:
    """Whether something that takes a moment happens."""
    deadline = time.monotonic() + 10
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(happened())
