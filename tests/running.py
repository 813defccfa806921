"""A real server on a free port, as a person would start it; used by browser tests and benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
START_SECONDS = 60.0


@dataclass
class Server:
    """One running app on its own data folder."""

    data_dir: Path
    port: int
    process: subprocess.Popen[bytes]
    started_in_seconds: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.data_dir / "server.log").read_text()

    def stop(self) -> int:
        """Asks the server to end (SIGTERM) and returns its exit code."""
        self.process.terminate()
        return self.process.wait(30)

    def kill(self) -> None:
        """kill -9: the server gets no chance to tidy up."""
        self.process.kill()
        self.process.wait()


def start(data_dir: Path, *, port: int | None = None, **settings: str) -> Server:
    """Starts the app and waits until it says that it is ready. Settings are given without their prefix."""
    data_dir.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    given = {f"TABLECAST_{name.upper()}": value for name, value in settings.items()}
    environment = os.environ | {"TABLECAST_DATA_DIR": str(data_dir), "TABLECAST_PIN_BASE_URL": "yes"} | given
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app/main.py",
        "--server.headless=true",
        f"--server.port={port}",
    ]
    begun = time.perf_counter()
    with (data_dir / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    server = Server(data_dir, port, process)
    _wait_until_ready(server)
    server.started_in_seconds = time.perf_counter() - begun
    return server


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/api/v1/health/ready", timeout=5) as answer:
                if answer.headers.get_content_type() == "application/json":
                    return
        except OSError:
            time.sleep(0.02)
    server.process.kill()
    raise RuntimeError(f"The server did not become ready:\n{server.log[-3000:]}")
