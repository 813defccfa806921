"""The SQL behind what a profile shows, to copy or to run: each number, list and picture of a column."""

from __future__ import annotations

import math
from collections.abc import Callable

from core.datasets.catalogue import Column
from core.profiling.columns.dates import build_calendar, build_hours
from core.profiling.measures.catalogue import build_measure
from core.profiling.measures.histograms import build_histogram, build_log
from core.profiling.records import ColumnProfile
from core.profiling.table import DATA, plain_sql, terms, text_literal
from core.profiling.texts.reading import build_shapes
from core.profiling.texts.scripts import build_scripts

MOST_SHOWN = 20


def sql_of(column: ColumnProfile, key: str) -> str:
    """The statement that gives a measure (its key), or the "histogram", "top", "patterns" or "calendar" of a column.

    It computes over every row, whatever the profile did. Raises KeyError for an unknown key.
    """
    return PICTURES[key](column) if key in PICTURES else build_measure(key, as_column(column), table=DATA)


def as_column(column: ColumnProfile) -> Column:
    """The column as the builders of SQL know it."""
    return Column(column.name, column.kind, column.type, column.name)


def build_top(column: Column, *, table: str = DATA, limit: int = MOST_SHOWN) -> str:
    """The most frequent values: (value, count)."""
    name = plain_sql(column, terms(column)["column"])
    return (
        f"SELECT {name} AS value, count(*) AS count\n"
        f"FROM {table}\n"
        f"WHERE {name} IS NOT NULL\n"
        "GROUP BY ALL\n"
        "ORDER BY count DESC, value\n"
        f"LIMIT {limit}"
    )


def _histogram(column: ColumnProfile) -> str:
    edges = column.histogram.edges if column.histogram else (0.0, 0.0)
    return build_histogram(terms(as_column(column))["axis"], edges[0], edges[-1], table=DATA, bins=len(edges) - 1)


def _log_histogram(column: ColumnProfile) -> str:
    edges = column.log_histogram.edges if column.log_histogram else (1.0, 1.0)
    axis = build_log(terms(as_column(column))["axis"])
    return build_histogram(axis, math.log(edges[0]), math.log(edges[-1]), table=DATA, bins=len(edges) - 1)


def build_spellings(column: ColumnProfile, *, table: str = DATA) -> str:
    """The rows of each value that is probably written in several ways."""
    text = terms(as_column(column))["text"]
    return (
        f"SELECT {text} AS value, count(*) AS count\nFROM {table}\nWHERE {text} IN ({spelled(column)})\n"
        "GROUP BY ALL\nORDER BY count DESC, value"
    )


def spelled(column: ColumnProfile) -> str:
    """The values that are probably written in several ways, as SQL literals."""
    values = [text_literal(str(value.value)) for spelling in column.spellings for value in spelling.values]
    return ", ".join(values) or "NULL"


def _calendar(column: ColumnProfile) -> str:
    build = build_hours if column.holds == "times" else build_calendar
    return build(as_column(column), table=DATA)


PICTURES: dict[str, Callable[[ColumnProfile], str]] = {
    "top": lambda column: build_top(as_column(column)),
    "histogram": _histogram,
    "patterns": lambda column: build_shapes(as_column(column), table=DATA),
    "scripts": lambda column: build_scripts(as_column(column), table=DATA),
    "spellings": lambda column: build_spellings(column),
    "log_histogram": _log_histogram,
    "calendar": _calendar,
}
