"""How far an import is: its stages, each with its share of the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    message: str
    start: float
    end: float


UNPACKING = Stage("Opening the file", 0.0, 0.1)
READING = Stage("Reading the text", 0.1, 0.2)
MENDING = Stage("Mending broken lines", 0.2, 0.35)
CHECKING = Stage("Trying every value", 0.35, 0.55)
LOADING = Stage("Storing the table", 0.55, 0.95)
FINISHING = Stage("Looking at the columns", 0.95, 1.0)


@dataclass
class Progress:
    """Tells a listener the share of the whole that is done. The listener may raise, to end the import."""

    listener: Callable[[float, str], None] = lambda share, message: None
    stage: Stage = UNPACKING

    def begin(self, stage: Stage) -> None:
        self.stage = stage
        self.within(0.0)

    def within(self, share: float) -> None:
        """A share, from 0 to 1, of the present stage."""
        stage = self.stage
        self.listener(stage.start + min(max(share, 0.0), 1.0) * (stage.end - stage.start), stage.message)

    def of_bytes(self, total: int) -> Callable[[int], None]:
        """A listener for the number of bytes done."""
        return lambda done: self.within(done / max(total, 1))
