"""Tells the browser where the app lives, so that a link straight to a page causes no failing probes in its console.

Streamlit's front end looks for its server below the page's own path first. A base address written into index.html
answers the question before it is asked. Opt-in: behind a proxy that changes paths a fixed base would be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class PinnedBase:
    """ASGI middleware that writes the base address into every HTML page on its way out."""

    app: ASGIApp
    base: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "/api" in scope["path"]:
            await self.app(scope, receive, send)
            return
        await self.app(_without_compression(scope), receive, _Writer(send, script(self.base)).send)


def script(base: str) -> bytes:
    return (f'<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+"{base}/"}}</script>').encode()


def _without_compression(scope: Scope) -> Scope:
    """The request as if the browser took no compressed answers: a compressed page cannot be written into."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers} if _asks_for_html(scope) else scope


def _asks_for_html(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


@dataclass
class _Writer:
    """Passes an answer on; of an HTML page it keeps the parts until the end and writes the script into the head."""

    _send: Send
    _script: bytes
    _start: Message | None = None
    _body: bytes = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = self._body.replace(b"<head>", b"<head>" + self._script, 1)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers
