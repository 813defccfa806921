"""What a family returns from a fold, and what bounds it while it learns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.models.batch import Array
from core.models.members import Fit


@dataclass(frozen=True)
class Fitted:
    """A fit with its responses for the rows held out."""

    fit: Fit
    responses: Array


@dataclass(frozen=True)
class Grown:
    """A model grown on one fold in steps: rounds of boosting, penalties tried, or a single one.

    `best`: the step that did best on the rows held out, `loss`: how well. Which step is used is not for this fold to
    say, whose rows are to judge it: `finish(step)` is asked with what the other folds found best. `cut`: the deadline
    ended it.
    """

    best: int
    loss: float
    finish: Callable[[int], Fitted]
    cut: bool = False


def agreed(best: Sequence[int]) -> list[int]:
    """For each fold the median of what the other folds found best; of a single fold its own."""
    if len(best) == 1:
        return list(best)
    return [int(statistics.median_low([*best[:own], *best[own + 1 :]])) for own in range(len(best))]


@dataclass(frozen=True)
class Limit:
    """When a fit must end, in seconds of `time.monotonic`.

    `needed`: nothing has been finished yet, so this fit must come to something useful, however late it is. `steps`: how
    many it grows at most, where that is known already.
    """

    ends_at: float
    needed: bool = False
    steps: int | None = None

    @property
    def left(self) -> float:
        return self.ends_at - time.monotonic()

    @property
    def passed(self) -> bool:
        return self.left <= 0
