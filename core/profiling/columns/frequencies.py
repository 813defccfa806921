"""How often each value occurs: of a table that is not long from its columns read whole, else by one query each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.datasets.catalogue import Column
from core.profiling.columns.at_hand import count_at_hand
from core.profiling.columns.counting import RARE, TOP, put_counts, put_few, shown_values
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, Drafts
from core.profiling.records import ValueCount, Values
from core.profiling.table import MOST_VALUES, Table, holds, plain_sql, terms
from core.profiling.texts.lengths import WEIGHTED
from core.profiling.texts.spellings import most_read

FEW_VALUES = 300_000  # by the approximate count, which may be a third too low; the values then travel to Python
ALWAYS_COUNTED = 2_000_000  # up to so many rows every column's different values are counted exactly
NEARLY_UNIQUE = 0.5  # of the values, by the approximate count
MEASURED = ("DOUBLE", "FLOAT", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE")  # how many different ones decides nothing


def count_frequencies(table: Table, drafts: Drafts, tick: Callable[[float], None]) -> None:
    """distinct, top and rare values, and whatever follows from them, of every column that has values."""
    known = [draft for draft in drafts.values() if draft.count]
    frequent = most_read(len(table.holding("texts")))
    count_at_hand(table, [draft for draft in known if _is_at_hand(draft)], frequent, tick)
    left = [draft for draft in known if draft.top is None]
    for place, draft in enumerate(left):
        tick(place / len(left))
        _count(table, draft, frequent)


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


def build_frequencies(column: Column, *, table: str, frequent: int = TOP) -> str:
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
        _some("k DESC, v", max(frequent, TOP) if is_text else TOP, shown),
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


def _is_at_hand(draft: Draft) -> bool:
    return draft.can_travel or draft.column.type == "VARCHAR"


def _count(table: Table, draft: Draft, frequent: int) -> None:
    """Of a large column that is nearly unique only the distinct values are counted, of measurements not even those."""
    if draft.amount("distinct") <= FEW_VALUES and draft.can_travel:
        _count_few(table, draft, frequent)
    elif table.rows <= ALWAYS_COUNTED or draft.amount("distinct") <= NEARLY_UNIQUE * draft.count:
        _count_any(table, draft, frequent)
    elif draft.column.type not in MEASURED and draft.numbers["distinct"].precision != "exact":
        distinct = table.one(build_distinct(draft.column, table=table.name))[0]
        draft.put(distinct=distinct, unique_share=distinct / draft.count)


def _count_few(table: Table, draft: Draft, frequent: int) -> None:
    found = table.arrays(build_values(draft.column, table=table.name))
    values, places, counts = (np.asarray(found[name]) for name in ("v", "place", "k"))
    if len(values) >= MOST_VALUES:
        _count_any(table, draft, frequent)
        return
    order = np.argsort(places)
    put_few(draft, values[order], places[order], counts[order])


def _count_any(table: Table, draft: Draft, frequent: int) -> None:
    sql = build_frequencies(draft.column, table=table.name, frequent=frequent)
    distinct, singletons, highest, weight, top, rare, *texts = table.one(sql)
    put_counts(draft, distinct, singletons, highest, weight)
    if draft.holds == "texts":
        draft.frequent = tuple(ValueCount(item["v"], item["k"]) for item in top)
    draft.top = Values(shown_values((item["v"], item["k"]) for item in top[:TOP]))
    draft.rare = Values(shown_values((item["v"], item["k"]) for item in rare))
    draft.put(**dict(zip(WEIGHTED, texts, strict=False)))
