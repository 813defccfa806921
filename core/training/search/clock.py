"""The time a training may take: planned backwards from the moment the model must be stored."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FINISHING_SHARE = 0.1  # of the budget, for combining, explaining and saving
FINISHING_LEAST = 2.0  # seconds that these take on the smallest table


@dataclass(frozen=True)
class Clock:
    """`ends_at` in seconds of `now`, which runs evenly whatever the wall clock does. Tests bring their own `now`."""

    budget_seconds: float
    ends_at: float
    slowness: float = 1.0  # how much longer everything takes than on a machine with nothing else to do
    now: Callable[[], float] = time.monotonic
    finishing_share: float = FINISHING_SHARE  # of the budget, that the search leaves for what comes after it

    @classmethod
    def starting(
        cls, budget_seconds: float, *, spent_seconds: float = 0.0, now: Callable[[], float] = time.monotonic
    ) -> Clock:
        return cls(budget_seconds, now() + budget_seconds - spent_seconds, now=now)

    @property
    def left(self) -> float:
        """Seconds until the model must be stored."""
        return self.ends_at - self.now()

    @property
    def search_ends_at(self) -> float:
        """When the last candidate must have ended."""
        return self.ends_at - max(FINISHING_LEAST * self.slowness, self.finishing_share * self.budget_seconds)

    @property
    def search_left(self) -> float:
        return self.search_ends_at - self.now()
