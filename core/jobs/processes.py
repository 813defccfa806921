"""Child processes as the supervisor sees them, also those that a server before it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import psutil

from core import config
from core.config import Settings

ROOT = Path(__file__).resolve().parents[2]  # where `python -m core…` finds this very code

SPARE = "-"  # in the place of a job's id: the child is told on its standard input


@dataclass(frozen=True)
class Process:
    """A process by its number and start time: a number alone may be used again by a stranger."""

    pid: int
    started: float

    def alive(self) -> bool:
        try:
            found = psutil.Process(self.pid)
            return found.create_time() == self.started and found.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def send(self, what: signal.Signals) -> None:
        """Sends a signal to the process and to what it started; a process that is gone is fine."""
        if self.alive():
            try:
                os.killpg(self.pid, what)
            except ProcessLookupError:
                return


def start(module: str, job_id: str, settings: Settings, log: Path) -> subprocess.Popen[bytes]:
    """Starts `python -m module job_id`; what it prints goes to the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return _start(module, job_id, settings, stdin=subprocess.DEVNULL, stdout=output, stderr=output)


def start_spare(module: str, settings: Settings) -> subprocess.Popen[bytes]:
    """Starts a child that loads what jobs need and waits to be told which; it ends when this process does."""
    return _start(module, SPARE, settings, stdin=subprocess.PIPE)


def give(spare: subprocess.Popen[bytes], job_id: str, log: Path) -> bool:
    """Tells a spare child its job; whether it was still there to hear it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with cast(IO[bytes], spare.stdin) as stdin:
            stdin.write(f"{job_id}\n".encode())
    except BrokenPipeError:
        spare.wait()
    return spare.poll() is None


def of_child(child: subprocess.Popen[bytes]) -> Process:
    return Process(child.pid, psutil.Process(child.pid).create_time())


def _start(module: str, argument: str, settings: Settings, **streams: Any) -> subprocess.Popen[bytes]:
    """A child in a session of its own, out of reach of a signal to the server's group."""
    return subprocess.Popen(
        [sys.executable, "-m", module, argument],
        cwd=ROOT,
        env=os.environ | config.to_environment(settings) | _numeric(settings),
        start_new_session=True,
        **streams,
    )


def _numeric(settings: Settings) -> dict[str, str]:
    # Threads that spin while they wait make small fits 60 to 200 times slower on a machine that does other work too
    # (scikit-learn issue 30662, XGBoost issue 8729). It must be set before the numeric libraries load.
    return {"OMP_WAIT_POLICY": "PASSIVE", "OMP_NUM_THREADS": str(settings.threads)}
