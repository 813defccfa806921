"""Histograms: every row counted into bins of equal width, by grouping on a tiny integer."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

import numpy as np

from core.profiling.measures.draft import Draft, Drafts
from core.profiling.records import Histogram
from core.profiling.table import Array, Table, literal

BINS = 40
MOST_SINGLE = 60  # steps of which each has a bin of its own
MOST_STEPS = 100 * BINS  # with more, a step more or less in a bin cannot be seen
EVEN = 1e-9  # of the range: what is closer together is the same place, but for rounding
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


def build_log(axis: str) -> str:
    """A positive number's place on a logarithmic axis."""
    return f"CASE WHEN {axis} > 0 THEN ln({axis}) END"


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


def frame(values: Array, low: float, high: float) -> tuple[float, float, int]:
    """Where the bins of values begin and end, and how many there are.

    Values that go in even steps, like whole numbers, lie in the middle of bins that are one step wide, or several:
    bins of another width would hold now more steps, now fewer, and show a comb that is not in the data.
    """
    places = np.unique(np.concatenate([values, [low, high]]))
    apart = np.diff(places)
    step = float(apart[apart > EVEN * (high / 2 - low / 2)].min(initial=math.inf))
    if not 0 < (high - low) / step < MOST_STEPS:
        return low, high, BINS
    along = (places - low) / step
    if np.abs(along - np.round(along)).max() > EVEN * MOST_STEPS:
        return low, high, BINS
    steps = round((high - low) / step) + 1
    each = 1 if steps <= MOST_SINGLE else math.ceil(steps / BINS)
    bins = math.ceil(steps / each)
    return low - step / 2, low + step * (bins * each - 0.5), bins


def binned(values: Array, weights: Array | None, low: float, high: float, axis: Axis) -> Histogram:
    """The histogram of values at hand, in the bins that SQL would use."""
    low, high, most = frame(values, low, high) if axis == "number" else (low, high, BINS)
    bins = len(edges(low, high, most)) - 1
    width = (high / 2 - low / 2) * 2 / bins or 1.0
    apart = values / width - low / width if math.isinf(high - low) else (values - low) / width
    places = np.clip(apart, 0, bins - 1).astype(np.int64)
    counts = np.bincount(places, weights=weights, minlength=bins)
    return Histogram(edges(low, high, bins), tuple(int(count) for count in counts), axis)


def log_binned(values: Array, weights: Array, draft: Draft) -> Histogram:
    """The histogram of the positive values on a logarithmic scale."""
    positive = values > 0
    low, high = math.log(draft.low_positive), math.log(draft.high)
    found = binned(np.log(values[positive]), weights[positive], low, high, "log")
    shown = _shown(edges(low, high), "log")
    return replace(found, edges=shown, left_out=int(weights[~positive].sum()))


def axis_of(draft: Draft) -> Axis:
    return AXES.get(draft.holds, "number")


def wants_log(draft: Draft) -> bool:
    """Whether positive numbers range widely, and there are no negative ones; ids measure nothing."""
    ranges = draft.column.kind != "id" and draft.has_range and draft.low >= 0 and draft.low_positive > 0
    return draft.holds == "numbers" and ranges and draft.high / draft.low_positive >= WIDE_RANGE


def _counted(table: Table, draft: Draft, axis: Axis) -> Histogram:
    expression, low, high = draft.terms["axis"], draft.low, draft.high
    if axis == "log":
        expression, low, high = build_log(expression), math.log(draft.low_positive), math.log(high)
    low, high, bins = _frame_of_table(table, draft) if axis == "number" else (low, high, BINS)
    placed = edges(low, high, bins)
    counts = [0] * (len(placed) - 1)
    for place, rows in table.all(build_histogram(expression, low, high, table=table.name, bins=bins)):
        counts[place] = rows
    left_out = draft.count - sum(counts) if axis == "log" else 0
    return Histogram(_shown(placed, axis), tuple(counts), axis, left_out=left_out)


def _frame_of_table(table: Table, draft: Draft) -> tuple[float, float, int]:
    if not 0 < draft.amount("distinct") <= MOST_STEPS:
        return draft.low, draft.high, BINS
    axis = draft.terms["axis"]
    found = table.all(f"SELECT DISTINCT {axis} FROM {table.name} WHERE {axis} IS NOT NULL")
    return frame(np.asarray([row[0] for row in found], np.float64), draft.low, draft.high)


def _shown(places: tuple[float, ...], axis: Axis) -> tuple[float, ...]:
    return tuple(math.exp(place) for place in places) if axis == "log" else places
