"""The kinds of jobs there are. A new kind is one more row."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.config import Settings
from core.workspace import Workspace


@dataclass(frozen=True)
class JobKind:
    """A kind of job. `run`, `ended` and `warm` are dotted paths: nothing heavy loads with the queue.

    `run(ws, job, reporter) -> dict` does the work in the child process and returns the job's result.
    `ended(ws, job)` is called once, in whichever process notices, when a job ended in another way than done or stopped.
    `warm(ws)` is called in a spare child before there is a job, to load what a job that a person waits for needs.
    """

    key: str
    label: str
    run: str
    slots: Callable[[Settings], int]
    ended: str = ""
    resumable: bool = False
    timeout: Callable[[Settings], int | None] = lambda settings: None
    warm: str = ""


JOB_KINDS = (
    JobKind(
        "import",
        "Import",
        "core.datasets.importing.jobs:run",
        slots=lambda settings: 2,
        ended="core.datasets.importing.jobs:ended",
        resumable=True,
        timeout=lambda settings: settings.import_timeout_seconds,
        warm="core.datasets.importing.rehearsing:rehearse",
    ),
    JobKind(
        "inspect",
        "Look at a file",
        "core.datasets.importing.jobs:run_inspection",
        slots=lambda settings: 2,
        timeout=lambda settings: settings.import_timeout_seconds,
        warm="core.datasets.importing.rehearsing:rehearse",
    ),
    JobKind(
        "fetch",
        "Import from an address",
        "core.datasets.sources.jobs:run_fetch",
        slots=lambda settings: 2,
        ended="core.datasets.sources.jobs:ended",
        timeout=lambda settings: settings.import_timeout_seconds,
    ),
    JobKind(
        "extract",
        "Import from a database",
        "core.datasets.sources.jobs:run_extract",
        slots=lambda settings: 2,
        ended="core.datasets.sources.jobs:ended",
        timeout=lambda settings: settings.import_timeout_seconds,
    ),
    JobKind(
        "query",
        "Result of a query",
        "core.querying.keeping:run",
        slots=lambda settings: 1,
        ended="core.querying.keeping:ended",
        timeout=lambda settings: settings.import_timeout_seconds,
    ),
    JobKind(
        "clean",
        "Clean-up",
        "core.cleaning.jobs:run",
        slots=lambda settings: 1,
        ended="core.cleaning.jobs:ended",
        timeout=lambda settings: settings.import_timeout_seconds,
    ),
    JobKind("profile", "Profile", "core.profiling.jobs:run", slots=lambda settings: 1),
    JobKind(
        "train",
        "Training",
        "core.training.run:run",
        slots=lambda settings: settings.training_slots,
        ended="core.training.run:ended",
        resumable=True,
    ),
    JobKind(
        "rehearsal",
        "Look before a training",
        "core.training.rehearsing:run",
        slots=lambda settings: min(1, settings.training_slots),
    ),
    JobKind(
        "predict", "Prediction on a file", "core.predicting.file_job:run", slots=lambda settings: 1, resumable=True
    ),
)


def find(key: str) -> JobKind:
    """The kind with this key. Raises LookupError: a job of an unknown kind is a bug."""
    for kind in JOB_KINDS:
        if kind.key == key:
            return kind
    raise LookupError(f"There is no job kind “{key}”.")


def warm_up(ws: Workspace) -> None:
    """Loads what jobs of the kinds that people wait for need."""
    for dotted in dict.fromkeys(kind.warm for kind in JOB_KINDS if kind.warm):
        load(dotted)(ws)


def load(dotted: str) -> Callable[..., Any]:
    """The function behind a dotted path `module:function`."""
    module, _, name = dotted.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function
