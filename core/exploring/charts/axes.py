"""Columns as axes: a number in bins, a date in months or hours, categories with the rest as one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from core.datasets import Column, conditions
from core.datasets.conditions import Where, family
from core.exploring.charts.spec import MOST_BINS, MOST_TOP, OTHER, ChartSpec, part_of
from core.exploring.views import DATA
from core.storage.engine import quote

FEW_NUMBERS = 30  # different numbers that are shown one by one
MOST_MOMENTS = 400  # points on an axis of time: more than that, and the part is coarser
MOST_COLOURS = 8
MOST_FACETS = 6
LONGEST_LABEL = 80  # characters of a category

AxisKind = Literal["number", "bins", "date", "category"]
SECONDS = {"hour": 3600, "day": 86_400, "week": 604_800, "month": 2_629_800, "quarter": 7_889_400, "year": 31_557_600}


@dataclass(frozen=True)
class Axis:
    """A column as an axis: `sql` gives its place, NULL where it has none. Bins are named by where they begin.

    `ranked` axes are categories, of which the most frequent are kept and the rest is one.
    """

    column: str
    kind: AxisKind
    sql: str
    label: str
    width: float = 0.0
    ranked: bool = False


def x_axis(connection: duckdb.DuckDBPyConnection, column: Column, spec: ChartSpec, where: Where) -> Axis:
    """The axis that suits the column and the choices made."""
    kind = family(column)
    if kind == "date":
        return _date(connection, column, spec, where)
    if kind == "number":
        return _number(connection, column, spec, where)
    return category(column)


def category(column: Column) -> Axis:
    """The column's values as texts."""
    text = conditions.as_text(column)
    if column.type == "VARCHAR":  # asked first, since to cut a text costs ten times as much as to measure it
        text = f"CASE WHEN length({text}) > {LONGEST_LABEL} THEN left({text}, {LONGEST_LABEL}) ELSE {text} END"
    return Axis(column.name, "category", text, column.name, ranked=True)


def grouping(column: Column, spec: ChartSpec) -> Axis:
    """The column as colour, facet or side of a table: a date by its part, else years; everything else as it is."""
    if family(column) != "date":
        return category(column)
    part = part_of(spec.part or "year")
    sql = f"CAST({part.sql.format(x=quote(column.name))} AS VARCHAR)"
    return Axis(column.name, "category", sql, f"{column.name}, {part.label.lower()}", ranked=True)


def finite(column: Column) -> str:
    """The column's values without infinities, in SQL."""
    name = quote(column.name)
    return f"CASE WHEN isfinite({name}) THEN {name} END" if column.type in ("DOUBLE", "DATE", "TIMESTAMP") else name


def span(connection: duckdb.DuckDBPyConnection, sql: str, where: Where) -> tuple[Any, Any, int]:
    """The lowest and the highest value, and about how many different ones there are."""
    query = f"SELECT min(v), max(v), approx_count_distinct(v)\nFROM (SELECT {sql} AS v FROM {DATA} {where.clause})"
    found = connection.execute(query, where.parameters).fetchone()
    return (found[0], found[1], int(found[2])) if found else (None, None, 0)


def bin_width(low: float, high: float, bins: int) -> float:
    """A width that reads well (1, 2 or 5 times a power of ten) and gives about so many bins."""
    rough = (high - low) / max(1, min(bins, MOST_BINS))
    if not rough > 0 or not math.isfinite(rough):
        return 1.0
    power = float(10.0 ** math.floor(math.log10(rough)))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough * (1 - 1e-9))


def most(spec: ChartSpec) -> int:
    return max(1, min(spec.top, MOST_TOP))


def with_rest(axis: Axis, source: str, keep: int, *, other: bool, alias: str) -> str:
    """The axis's values in SQL, those beyond the most frequent as “Other”, or NULL to be left out."""
    if not axis.ranked:
        return alias
    ranked = f"GROUP BY ALL ORDER BY count(*) DESC, {alias} LIMIT {keep}"
    top = f"SELECT {alias} FROM {source} WHERE {alias} IS NOT NULL {ranked}"
    rest = f"CASE WHEN {alias} IS NOT NULL THEN '{OTHER}' END" if other else "NULL"
    return f"CASE WHEN {alias} IN ({top}) THEN {alias} ELSE {rest} END"


def _number(connection: duckdb.DuckDBPyConnection, column: Column, spec: ChartSpec, where: Where) -> Axis:
    low, high, different = span(connection, finite(column), where)
    if spec.bins <= 0 or low is None or different <= min(FEW_NUMBERS, spec.bins + 10):
        return Axis(column.name, "number", finite(column), column.name)
    width = bin_width(float(low), float(high), spec.bins)
    sql = f"floor({finite(column)} / {width!r}) * {width!r}"
    return Axis(column.name, "bins", sql, f"{column.name}, in steps of {width:,.12g}", width)


def _date(connection: duckdb.DuckDBPyConnection, column: Column, spec: ChartSpec, where: Where) -> Axis:
    part = part_of(spec.part or _finest(connection, column, where))
    sql = part.sql.format(x=f"({finite(column)})")
    if part.is_time:
        return Axis(column.name, "date", f"CAST({sql} AS TIMESTAMP)", f"{column.name}, {part.label.lower()}")
    return Axis(column.name, "number", sql, f"{column.name}, {part.label.lower()}")


def _finest(connection: duckdb.DuckDBPyConnection, column: Column, where: Where) -> str:
    """The finest part of which the dates have no more than a picture can hold."""
    low, high, _different = span(connection, f"epoch({finite(column)})", where)
    seconds = float(high - low) if low is not None else 0.0
    parts = [part for part in SECONDS if part != "hour" or column.type != "DATE"]
    return next((part for part in parts if seconds / SECONDS[part] <= MOST_MOMENTS), "year")
