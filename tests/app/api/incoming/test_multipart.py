"""Forms are read part by part, however the network cuts them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.requests import Request

from app.api.incoming import multipart
from app.api.incoming.multipart import Began, Data, Ended, Event
from core.errors import BadInput

FORM = (
    b'--limit\r\nContent-Disposition: form-data; name="name"\r\n\r\nPeople\r\n'
    b'--limit\r\nContent-Disposition: form-data; name="file"; filename="p.csv"\r\nContent-Type: text/csv\r\n\r\n'
    b"a,b\r\n1,2\r\n\r\n"
    b"--limit--\r\n"
)


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_the_parts_are_the_same_however_the_body_is_cut(size: int) -> None:
    found = read(cut(FORM, size))

    assert [event for event in found if not isinstance(event, Data)] == [
        Began("name", None),
        Ended(),
        Began("file", "p.csv"),
        Ended(),
    ]
    assert b"".join(event.content for event in found if isinstance(event, Data)) == b"Peoplea,b\r\n1,2\r\n"


def test_a_form_that_ends_in_the_middle_is_refused() -> None:
    with pytest.raises(BadInput, match="ends"):
        read([FORM[:150]])


def test_a_body_that_is_no_form_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read([b"hello"])


def test_a_form_without_boundary_is_refused() -> None:
    with pytest.raises(BadInput, match="boundary"):
        read([FORM], content_type="multipart/form-data")


def cut(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


def read(chunks: list[bytes], content_type: str = "multipart/form-data; boundary=limit") -> list[Event]:
    async def collect() -> list[Event]:
        return [event async for event in multipart.events(request(chunks, content_type))]

    return asyncio.run(collect())


def request(chunks: list[bytes], content_type: str) -> Request:
    messages = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(waiting)

    taking: Callable[[], Awaitable[dict[str, Any]]] = receive
    return Request({"type": "http", "headers": [(b"content-type", content_type.encode())]}, taking)
