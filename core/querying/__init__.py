"""SQL by people: checked, run in a process of its own that can be killed, and answered within limits."""

from core.querying.asking import pool as _pool
from core.querying.errors import FailedQuery, Place, Stopped
from core.querying.history import PastRun, forget, runs
from core.querying.keeping import export, start_dataset
from core.querying.running import MOST_ROWS, USUAL_ROWS, Result, Run, cancel, run, running, start
from core.querying.saved import SavedQuery, change, find, remove, save, saved
from core.querying.tables import Table, name_of, tables

warm_up, close = _pool.warm_up, _pool.close

__all__ = [
    "MOST_ROWS",
    "USUAL_ROWS",
    "FailedQuery",
    "PastRun",
    "Place",
    "Result",
    "Run",
    "SavedQuery",
    "Stopped",
    "Table",
    "cancel",
    "change",
    "close",
    "export",
    "find",
    "forget",
    "name_of",
    "remove",
    "run",
    "running",
    "runs",
    "save",
    "saved",
    "start",
    "start_dataset",
    "tables",
    "warm_up",
]
