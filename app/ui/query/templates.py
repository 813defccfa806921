"""Queries to begin with, written for a table of the person's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.datasets import Column
from core.querying import Table
from core.querying.naming import RESERVED
from core.storage.engine import quote


@dataclass(frozen=True)
class Template:
    """A query to begin with: `write(table, others)` is its SQL, or None where the tables do not lend themselves."""

    label: str
    help: str
    write: Callable[[Table, Sequence[Table]], str | None]


def first_rows(table: Table, _others: Sequence[Table]) -> str:
    return f"FROM {name(table)}\nLIMIT 100"


def summary(table: Table, _others: Sequence[Table]) -> str:
    return f"SUMMARIZE {name(table)}"


def count_by(table: Table, _others: Sequence[Table]) -> str | None:
    group = _column(table, "category", "boolean", "text")
    if group is None:
        return None
    return f"SELECT\n  {group},\n  count(*) AS rows\nFROM {name(table)}\nGROUP BY ALL\nORDER BY rows DESC"


def average_by(table: Table, _others: Sequence[Table]) -> str | None:
    group, value = _column(table, "category", "boolean", "text"), _column(table, "number")
    if group is None or value is None:
        return None
    return (
        f"SELECT\n  {group},\n  count(*) AS rows,\n  avg({value}) AS average,\n  median({value}) AS median\n"
        f"FROM {name(table)}\nGROUP BY ALL\nORDER BY average DESC"
    )


def over_time(table: Table, _others: Sequence[Table]) -> str | None:
    day = _column(table, "date")
    if day is None:
        return None
    return (
        f"SELECT\n  date_trunc('month', {day}) AS month,\n  count(*) AS rows\nFROM {name(table)}\n"
        f"GROUP BY ALL\nORDER BY month"
    )


def repeated(table: Table, _others: Sequence[Table]) -> str:
    columns = ", ".join(_name(column) for column in table.columns[:3])
    return (
        f"SELECT\n  {columns},\n  count(*) AS times\nFROM {name(table)}\n"
        f"GROUP BY ALL\nHAVING count(*) > 1\nORDER BY times DESC"
    )


def missing(table: Table, _others: Sequence[Table]) -> str:
    columns = "COLUMNS(*)"
    return f"SELECT count(*) - count({columns})\nFROM {name(table)}"


def pivot(table: Table, _others: Sequence[Table]) -> str | None:
    groups = [c for c in table.columns if c.kind in ("category", "boolean")][:2]
    if len(groups) < 2:
        return None
    return f"PIVOT {name(table)}\nON {_name(groups[0])}\nUSING count(*)\nGROUP BY {_name(groups[1])}"


def join(table: Table, others: Sequence[Table]) -> str | None:
    """Joins the table to the first other one that has a column of the same name."""
    mine = {column.name: column for column in table.columns}
    for other in others:
        shared = [column for column in other.columns if column.name in mine and other.dataset_id != table.dataset_id]
        if shared:
            return f"SELECT *\nFROM {name(table)}\nJOIN {name(other)} USING ({_name(shared[0])})\nLIMIT 100"
    return None


TEMPLATES = (
    Template("First rows", "What the table looks like.", first_rows),
    Template("Summary", "Every column: type, least and most, average, quartiles, missing share.", summary),
    Template("Count by", "How many rows each value of a column has.", count_by),
    Template("Average by", "The average of a number for each value of a column.", average_by),
    Template("Over time", "How many rows each month has.", over_time),
    Template("Pivot", "One column down, one across, a count in each cell.", pivot),
    Template("Missing values", "How many values are missing in each column.", missing),
    Template("Repeated rows", "Values that occur more than once.", repeated),
    Template("Join", "Two tables side by side, by a column that both have.", join),
)


def name(table: Table) -> str:
    """The table's name in SQL; slugs need no quotes."""
    return table.name if table.name.isidentifier() else quote(table.name)


def _column(table: Table, *kinds: str) -> str | None:
    """The first column of the first kind that the table has."""
    for kind in kinds:
        found = next((column for column in table.columns if column.kind == kind), None)
        if found:
            return _name(found)
    return None


def _name(column: Column) -> str:
    plain = column.name.isidentifier() and column.name.islower()
    return column.name if plain and column.name not in RESERVED else quote(column.name)
