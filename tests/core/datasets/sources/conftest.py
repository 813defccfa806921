"""A real web server on this machine, and a guard that lets this one through."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from core.datasets.sources import hosts
from core.datasets.sources.hosts import Guard

Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """The answers by path, and the requests that came: path and headers."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, user: str = "") -> str:
        return f"http://{user}127.0.0.1:{self.port}{path}"

    def serve(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Answers with this from now on; the address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda handler: handler.send(body, status, {"Content-Length": str(len(body)), **named})
        return self.url(path)


class Handler(http.server.BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.requests.append((self.path, dict(self.headers)))
        self.site.answers[self.path](self)

    def send(self, body: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    handler = type("SiteHandler", (Handler,), {"site": found})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def here() -> Guard:
    """Lets requests to this machine through."""
    return hosts.guard("127.0.0.0/8")
