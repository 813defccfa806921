"""Query processes as the server sees them: kept warm, asked one thing at a time, and killed when they are late."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

import psutil

from core.errors import Busy
from core.querying.sandbox import frames

ROOT = Path(__file__).resolve().parents[2]  # where `python -m core…` finds this very code
AT_ONCE = 2  # queries that run at the same time; others wait
MOST_WAITING = 8  # for one of them to end; who comes then is told to come back
KEPT_WARM = 1  # processes that wait for the next query
WAIT_SECONDS = 10.0  # for one of those that run to end
LOOK_SECONDS = 0.2  # how often somebody who waits is asked whether it is still worth it
MOST_KEPT_BYTES = 300 << 20  # a process that has grown beyond this is replaced

# Nothing of the server's environment is a query's business.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")


class Gone(Exception):
    """The process ended before it answered: killed by us, or by the system."""


class Worker:
    """One query process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "core.querying.sandbox.worker"],
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._in, self._out = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._answers = selectors.DefaultSelector()
        self._answers.register(self._out, selectors.EVENT_READ)

    def ask(self, request: dict[str, Any], *, seconds: float, waiting: Callable[[], None] | None = None) -> Any:
        """The reply. Raises TimeoutError when it does not come in time, Gone when the process ended.

        `waiting` is called several times a second; what it raises ends the waiting. After any error: kill the process.
        """
        deadline = time.monotonic() + seconds
        try:
            self._in.write(frames.pack(request))
            self._in.flush()
            while not self._answers.select(LOOK_SECONDS):
                if waiting:
                    waiting()
                if time.monotonic() > deadline:
                    raise TimeoutError
            return frames.read(self._out)
        except (EOFError, BrokenPipeError) as error:
            raise Gone from error

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def fit(self) -> bool:
        """Whether it can take another query."""
        if self._process.poll() is not None:
            return False
        with contextlib.suppress(psutil.Error):
            return bool(psutil.Process(self._process.pid).memory_info().rss < MOST_KEPT_BYTES)
        return False

    def kill(self) -> None:
        """Ends it at once, in the middle of whatever it does. Safe from any thread, more than once."""
        self._process.kill()

    def close(self) -> None:
        """Ends it and frees what the system holds for it."""
        self._process.kill()
        self._process.wait()
        self._answers.close()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()


class Pool:
    """Some query processes. Safe from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self._line = threading.BoundedSemaphore(MOST_WAITING)
        self._warm: list[Worker] = []

    def warm_up(self) -> None:
        """Starts a process that waits for the first query; it loads while nobody waits for it."""
        with self._lock:
            missing = KEPT_WARM - len(self._warm)
            self._warm += [Worker() for _ in range(missing)]

    @contextlib.contextmanager
    def worker(self) -> Any:
        """A process of one's own. Raises Busy when all are taken for long. One that is left by an error is killed."""
        self._wait()
        worker = self._take()
        try:
            yield worker
        except BaseException:
            worker.close()
            self.warm_up()
            raise
        else:
            self._keep(worker)
        finally:
            self._free.release()

    def close(self) -> None:
        with self._lock:
            for worker in self._warm:
                worker.close()
            self._warm.clear()

    def _wait(self) -> None:
        """Waits for its turn, unless many wait already: each holds a thread that others may need."""
        if self._free.acquire(blocking=False):
            return
        queued = self._line.acquire(blocking=False)
        try:
            if not queued or not self._free.acquire(timeout=WAIT_SECONDS):
                raise Busy("Other queries are running.", hint="Wait for them to end, or stop one.")
        finally:
            if queued:
                self._line.release()

    def _take(self) -> Worker:
        with self._lock:
            while self._warm:
                worker = self._warm.pop()
                if worker.fit:
                    return worker
                worker.close()
        return Worker()

    def _keep(self, worker: Worker) -> None:
        with self._lock:
            if len(self._warm) < KEPT_WARM and worker.fit:
                self._warm.append(worker)
                return
        worker.close()
