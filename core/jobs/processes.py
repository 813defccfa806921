"""Child processes as the supervisor sees them, also those that a server before it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from core import config
from core.config import Settings

ROOT = Path(__file__).resolve().parents[2]  # where `python -m core…` finds this very code


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


def start(module: str, job_id: str, settings: Settings, log: Path) -> tuple[Process, subprocess.Popen[bytes]]:
    """Starts `python -m module job_id` in a session of its own, out of reach of a signal to the server's group."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", module, job_id],
            cwd=ROOT,
            env=os.environ | config.to_environment(settings) | _numeric(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return Process(child.pid, psutil.Process(child.pid).create_time()), child


def _numeric(settings: Settings) -> dict[str, str]:
    # Threads that spin while they wait make small fits 60 to 200 times slower on a machine that does other work too
    # (scikit-learn issue 30662, XGBoost issue 8729). It must be set before the numeric libraries load.
    return {"OMP_WAIT_POLICY": "PASSIVE", "OMP_NUM_THREADS": str(settings.threads)}
