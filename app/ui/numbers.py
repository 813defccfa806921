"""How numbers are written on the pages: as everywhere else, and what only a page says of times and tiles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.writing.numbers import (
    NOTHING,
    SIGNIFICANT_DIGITS,
    count,
    counted,
    hedged,
    moment,
    number,
    share,
    significant,
    size,
)

__all__ = [
    "NOTHING",
    "ago",
    "compact",
    "count",
    "counted",
    "duration",
    "hedged",
    "interval",
    "moment",
    "number",
    "share",
    "size",
]

COMPACT_UNITS = ((1e9, "B"), (1e6, "M"), (1e4, "k"))


def compact(value: float | None) -> str:
    """A count for a tile: exact up to 9,999, then 12.3k, 4.56M."""
    for least, unit in COMPACT_UNITS:
        if value is not None and abs(value) >= least:
            divisor = 1e3 if unit == "k" else least
            return f"{significant(value / divisor, 3)}{unit}"
    return count(value)


def duration(seconds: float | None) -> str:
    """A length of time: under 0.1 s, 0.4 s, 12 s, 2 min 5 s, 1 h 3 min."""
    if seconds is None:
        return NOTHING
    if 0 < seconds < 0.05:
        return "under 0.1 s"
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def ago(moment: datetime | None, *, now: datetime | None = None) -> str:
    """When something happened, as people say it: "just now", "5 min ago", "yesterday", "12 Nov 2026"."""
    if moment is None:
        return NOTHING
    now = now or datetime.now(UTC)
    passed = now - moment
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{passed.seconds // 60} min ago"
    if passed < timedelta(days=1):
        return f"{passed.seconds // 3600} h ago"
    return "yesterday" if passed < timedelta(days=2) else f"{moment.day} {moment:%b %Y}"


def interval(low: float | None, high: float | None, digits: int = SIGNIFICANT_DIGITS) -> str:
    """Two ends: "0.81 to 0.85"."""
    return f"{number(low, digits)} to {number(high, digits)}"
