"""How often each value occurs: one grouping per column gives distinct, top, rare and, of few values, all else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.datasets.catalogue import Column
from core.profiling.columns.sample import Sample
from core.profiling.columns.texts import WEIGHTED
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, plain
from core.profiling.measures.histograms import axis_of, binned, wants_log
from core.profiling.measures.weighted import Counted, counted, describe
from core.profiling.records import Value, ValueCount, Values
from core.profiling.table import MOST_VALUES, Table, holds, is_whole, plain_sql, terms

TOP = 20
RARE = 5
FEW_VALUES = 300_000  # by the approximate count, which may be a third too low; the values then travel to Python
LAST_INTEGER = 2**53  # beyond, a DOUBLE skips integers
ALWAYS_COUNTED = 2_000_000  # up to so many rows every column's different values are counted exactly
NEARLY_UNIQUE = 0.5  # of the values, by the approximate count
# Types of which a value takes eight bytes at most and NumPy keeps every digit.
TRAVELLING = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    *("DOUBLE", "FLOAT", "DATE", "TIMESTAMP"),
)
MEASURED = ("DOUBLE", "FLOAT", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE")  # how many different ones decides nothing


def count_frequencies(table: Table, sample: Sample, draft: Draft) -> None:
    """distinct, top and rare values, and whatever follows from them, of one column that has values.

    Of a large column that is nearly unique only the distinct values are counted, and of measurements not even those.
    """
    if draft.amount("distinct") <= FEW_VALUES and _can_travel(draft):
        _count_few(table, sample, draft)
    elif table.rows <= ALWAYS_COUNTED or draft.amount("distinct") <= NEARLY_UNIQUE * draft.count:
        _count_any(table, draft)
    elif draft.column.type not in MEASURED and draft.numbers["distinct"].precision != "exact":
        _count_distinct(table, draft)


def build_values(column: Column, *, table: str) -> str:
    """Every different value, as stored and on its axis, with its count: (v, place, k)."""
    spoken = terms(column, finite=True)
    return (
        f"SELECT {spoken['column']} AS v, {spoken['axis']} AS place, count(*) AS k\n"
        f"FROM {table}\n"
        f"WHERE {spoken['column']} IS NOT NULL\n"
        "GROUP BY ALL\n"
        f"LIMIT {MOST_VALUES}"
    )


def build_frequencies(column: Column, *, table: str) -> str:
    """One row about the values: distinct, singletons, highest count, sum of k ln k, top, rare, measures of texts."""
    is_text = holds(column) == "texts"
    value = plain_sql(column, terms(column)["column"])
    shown = f"left(v, {LONGEST_SHOWN})" if is_text else "v"
    weighted = [f"{fragment} AS {key}" for key, fragment in WEIGHTED.items()] if is_text else []
    measured = [
        "count(*)",
        "count_if(k = 1)",
        "max(k)",
        "sum(k * ln(k))",
        _some("k DESC, v", TOP, shown),
        _some("k, v", RARE, shown),
    ]
    return (
        "WITH frequencies AS MATERIALIZED (\n"
        f"  SELECT {value} AS v, count(*) AS k\n"
        f"  FROM {table}\n"
        f"  WHERE {value} IS NOT NULL\n"
        "  GROUP BY ALL\n"
        ")\n"
        "SELECT\n  " + ",\n  ".join([*measured, *weighted]) + "\nFROM frequencies"
    )


def build_distinct(column: Column, *, table: str) -> str:
    """The number of different values, without keeping their counts."""
    name = terms(column)["column"]
    return f"SELECT count(*)\nFROM (SELECT {name} FROM {table} WHERE {name} IS NOT NULL GROUP BY ALL)"


def _some(order: str, limit: int, shown: str) -> str:
    chosen = f"SELECT v, k FROM frequencies ORDER BY {order} LIMIT {limit}"
    return f"(SELECT list({{'v': {shown}, 'k': k}} ORDER BY {order}) FROM ({chosen}))"


def _can_travel(draft: Draft) -> bool:
    """Whether all values fit NumPy: there is no infinity, and no date beyond its timestamps, which has no place."""
    return draft.column.type in TRAVELLING and draft.finite and draft.has_range


def _count_few(table: Table, sample: Sample, draft: Draft) -> None:
    found = _at_hand(sample, draft) or table.arrays(build_values(draft.column, table=table.name))
    values, places, counts = (np.asarray(found[name]) for name in ("v", "place", "k"))
    if len(values) >= MOST_VALUES:
        _count_any(table, draft)
        return
    by_place = np.argsort(places)
    values, places, counts = values[by_place], places[by_place], counts[by_place]
    order = np.argsort(-counts, kind="stable")
    weight = float(counts @ np.log(counts))
    _put_counts(draft, len(values), int((counts == 1).sum()), int(counts.max()), weight)
    draft.top = _values([(values[place], counts[place]) for place in order[:TOP]])
    draft.rare = _values([(values[place], counts[place]) for place in order[::-1][:RARE]])
    _describe(draft, counted(places, counts))


def _at_hand(sample: Sample, draft: Draft) -> dict[str, NDArray[Any]]:
    """The numbers of a table that the sample has whole, from there: of thousands of columns each query takes long."""
    if not sample.whole or draft.holds != "numbers" or max(-draft.low, draft.high) > LAST_INTEGER:
        return {}
    values = sample.axes[draft.column.name]
    places, counts = np.unique(values[np.isfinite(values)], return_counts=True)
    return {"v": places.astype(np.int64) if is_whole(draft.column) else places, "place": places, "k": counts}


def _describe(draft: Draft, column: Counted) -> None:
    draft.histogram = binned(column.values, column.counts, draft.low, draft.high, axis_of(draft))
    if draft.holds == "numbers" and draft.column.kind != "id":
        draft.put(**describe(column))
    if wants_log(draft):
        draft.log_histogram = binned(column.values, column.counts, draft.low, draft.high, "log")


def _count_any(table: Table, draft: Draft) -> None:
    distinct, singletons, highest, weight, top, rare, *texts = table.one(
        build_frequencies(draft.column, table=table.name)
    )
    _put_counts(draft, distinct, singletons, highest, weight)
    draft.top = _values([(item["v"], item["k"]) for item in top])
    draft.rare = _values([(item["v"], item["k"]) for item in rare])
    draft.put(**dict(zip(WEIGHTED, texts, strict=False)))


def _count_distinct(table: Table, draft: Draft) -> None:
    distinct = table.one(build_distinct(draft.column, table=table.name))[0]
    draft.put(distinct=distinct, unique_share=distinct / draft.count)


def _put_counts(draft: Draft, distinct: int, singletons: int, highest: int, weight: float) -> None:
    entropy = max(0.0, math.log(draft.count) - weight / draft.count) / math.log(2)
    draft.put(
        distinct=distinct,
        unique_share=distinct / draft.count,
        singletons=singletons,
        mode_share=highest / draft.count,
        entropy=entropy,
    )


def _values(items: list[tuple[Any, Any]]) -> Values:
    return Values(tuple(ValueCount(_shown(value), int(count)) for value, count in items))


def _shown(value: Any) -> Value:
    """An infinity is a value too, but no number of JSON's."""
    shown = plain(value)
    return str(value) if shown is None else shown
