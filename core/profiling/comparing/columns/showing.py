"""The statement behind a picture of both sides, to copy or to run: the tables are `left_table` and `right_table`."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from core.datasets import conditions as filters
from core.profiling.comparing.columns.bins import Bins
from core.profiling.comparing.sides import Part
from core.profiling.measures.histograms import build_bin
from core.profiling.table import text_literal

LEFT, RIGHT = "left_table", "right_table"
MOST_SHOWN = 50

# A name or a text in quotes may hold a question mark, too.
MARK = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\?")


def build_scale(expressions: tuple[str, str], bins: Bins, parts: tuple[Part, Part]) -> str:
    """Rows of both sides per bin."""
    placed = tuple(build_bin(e, bins.low, bins.high, bins=bins.count) for e in expressions)
    return _build(placed, expressions, parts, "bin", "bin")


def build_levels(levels: tuple[str, str], parts: tuple[Part, Part]) -> str:
    """Rows of both sides per value, the most frequent first."""
    return _build(levels, levels, parts, "value", f"before + after DESC, value\nLIMIT {MOST_SHOWN}")


def _build(shown: tuple[str, ...], present: tuple[str, str], parts: tuple[Part, Part], what: str, order: str) -> str:
    sides = [
        f"  SELECT '{name}' AS side, {place} AS {what}\n  FROM {source(part, table)}\n  WHERE {there} IS NOT NULL"
        for name, place, there, part, table in zip(
            ("before", "after"), shown, present, parts, (LEFT, RIGHT), strict=True
        )
    ]
    union = "\n  UNION ALL\n".join(sides)
    return (
        f"SELECT {what}, count_if(side = 'before') AS before, count_if(side = 'after') AS after\n"
        f"FROM (\n{union}\n)\nGROUP BY ALL\nORDER BY {order}"
    )


def source(part: Part, table: str) -> str:
    """What stands after FROM: the table, or its rows that are meant, with the values written out."""
    if not part.conditions:
        return table
    where = filters.build_where(part.dataset, part.conditions, table=table)
    values = iter(where.parameters)
    written = MARK.sub(lambda found: _literal(next(values)) if found.group() == "?" else found.group(), where.sql)
    return f"(SELECT * FROM {table} WHERE {f'({written}) IS NOT TRUE' if part.otherwise else written})"


def _literal(value: Any) -> str:
    if isinstance(value, bool | int | float | Decimal):
        return str(value)
    kinds = {dt.datetime: "TIMESTAMP ", dt.date: "DATE ", dt.time: "TIME "}
    return kinds.get(type(value), "") + text_literal(str(value))
