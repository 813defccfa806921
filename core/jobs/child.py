"""The process that runs one job: `python -m core.jobs.child JOB_ID`. Started by the supervisor, polite to it.

With “-” instead of an id it is a spare: it loads what jobs need, then waits on its standard input for the id of the
only job that it will run, so that nobody has to wait for Python to start. It ends with the server, which held the other
end.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import core.jobs.kinds as kinds
import core.jobs.processes as processes
import core.jobs.queue as queue
from core import config, workspace
from core.errors import AppError
from core.jobs.records import Job
from core.jobs.reporter import Cancelled, Reporter
from core.storage.state import now
from core.workspace import Workspace

NICENESS = 10  # the server answers people first
KILL_ME_FIRST = "1000"  # when memory runs out, the kernel takes this process and not the server
HEARTBEAT_SECONDS = 5.0

log = logging.getLogger(__name__)


class Interrupted(BaseException):
    """The server is shutting down. Like KeyboardInterrupt, it passes everybody who catches errors."""


def main(job_id: str) -> None:
    be_polite()
    settings = config.read()
    ws = workspace.open(settings, migrate=False)
    job_id = _wait_for_job(ws) if job_id == processes.SPARE else job_id
    if not job_id:
        ws.close()
        return
    signal.signal(signal.SIGTERM, _interrupt)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with _heartbeat(ws, job_id):
        run(ws, job_id)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # how it ended is said: there is nothing left to interrupt


def _wait_for_job(ws: Workspace) -> str:
    """The id of the job that this spare child gets, its output going to that job's log; empty if the server ended."""
    kinds.warm_up(ws)
    job_id = sys.stdin.readline().strip()
    if job_id:
        with queue.log_path(ws, job_id).open("ab") as log:
            os.dup2(log.fileno(), sys.stdout.fileno())
            os.dup2(log.fileno(), sys.stderr.fileno())
    return job_id


def run(ws: Workspace, job_id: str) -> None:
    """Runs one job to its end and says how it ended, whatever happens short of a kill."""
    job = queue.find(ws, job_id)
    try:
        reporter = Reporter(ws, job_id)
        result = kinds.load(kinds.find(job.kind).run)(ws, job, reporter)
        _end_well(ws, job, result)
    except Cancelled:
        queue.end(ws, job_id, "cancelled", message="Cancelled.")
    except Interrupted:
        _end_interrupted(ws, job_id)
    except AppError as error:
        queue.end(ws, job_id, "failed", message=error.message, error=error.to_json())
    except MemoryError:
        queue.end(ws, job_id, "failed", message=OUT_OF_MEMORY.message, error=OUT_OF_MEMORY.to_json())
    except Exception:
        log.exception("job %s failed", job_id)
        apology = AppError(f"Something went wrong inside Tablecast while it ran job {job_id}.", hint=SEE_LOG)
        queue.end(ws, job_id, "failed", message=apology.message, error=apology.to_json() | {"code": "internal"})


OUT_OF_MEMORY = AppError(
    "The job needed more memory than there is.", hint="Use fewer rows or columns, or a larger machine."
)
SEE_LOG = "This is a mistake in the program, not in your data. The job's log has the details."


def be_polite() -> None:
    """Lets the server go first, for the processor and for memory. Not every system offers both."""
    os.nice(NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(KILL_ME_FIRST)


def _end_well(ws: Workspace, job: Job, result: dict[str, object]) -> None:
    if queue.find(ws, job.id).wanted == "stop":
        queue.end(ws, job.id, "stopped", message="Stopped; the best so far is kept.", result=result)
    else:
        queue.end(ws, job.id, "done", message="Done.", result=result)


def _end_interrupted(ws: Workspace, job_id: str) -> None:
    if queue.find(ws, job_id).wanted == "cancel":
        queue.end(ws, job_id, "cancelled", message="Cancelled.")
    else:
        queue.end(ws, job_id, "interrupted", message="Interrupted because the server was stopped. It can be continued.")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise Interrupted


@contextlib.contextmanager
def _heartbeat(ws: Workspace, job_id: str) -> Iterator[None]:
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(HEARTBEAT_SECONDS):
            queue.update(ws, job_id, only_if=("running",), heartbeat_at=now())

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1])
