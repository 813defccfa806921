"""Fitted encoders for dates: days since 2000 for the trend, parts of the calendar for what repeats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import core.models.batch as batches
from core.models.batch import Array, Batch

EPOCH = np.datetime64("2000-01-01", "us")  # near the data, so that float32 keeps the minutes
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class CalendarPart:
    """A part of a date: `of` takes datetime64[us] and returns numbers."""

    key: str
    of: Callable[[Array], Array]


def _since(dates: Array, unit: str, finer: str) -> Array:
    return np.asarray(
        dates.astype(f"datetime64[{finer}]") - dates.astype(f"datetime64[{unit}]").astype(f"datetime64[{finer}]")
    ).astype(np.float64)


CALENDAR = (
    CalendarPart("year", lambda dates: dates.astype("datetime64[Y]").astype(np.float64) + 1970),
    CalendarPart("month", lambda dates: _since(dates, "Y", "M") + 1),
    CalendarPart("day", lambda dates: _since(dates, "M", "D") + 1),
    CalendarPart("weekday", lambda dates: (dates.astype("datetime64[D]").astype(np.float64) + 3) % 7),
    CalendarPart("day of year", lambda dates: _since(dates, "Y", "D") + 1),
    CalendarPart("hour", lambda dates: _since(dates, "D", "m") / 60),
)


@dataclass(frozen=True)
class Calendar:
    """A date as days since 2000 and the parts that vary in the training rows."""

    source: str
    parts: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,)

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.source}: days", *(f"{self.source}: {part}" for part in self.parts))

    @property
    def levels_each(self) -> tuple[int, ...]:
        return (0,) * len(self.names)

    def encode(self, batch: Batch) -> Array:
        dates = batches.dates(batch, self.source)
        parts = [days(dates), *(calendar_part(dates, part.of) for part in CALENDAR if part.key in self.parts)]
        return np.column_stack(parts)


@dataclass(frozen=True)
class Between:
    """Days from one date column to another."""

    first: str
    second: str

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.first, self.second)

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.second} − {self.first}: days",)

    @property
    def levels_each(self) -> tuple[int, ...]:
        return (0,)

    def encode(self, batch: Batch) -> Array:
        return (days(batches.dates(batch, self.second)) - days(batches.dates(batch, self.first)))[:, None]


def days(dates: Array) -> Array:
    """Days since 2000 with their fraction; NaN where there is no date."""
    return calendar_part(dates, lambda known: (known - EPOCH) / DAY)


def calendar_part(dates: Array, of: Callable[[Array], Array]) -> Array:
    values = np.full(len(dates), np.nan)
    known = ~np.isnat(dates)
    values[known] = of(dates[known])
    return values
