"""Whether this process can serve, part by part. A new part is one more row."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

from core import jobs
from core.errors import AppError, Busy
from core.workspace import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """Something that must work. `check` says how it is, or raises."""

    key: str
    check: Callable[[Workspace], str]


@dataclass(frozen=True)
class Finding:
    """How one part is."""

    part: str
    ok: bool
    detail: str
    seconds: float


def findings(ws: Workspace) -> list[Finding]:
    return [_look(ws, part) for part in PARTS]


def _look(ws: Workspace, part: Part) -> Finding:
    started = time.perf_counter()
    try:
        ok, detail = True, part.check(ws)
    except AppError as error:
        ok, detail = False, error.message
    except Exception as error:
        log.warning("%s is not ready", part.key, exc_info=True)
        ok, detail = False, f"{type(error).__name__}; the log says more."
    return Finding(part.key, ok, detail, round(time.perf_counter() - started, 6))


def _state(ws: Workspace) -> str:
    jobs.newest(ws, limit=1)
    return "The state database answers."


def _folders(ws: Workspace) -> str:
    for folder in (ws.folders.uploads, ws.folders.datasets, ws.folders.models, ws.folders.jobs, ws.folders.temporary):
        with ws.folders.appearing(folder / ".ready") as path:
            path.write_bytes(b"")
        (folder / ".ready").unlink(missing_ok=True)
    return "All folders can be written to."


def _supervisor(ws: Workspace) -> str:
    if not jobs.attended(ws):
        raise Busy("Nobody moves the queue: jobs wait.")
    return "The queue is attended."


def _disk(ws: Workspace) -> str:
    free = shutil.disk_usage(ws.folders.root).free
    needed = 2 * ws.settings.max_upload_bytes  # a file and the table made from it
    words = f"{free / 1e9:.1f} GB free"
    if free < needed:
        raise Busy(f"{words}, but a file of the largest size needs {needed / 1e9:.1f} GB.")
    return f"{words}."


PARTS = (Part("state", _state), Part("folders", _folders), Part("supervisor", _supervisor), Part("disk", _disk))
