"""The calendar and the rhythm of dates of which all different values are at hand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.profiling.measures.draft import Draft
from core.profiling.measures.weighted import Counted
from core.profiling.records import Calendar
from core.profiling.table import Array

DAY, HOUR = 86_400, 3_600
WEEKDAYS, MONTHS, HOURS = 7, 12, 24
THURSDAY = 3  # the weekday of 1970-01-01, from Monday on
# The names of rhythms by the middle gap in days, from and to.
RHYTHMS = (
    ("weekly", 7, 7),
    ("every two weeks", 14, 14),
    ("monthly", 28, 31),
    ("quarterly", 89, 92),
    ("yearly", 365, 366),
)


def describe_dates(draft: Draft, column: Counted) -> None:
    """Gaps, rhythm and calendar; values are seconds since 1970."""
    days = np.floor(column.values / DAY)
    different = np.unique(days)
    gaps = np.diff(different)
    draft.put(
        days_distinct=len(different),
        largest_gap=int(gaps.max()) if len(gaps) else None,
        usual_gap=_most_frequent(gaps),
        gaps=int((gaps > 1).sum()),
        frequency=rhythm(gaps),
    )
    months = column.values.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    hours = (column.values - days * DAY) // HOUR
    draft.calendar = Calendar(
        weekdays=_counts((days + THURSDAY) % WEEKDAYS, column.counts, WEEKDAYS),
        months=_counts(months % MONTHS, column.counts, MONTHS),
        hours=_counts(hours, column.counts, HOURS),
    )


def rhythm(gaps: Array) -> str | None:
    """How far apart neighbouring days are, in words; None where there are no neighbours."""
    if not len(gaps):
        return None
    middle = float(np.median(gaps))
    if middle == 1:
        return "daily"
    return next((name for name, least, most in RHYTHMS if least <= middle <= most), "irregular")


def _most_frequent(gaps: Array) -> int | None:
    """The lowest among the most frequent ones."""
    if not len(gaps):
        return None
    found, counts = np.unique(gaps, return_counts=True)
    return int(found[np.argmax(counts)])


def _counts(places: NDArray[Any], counts: Array, length: int) -> tuple[int, ...]:
    return tuple(int(count) for count in np.bincount(places.astype(np.int64), weights=counts, minlength=length))
