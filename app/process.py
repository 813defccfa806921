"""What lives as long as the process: tuned sockets, loaded libraries, and the supervisor that moves the queue."""

from __future__ import annotations

import gc
import importlib
import logging
import socket
import sys
import threading
import types
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from core import config, datasets, jobs, models, querying, workspace
from core.config import Settings
from core.datasets import originals, samples, uploads
from core.workspace import Workspace

# Loaded before the first person comes, so that nobody waits for them.
HEAVY = ("duckdb", "pandas", "pyarrow", "plotly.graph_objects")

# Survives a reload of this module: a developer's save must not start a second supervisor.
_box: dict[str, Any] = sys.modules.setdefault("_tablecast_process", types.ModuleType("_tablecast_process")).__dict__
_lock: threading.Lock = _box.setdefault("lock", threading.Lock())
_supervised: dict[Settings, tuple[Workspace, jobs.Supervisor]] = _box.setdefault("supervised", {})

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """From the server's start to its end; everything to clean up is cleaned up here, since atexit does not run."""
    logging.basicConfig(level=config.read().log_level, format=LOG_FORMAT)
    answer_at_once()
    load_libraries()
    start()
    yield
    stop()


def start() -> Workspace:
    """The workspace of this process with its queue moving. Cheap after the first call, safe from many threads."""
    ws = workspace.current()
    with _lock:
        if ws.settings not in _supervised:
            supervisor = jobs.Supervisor(ws)
            supervisor.start()
            _supervised[ws.settings] = (ws, supervisor)
            first_steps(ws)
            warm_up(ws)
    return ws


def stop() -> None:
    """Ends what start() began: running jobs are marked as interrupted and can be continued."""
    with _lock:
        for ws, supervisor in _supervised.values():
            supervisor.close()
            ws.close()
        _supervised.clear()
        querying.close()


def first_steps(ws: Workspace) -> None:
    """Removes files that nobody needs, and gives a workspace that has never held anything its sample dataset."""
    uploads.remove_expired(ws)
    originals.remove_unneeded(ws)
    untouched = not jobs.newest(ws, limit=1).items and not datasets.newest(ws, limit=1).items
    if ws.settings.sample_data and untouched:
        samples.start_import(ws, samples.SAMPLES[0].key)


def warm_up(ws: Workspace) -> None:
    """Loads what large prediction requests need, in the background, where there is a model to ask.

    It takes seconds and 80 MB, so a workspace without a model does without.
    """
    if models.newest(ws, limit=1, status="ready").items:
        threading.Thread(target=importlib.import_module, args=("xgboost",), daemon=True).start()


def load_libraries() -> None:
    """Loads what every page needs and tells the garbage collector to leave it alone from now on.

    Streamlit collects garbage after every run of a page; walking through all loaded libraries each time made thirty
    open pages seventy times slower.
    """
    for name in HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def answer_at_once() -> None:
    """Switches off Nagle's delay on the listening sockets, which accepted ones inherit: 44 ms less per answer.

    Streamlit makes its socket in a way that asyncio does not recognise as TCP, so nobody else does it.
    """
    for opened in [thing for thing in gc.get_objects() if isinstance(thing, socket.socket)]:
        with suppress(OSError):  # sockets that are closed by now
            if opened.family in (socket.AF_INET, socket.AF_INET6) and _listens(opened):
                opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(opened: socket.socket) -> bool:
    return bool(opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
