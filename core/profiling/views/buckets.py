"""The lengths that time is cut into, and which one suits a column of dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.datasets.catalogue import Column
from core.profiling.records import Bucket
from core.profiling.table import Table, build_select, literal, terms
from core.profiling.views.frames import build_extent, trimmed

MOST_BUCKETS = 400  # about as many as a screen can show
GOOD_BUCKETS = 150  # what the eye can follow: a finer bucket would only add noise
ENOUGH_FILLED = 0.5  # of the buckets have rows, or the bucket is too fine


@dataclass(frozen=True)
class Length:
    """A length of time: DuckDB's name for it, roughly its seconds, and its interval."""

    key: Bucket
    seconds: float
    interval: str


LENGTHS = (
    Length("second", 1, "INTERVAL 1 SECOND"),
    Length("minute", 60, "INTERVAL 1 MINUTE"),
    Length("hour", 3_600, "INTERVAL 1 HOUR"),
    Length("day", 86_400, "INTERVAL 1 DAY"),
    Length("week", 7 * 86_400, "INTERVAL 7 DAY"),
    Length("month", 30.44 * 86_400, "INTERVAL 1 MONTH"),
    Length("quarter", 91.31 * 86_400, "INTERVAL 3 MONTH"),
    Length("year", 365.24 * 86_400, "INTERVAL 1 YEAR"),
)


@dataclass(frozen=True)
class Span:
    """The part of a column of dates that is shown, in buckets of one length. `inside` is its condition."""

    column: Column
    length: Length
    low: float
    high: float

    @property
    def start(self) -> str:
        return f"date_trunc('{self.length.key}', {terms(self.column)['moment']})"

    @property
    def inside(self) -> str:
        return f"{terms(self.column)['axis']} BETWEEN {literal(self.low)} AND {literal(self.high)}"


def span_of(table: Table, column: Column) -> Span | None:
    """The dates without the few that lie far away from all others, in buckets that suit them; None without any."""
    axis = terms(column)["axis"]
    low, high, inner = table.one(build_extent(axis, f"{axis} IS NOT NULL", table=table.name))
    if low is None:
        return None
    low, high = trimmed(low, high, inner)
    fitting = [length for length in LENGTHS if (high - low) / length.seconds < MOST_BUCKETS - 2] or [LENGTHS[-1]]
    low = max(low, high - (MOST_BUCKETS - 2) * LENGTHS[-1].seconds)
    spans = [Span(column, length, low, high) for length in fitting]
    filled = table.one(build_filled(spans, table=table.name))
    return _best(spans, filled)


def build_filled(spans: list[Span], *, table: str) -> str:
    """How many buckets of each length have rows."""
    return f"{build_select([f'count(DISTINCT {span.start})' for span in spans], table)}\nWHERE {spans[0].inside}"


def build_starts(span: Span, *, table: str) -> str:
    """The start of every bucket from the first to the last, with rows or without."""
    return (
        f"SELECT unnest(generate_series(min({span.start}), max({span.start}), {span.length.interval}))\n"
        f"FROM {table}\n"
        f"WHERE {span.inside}"
    )


def written(start: datetime) -> str:
    return start.isoformat()


def _best(spans: list[Span], filled: tuple[int, ...]) -> Span:
    """The finest that is not mostly empty and not too fine for the eye; else the one with the most rows a bucket."""
    shares = [
        count / ((span.high - span.low) / span.length.seconds + 1) for span, count in zip(spans, filled, strict=True)
    ]
    good = [
        span
        for span, share in zip(spans, shares, strict=True)
        if share >= ENOUGH_FILLED and (span.high - span.low) / span.length.seconds <= GOOD_BUCKETS
    ]
    full = [span for span, share in zip(spans, shares, strict=True) if share >= ENOUGH_FILLED]
    return (good or full[::-1] or [max(zip(shares, spans, strict=True), key=lambda pair: pair[0])[1]])[0]
