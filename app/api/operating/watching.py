"""Around every request: an id for it, its measurement, and an apology where a bug would have shown."""

from __future__ import annotations

import logging
import re
import secrets
import time

from fastapi.routing import APIRoute
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import app.api.errors as errors
from app.api.operating.metrics import Metrics

HEADER = "X-Request-ID"
USABLE_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)  # what may stand in a log without being mistaken for anything else
NO_ROUTE = "(no route)"  # one label for all unknown addresses, which anybody can invent without end

log = logging.getLogger(__name__)


class Watched:
    """An ASGI middleware, the outermost of the API. It names, measures and apologises."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        watch = _Watch(_request_id(scope), send)
        started = time.perf_counter()
        try:
            await self.app(scope, receive, watch.send)
        except Exception:
            log.exception("request %s met a bug: %s %s", watch.request_id, scope["method"], scope["path"])
            if watch.status:  # part of the answer is out; the server cuts the connection
                raise
            await errors.apology(watch.request_id)(scope, receive, watch.send)
        finally:
            self.metrics.observe(scope["method"], _route(scope), watch.status, time.perf_counter() - started)


class _Watch:
    """Passes one answer on, adds the request's id and keeps its status (0 before it began)."""

    def __init__(self, request_id: str, send: Send) -> None:
        self.request_id = request_id
        self.status = 0
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[HEADER] = self.request_id
        await self._send(message)


def _request_id(scope: Scope) -> str:
    """The id that the client sent, when it can be used; otherwise a new one."""
    sent = Headers(scope=scope).get(HEADER, "")
    return sent if USABLE_ID.fullmatch(sent) else secrets.token_hex(6)


def _route(scope: Scope) -> str:
    route = scope.get("route")
    return route.path if isinstance(route, APIRoute) else NO_ROUTE
