"""Histograms: every row counted into bins of equal width, by grouping on a tiny integer."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from core.profiling.measures.draft import Draft, Drafts
from core.profiling.records import Histogram
from core.profiling.table import Array, Table, literal

BINS = 40
WIDE_RANGE = 100  # from this ratio of the extremes on, a logarithmic view of positive numbers shows more

Axis = Literal["number", "log", "date", "time"]
AXES: dict[str, Axis] = {"dates": "date", "times": "time"}


def count_bins(table: Table, drafts: Drafts) -> None:
    """A histogram of every column that has an axis and does not have one yet."""
    for draft in drafts.values():
        if draft.histogram is None and draft.has_range and draft.holds != "booleans":
            draft.histogram = _counted(table, draft, axis_of(draft))
        if draft.log_histogram is None and wants_log(draft):
            draft.log_histogram = _counted(table, draft, "log")


def build_histogram(axis: str, low: float, high: float, *, table: str, bins: int = BINS) -> str:
    """Rows per bin of a finite axis from `low` to `high`: (bin, rows), at most one row per bin."""
    return (
        f"SELECT {build_bin(axis, low, high, bins=bins)} AS bin, count(*) AS rows\n"
        f"FROM {table}\n"
        f"WHERE {axis} IS NOT NULL\n"
        "GROUP BY ALL\n"
        "ORDER BY bin"
    )


def build_bin(axis: str, low: float, high: float, *, bins: int = BINS) -> str:
    """The number of the bin of a value; the last bin takes the highest value in."""
    if high <= low:
        return "0::UTINYINT"
    # Halves, because the distance of the extremes of DOUBLE is no DOUBLE.
    scale = literal(bins / 2 / (high / 2 - low / 2))
    position = f"({axis} - {literal(low)}) * {scale}"
    if not math.isfinite(high - low):
        position = f"({axis} / 2 - {literal(low / 2)}) * {literal(bins / (high / 2 - low / 2))}"
    return f"least(greatest(floor({position}), 0), {bins - 1})::UTINYINT"


def edges(low: float, high: float, bins: int = BINS) -> tuple[float, ...]:
    """The edges of the bins; a constant has one bin without width."""
    if high <= low:
        return (low, high)
    return (*(low + (high / bins - low / bins) * place for place in range(bins)), high)


def binned(values: Array, weights: Array | None, low: float, high: float, axis: Axis) -> Histogram:
    """The histogram of values at hand, in the bins that SQL would use."""
    if axis == "log":
        values, low, high = np.log(values), math.log(low), math.log(high)
    bins = len(edges(low, high)) - 1
    width = (high / 2 - low / 2) * 2 / bins or 1.0
    apart = values / width - low / width if math.isinf(high - low) else (values - low) / width
    places = np.clip(apart, 0, bins - 1).astype(np.int64)
    counts = np.bincount(places, weights=weights, minlength=bins)
    return Histogram(_shown(edges(low, high), axis), tuple(int(count) for count in counts), axis)


def axis_of(draft: Draft) -> Axis:
    return AXES.get(draft.holds, "number")


def wants_log(draft: Draft) -> bool:
    return draft.holds == "numbers" and draft.has_range and draft.low > 0 and draft.high / draft.low >= WIDE_RANGE


def _counted(table: Table, draft: Draft, axis: Axis) -> Histogram:
    expression, low, high = draft.terms["axis"], draft.low, draft.high
    if axis == "log":
        expression, low, high = f"ln({expression})", math.log(low), math.log(high)
    counts = [0] * (len(edges(low, high)) - 1)
    for place, rows in table.all(build_histogram(expression, low, high, table=table.name)):
        counts[place] = rows
    return Histogram(_shown(edges(low, high), axis), tuple(counts), axis)


def _shown(places: tuple[float, ...], axis: Axis) -> tuple[float, ...]:
    return tuple(math.exp(place) for place in places) if axis == "log" else places
