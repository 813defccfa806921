"""Rhythms: how a column goes with the weekday, the month and the hour, and how much of its ups and downs that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

import core.profiling.words as words
from core.profiling.records import Season
from core.profiling.table import Array, Table, build_select, terms
from core.profiling.views.buckets import Span

TOLD = 0.3  # the least strength worth a sentence
LARGEST = 1e150  # sum of squares: beyond, the square of a sum may overflow
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HOURS = tuple(f"{hour}:00" for hour in range(24))


@dataclass(frozen=True)
class Rhythm:
    """One rhythm: buckets of `unit` are put together by `part`; it takes two rounds (`seconds`) to be seen."""

    key: str
    unit: str
    part: str
    names: tuple[str, ...]
    seconds: float
    first: int


RHYTHMS = (
    Rhythm("weekdays", "day", "isodow", WEEKDAYS, 14 * 86_400, 1),
    Rhythm("months", "month", "month", MONTHS, 2 * 365 * 86_400, 1),
    Rhythm("hours", "hour", "hour", HOURS, 2 * 86_400, 0),
)


def find_seasons(
    table: Table, span: Span, labels: Sequence[str], measured: Sequence[str]
) -> tuple[list[Season], dict[str, str]]:
    """One season per measured expression, and the statements behind them."""
    rhythms = [rhythm for rhythm in RHYTHMS if _can_be_seen(rhythm, span)]
    sql = {rhythm.key: build_rhythm(rhythm, span, measured, table=table.name) for rhythm in rhythms}
    found = {rhythm.key: table.all(sql[rhythm.key]) for rhythm in rhythms}
    return [_season(rhythms, found, place, label) for place, label in enumerate(labels)], sql


def build_rhythm(rhythm: Rhythm, span: Span, measured: Sequence[str], *, table: str) -> str:
    """Per place of the rhythm, and expression: buckets, the sum of their values and of the squares of these."""
    moment = terms(span.column)["moment"]
    values = [f"{expression} AS v{place}" for place, expression in enumerate(measured)]
    buckets = build_select([f"date_trunc('{rhythm.unit}', {moment}) AS start", *values], table)
    inner = f"({buckets}\nWHERE {span.inside}\nGROUP BY ALL)"
    sums = [f"count(v{place}), sum(v{place}), sum(v{place} * v{place})" for place in range(len(measured))]
    return f"{build_select([f'{rhythm.part}(start) AS place', *sums], inner)}\nGROUP BY ALL\nORDER BY place"


def strength(counts: Array, sums: Array, squares: float) -> float:
    """The share of the variance that lies between places, corrected for their number (Kelley, 1935)."""
    if not squares < LARGEST:
        return 0.0
    n, places = counts.sum(), int((counts > 0).sum())
    total = squares - sums.sum() ** 2 / max(n, 1)
    if places < 2 or n <= places or total <= 1e-12 * abs(squares):
        return 0.0
    between = float((sums**2 / np.maximum(counts, 1)).sum() - sums.sum() ** 2 / n)
    return float(np.clip(1 - (1 - between / total) * (n - 1) / (n - places), 0, 1))


def _can_be_seen(rhythm: Rhythm, span: Span) -> bool:
    return span.high - span.low >= rhythm.seconds and not (rhythm.unit == "hour" and span.column.type == "DATE")


def _season(rhythms: Sequence[Rhythm], found: dict[str, list[tuple[Any, ...]]], place: int, label: str) -> Season:
    values: dict[str, Any] = {}
    told = []
    for rhythm in rhythms:
        counts, sums, squares = _along(rhythm, found[rhythm.key], place)
        means = [float(total / count) if count else None for total, count in zip(sums, counts, strict=True)]
        strong = strength(counts, sums, squares)
        values |= {rhythm.key: tuple(means), f"{rhythm.key[:-1]}_strength": round(strong, 4)}
        if strong >= TOLD:
            told.append(_sentence(rhythm, means, label, strong))
    return Season(**values, sentences=tuple(told))


def _along(rhythm: Rhythm, rows: list[tuple[Any, ...]], place: int) -> tuple[Array, Array, float]:
    counts, sums, squares = np.zeros(len(rhythm.names)), np.zeros(len(rhythm.names)), 0.0
    for row in rows:
        count, total, square = row[1 + 3 * place : 4 + 3 * place]
        counts[row[0] - rhythm.first], sums[row[0] - rhythm.first] = count, total or 0.0
        squares += square or 0.0
    return counts, sums, squares


def _sentence(rhythm: Rhythm, means: list[float | None], label: str, strong: float) -> str:
    known = [(mean, name) for mean, name in zip(means, rhythm.names, strict=True) if mean is not None]
    high, low = max(known)[1], min(known)[1]
    what = rhythm.key[:-1]
    return f"{label}: the {what} explains {words.share(strong)} of the ups and downs; high: {high}, low: {low}."
