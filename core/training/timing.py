"""The stages of a training: announced as they begin, timed as they end, and how much of the time is spent meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.jobs import Reporter, queue
from core.training.search.clock import Clock

TICK_SECONDS = 1.0  # a bar that stands still for longer looks broken
NEARLY_DONE = 0.99  # only a training that is over is whole


@dataclass(frozen=True)
class Stage:
    key: str
    label: str


STAGES = (
    Stage("reading", "Reading the table"),
    Stage("preparing", "Preparing the columns"),
    Stage("searching", "Trying models"),
    Stage("combining", "Combining the best"),
    Stage("explaining", "Finding what drives the model"),
    Stage("saving", "Saving the model"),
)


@dataclass
class Timing:
    """`whole_seconds`: the budget; a training that continues has spent some of it before its clock began."""

    reporter: Reporter
    clock: Clock
    whole_seconds: float
    seconds: dict[str, float] = field(default_factory=dict)
    _telling: threading.Lock = field(default_factory=threading.Lock, init=False)

    @property
    def share(self) -> float:
        """The part of the budget that is spent."""
        return min(max(1 - self.clock.left / self.whole_seconds, 0.0), NEARLY_DONE)

    def tell(self, message: str) -> None:
        """Says what happens now, and how far along it is. Raises Cancelled when the job is no longer wanted."""
        with self._telling:
            self.reporter.progress(self.share, message)

    @contextmanager
    def stage(self, key: str) -> Iterator[None]:
        """Announces a stage, and remembers how long it took."""
        stage = next(stage for stage in STAGES if stage.key == key)
        self.reporter.event("stage", name=stage.key, label=stage.label)
        self.tell(f"{stage.label}.")
        started = time.monotonic()
        yield
        self.seconds[key] = round(time.monotonic() - started, 3)

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Within this block the progress follows the clock, however long one model takes."""
        ended = threading.Event()
        thread = threading.Thread(target=self._tick, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _tick(self, ended: threading.Event) -> None:
        while not ended.wait(TICK_SECONDS):
            with self._telling:
                queue.update(self.reporter.ws, self.reporter.job_id, only_if=("running",), progress=self.share)
