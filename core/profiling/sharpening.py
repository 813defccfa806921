"""Exact numbers on request: what was approximate or came from a sample is measured again on every row."""

from __future__ import annotations

from dataclasses import replace

from core.datasets.catalogue import Column, Dataset
from core.errors import NotFound
from core.profiling.measures.catalogue import MEASURES, build_measure, build_term, measure
from core.profiling.measures.draft import plain
from core.profiling.records import ColumnProfile, Number, Profile, ValueCount, Values
from core.profiling.sql import as_column
from core.profiling.table import Report, Table, holds, opened, wide
from core.profiling.texts.reading import build_shapes
from core.profiling.texts.scripts import build_scripts
from core.workspace import Workspace

KEYS = tuple(row.key for row in MEASURES)


def exact(ws: Workspace, dataset: Dataset, column: str, key: str) -> Number:
    """One measure of one column, over every row. Raises NotFound for an unknown column or measure.

    Also NotFound for a measure that does not apply, like the mean of texts.
    """
    known = dataset.column(column)
    if key not in KEYS or holds(known) not in measure(key).holds:
        fitting = [row.key for row in MEASURES if holds(known) in row.holds]
        raise NotFound(f"“{column}” has no measure “{key}”.", hint=f"It has {', '.join(fitting)}.")
    with opened(ws, dataset) as table:
        return Number(plain(table.one(build_measure(key, known))[0]))


def sharpen(table: Table, profile: Profile, report: Report) -> Profile:
    """The profile with every number of its columns, and every list of values, counted over every row.

    Associations stay as they are: of two columns `pair` gives the exact numbers.
    """
    columns = []
    for place, column in enumerate(profile.columns):
        report(place / len(profile.columns), f"Counting {column.name}")
        columns.append(_sharpened(table, column))
    report(1.0, "Done")
    return replace(profile, columns=tuple(columns), exact=True)


def _sharpened(table: Table, column: ColumnProfile) -> ColumnProfile:
    vague = [key for key, number in column.numbers.items() if number.precision != "exact"]
    known = as_column(column)
    numbers = {key: Number(plain(value)) for key, value in zip(vague, _measured(table, known, vague), strict=True)}
    return replace(
        column,
        numbers=column.numbers | numbers,
        patterns=_counted(table, column.patterns, build_shapes(known, table=table.name)),
        scripts=_counted(table, column.scripts, build_scripts(known, table=table.name)),
    )


def _measured(table: Table, column: Column, keys: list[str]) -> list[object]:
    """Those over the rows in one scan, each other one by its own statement."""
    together = [key for key in keys if measure(key).over == "rows"]
    terms = wide(table, [column], lambda known: [build_term(key, known, table=table.name) for key in together])
    found = dict(zip(together, terms.get(column.name, []), strict=True))
    return [found[key] if key in found else table.one(build_measure(key, column, table=table.name))[0] for key in keys]


def _counted(table: Table, values: Values | None, sql: str) -> Values | None:
    if values is None or values.precision == "exact":
        return values
    return Values(tuple(ValueCount(value, count) for value, count in table.all(sql)))
