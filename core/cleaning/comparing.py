"""What a step changed: rows, columns, missing values, and cells where rows stayed what they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.cleaning.running import Ran
from core.cleaning.steps import Sql, Table
from core.datasets import Column
from core.storage.engine import quote

MOST_EXAMPLES = 8  # changed cells shown of one step
MOST_COLUMNS_SHOWN = 4
LONGEST_EXAMPLE = 200  # characters
COLUMNS_PER_SCAN = 200


@dataclass(frozen=True)
class Change:
    """One cell before and after, as text; None where nothing was or is. `row` counts from 1 in the table before."""

    row: int
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """`cells` changed by column, None where rows are not the same; `examples` are some of them."""

    missing_before: int
    missing_after: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    cells: dict[str, int] | None
    examples: tuple[Change, ...]

    @property
    def changed(self) -> int | None:
        return None if self.cells is None else sum(self.cells.values())


def compare(ran: Ran) -> Difference:
    """What changed from the table before the step to the one after it."""
    before, after = ran.before, ran.after
    cells = _changed(before, after) if ran.built.keeps_rows else None
    shown = sorted((name for name, count in (cells or {}).items() if count), key=lambda name: -(cells or {})[name])
    return Difference(
        missing_before=_missing(before),
        missing_after=_missing(after),
        added=_names_only_in(after, before),
        removed=_names_only_in(before, after),
        cells={name: cells[name] for name in shown} if cells is not None else None,
        examples=tuple(change for name in shown[:MOST_COLUMNS_SHOWN] for change in _examples(before, after, name)),
    )


def build_changed(before: Table, after: Table, pairs: list[tuple[Column, Column]]) -> Sql:
    """How many cells differ, for each pair of columns."""
    counts = ",\n  ".join(f"count(*) FILTER (WHERE {_differs(old, new)})" for old, new in pairs)
    return Sql(f"SELECT\n  {counts}\nFROM {before.name} AS b\nPOSITIONAL JOIN {after.name} AS a")


def build_examples(before: Table, after: Table, old: Column, new: Column) -> Sql:
    """(row, before, after) of some cells that differ, as text."""
    texts = [
        f"left(CAST({side}.{quote(column.name)} AS VARCHAR), {LONGEST_EXAMPLE})"
        for column, side in ((old, "b"), (new, "a"))
    ]
    return Sql(
        f"SELECT b.rowid + 1, {', '.join(texts)}\nFROM {before.name} AS b\nPOSITIONAL JOIN {after.name} AS a\n"
        f"WHERE {_differs(old, new)}\nLIMIT {MOST_EXAMPLES // 2}"
    )


def _differs(old: Column, new: Column) -> str:
    b, a = f"b.{quote(old.name)}", f"a.{quote(new.name)}"
    if old.type == new.type:
        return f"{b} IS DISTINCT FROM {a}"
    return f"CAST({b} AS VARCHAR) IS DISTINCT FROM CAST({a} AS VARCHAR)"


def _changed(before: Table, after: Table) -> dict[str, int]:
    news = {column.name: column for column in after.columns}
    pairs = [(old, news[old.name]) for old in before.columns if old.name in news]
    counted: dict[str, int] = {}
    for start in range(0, len(pairs), COLUMNS_PER_SCAN):
        some = pairs[start : start + COLUMNS_PER_SCAN]
        counts: tuple[Any, ...] = before.ask(build_changed(before, after, some))[0]
        counted |= {old.name: int(count) for (old, _new), count in zip(some, counts, strict=True)}
    return counted


def _examples(before: Table, after: Table, name: str) -> list[Change]:
    found = before.ask(build_examples(before, after, before.column(name), after.column(name)))
    return [Change(int(row), name, old, new) for row, old, new in found]


def _missing(table: Table) -> int:
    total = 0
    for start in range(0, len(table.columns), COLUMNS_PER_SCAN):
        some = table.columns[start : start + COLUMNS_PER_SCAN]
        values = " + ".join(f"count({quote(column.name)})" for column in some)
        total += table.rows * len(some) - int(table.ask(Sql(f"SELECT {values} FROM {table.name}"))[0][0])
    return total


def _names_only_in(one: Table, other: Table) -> tuple[str, ...]:
    others = {column.name for column in other.columns}
    return tuple(column.name for column in one.columns if column.name not in others)
