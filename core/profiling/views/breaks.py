"""Where a level changes for good: a step that explains a series far better than a constant or a slope does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.profiling.relations.linear import tamed
from core.profiling.table import Array

SHORTEST = 5  # buckets on each side of a break
LEFT_OVER = 0.7  # a step leaves at most this share of the squares of a constant, and
BETTER_THAN_SLOPE = 0.8  # at most this share of the squares of a straight line
CLEAR = 3.0  # times the usual distance of neighbours: a smaller step is noise
DEEPEST = 2  # halvings: at most three breaks are told


def find_breaks(values: Array) -> list[int]:
    """The places at which a new level begins, in order; NaN where nothing is known."""
    known = np.flatnonzero(np.isfinite(values))
    return sorted(int(known[place]) for place in _breaks(tamed(values[known]), 0, DEEPEST))


def _breaks(values: Array, offset: int, depth: int) -> Iterator[int]:
    place = _best_step(values)
    if place is None or depth == 0:
        return
    yield offset + place
    yield from _breaks(values[:place], offset, depth - 1)
    yield from _breaks(values[place:], offset + place, depth - 1)


def _best_step(values: Array) -> int | None:
    n = len(values)
    if n < 2 * SHORTEST:
        return None
    ends = np.arange(1, n)
    sums, squares = np.cumsum(values - values.mean()), float(((values - values.mean()) ** 2).sum())
    between = sums[:-1] ** 2 / ends + sums[:-1] ** 2 / (n - ends)
    between[: SHORTEST - 1], between[n - SHORTEST :] = 0, 0
    place = int(np.argmax(between)) + 1
    left = squares - float(between[place - 1])
    is_step = left <= LEFT_OVER * squares and left <= BETTER_THAN_SLOPE * _squares_around_line(values)
    return place if squares > 0 and is_step and _is_clear(values, place) else None


def _squares_around_line(values: Array) -> float:
    places = np.arange(len(values), dtype=np.float64)
    slope, start = np.polyfit(places, values, 1)
    return float(((values - start - slope * places) ** 2).sum())


def _is_clear(values: Array, place: int) -> bool:
    step = abs(float(np.median(values[place:]) - np.median(values[:place])))
    return step > CLEAR * float(np.median(np.abs(np.diff(values))))
