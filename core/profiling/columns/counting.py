"""What follows from the different values of a column and their counts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.profiling.columns.calendars import describe_dates
from core.profiling.measures.draft import Draft, plain
from core.profiling.measures.histograms import axis_of, binned, log_binned, wants_log
from core.profiling.measures.weighted import Counted, counted, describe
from core.profiling.records import Value, ValueCount, Values
from core.profiling.table import is_whole

TOP = 20
RARE = 5


def put_few(draft: Draft, values: NDArray[Any], places: NDArray[Any], counts: NDArray[Any]) -> None:
    """Everything about a column of which all different values are at hand, sorted by their `places` on the axis."""
    order = np.argsort(-counts, kind="stable")
    weight = float((counts * np.log(counts)).sum())
    put_counts(draft, len(values), int((counts == 1).sum()), int(counts.max()), weight)
    draft.top = Values(shown_values((values[place], counts[place]) for place in order[:TOP]))
    draft.rare = Values(shown_values((values[place], counts[place]) for place in order[::-1][:RARE]))
    _describe(draft, counted(places, counts))


def put_counts(draft: Draft, distinct: int, singletons: int, highest: int, weight: float) -> None:
    """How many different values there are and how evenly they occur; `weight` is the sum of k ln k."""
    entropy = max(0.0, math.log(draft.count) - weight / draft.count) / math.log(2)
    if draft.column.kind == "id" and is_whole(draft.column):
        draft.put(id_gaps=round(draft.high - draft.low) + 1 - distinct)
    draft.put(
        distinct=distinct,
        unique_share=distinct / draft.count,
        singletons=singletons,
        repeats=draft.count - singletons,
        mode_share=highest / draft.count,
        entropy=entropy,
    )


def shown_values(items: Iterable[tuple[Any, Any]]) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(_shown(value), int(count)) for value, count in items)


def _describe(draft: Draft, column: Counted) -> None:
    draft.histogram = binned(column.values, column.counts, draft.low, draft.high, axis_of(draft))
    if draft.holds == "numbers" and draft.column.kind != "id":
        draft.put(**describe(column))
    if draft.holds == "dates":
        describe_dates(draft, column)
    above = int(np.searchsorted(column.values, 0, side="right"))
    draft.low_positive = float(column.values[above]) if above < len(column.values) else math.nan
    if wants_log(draft):
        draft.log_histogram = log_binned(column.values, column.counts, draft)


def _shown(value: Any) -> Value:
    """An infinity is a value too, but no number of JSON's."""
    shown = plain(value)
    return str(value) if shown is None else shown
