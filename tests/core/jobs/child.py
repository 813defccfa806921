"""Small jobs for the tests, run by the real child process: `python -m tests.core.jobs.child JOB_ID`."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from core.errors import BadFile
from core.jobs import Job, JobKind, Reporter, child, kinds
from core.workspace import Workspace


def count(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """Counts to `job.spec["to"]`, keeping each number; continues where an earlier attempt was interrupted."""
    kept = reporter.folder / "count"
    number = int(kept.read_text()) if kept.exists() else 0
    begun_at = number
    while number < job.spec["to"] and not reporter.wants_stop():
        number += 1
        kept.write_text(str(number))
        reporter.event("counted", number=number)
        reporter.progress(number / job.spec["to"], f"Counted to {number}.")
        time.sleep(job.spec.get("seconds_each", 0.0))
    return {"number": number, "begun_at": begun_at}


def refuse(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    raise BadFile("The file is a picture.", hint="Bring a table.")


def stumble(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    raise ZeroDivisionError("a mistake in the program")


def die(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def ignore_everybody(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)
    return {}


def note_the_end(ws: Workspace, job: Job) -> None:
    noted = Path(job.spec["note"]) if "note" in job.spec else None
    if noted:
        noted.write_text(f"{noted.read_text() if noted.exists() else ''}{job.status} ")


MODULE = "tests.core.jobs.child"
TEST_KINDS = tuple(
    JobKind(
        name,
        name,
        f"{MODULE}:{name}",
        slots=lambda settings: 1,
        ended=f"{MODULE}:note_the_end",
        resumable=True,
        timeout=lambda settings: 1 if settings.import_timeout_seconds == 1 else None,
    )
    for name in ("count", "refuse", "stumble", "die", "ignore_everybody")
)


if __name__ == "__main__":
    kinds.JOB_KINDS += TEST_KINDS
    child.main(sys.argv[1])
