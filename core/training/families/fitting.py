"""What a family returns from a fold, and what bounds it while it learns."""

from __future__ import annotations

import time
from dataclasses import dataclass

from core.models.batch import Array
from core.models.members import Fit


@dataclass(frozen=True)
class Fitted:
    """A fit with its responses for the rows held out. `cut`: the deadline ended it before it was done."""

    fit: Fit
    responses: Array
    cut: bool = False


@dataclass(frozen=True)
class Limit:
    """When a fit must end, in seconds of `time.monotonic`."""

    ends_at: float

    @property
    def left(self) -> float:
        return self.ends_at - time.monotonic()

    @property
    def passed(self) -> bool:
        return self.left <= 0
