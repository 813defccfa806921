"""The stages of a training: announced as they begin, timed as they end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.jobs import Reporter


@dataclass(frozen=True)
class Stage:
    """`begins`: the share of the whole job that is done when it begins."""

    key: str
    label: str
    begins: float


STAGES = (
    Stage("reading", "Reading the table", 0.0),
    Stage("preparing", "Preparing the columns", 0.03),
    Stage("searching", "Trying models", 0.08),
    Stage("combining", "Combining the best", 0.88),
    Stage("explaining", "Finding what drives the model", 0.92),
    Stage("saving", "Saving the model", 0.98),
)


@dataclass
class Timing:
    reporter: Reporter
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, key: str) -> Iterator[None]:
        """Announces a stage, and remembers how long it took."""
        stage = next(stage for stage in STAGES if stage.key == key)
        self.reporter.event("stage", name=stage.key, label=stage.label)
        self.reporter.progress(stage.begins, f"{stage.label}.")
        started = time.monotonic()
        yield
        self.seconds[key] = round(time.monotonic() - started, 3)
