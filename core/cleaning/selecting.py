"""The few shapes that the SELECT of a step has: columns made anew in place, columns added, rows chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.cleaning.steps import Built, Sql, Table
from core.datasets import Column
from core.storage.engine import quote


def with_columns(
    table: Table,
    changed: Mapping[str, Sql],
    added: Mapping[str, Sql] | None = None,
    *,
    ordered: bool = False,
    notes: Sequence[str] = (),
) -> Built:
    """The same rows with some columns made anew in their place and others added at the end.

    `ordered` has to be said where a window function looks at neighbours: the rows come back in their order.
    """
    star = Sql("*")
    if changed:
        star = Sql.joined("* REPLACE (\n    ", Sql.joined(*_named(changed), by=",\n    "), "\n  )")
    listed = Sql.joined(star, *_named(added or {}), by=",\n  ")
    tail = f"\nFROM {table.name}" + ("\nORDER BY rowid" if ordered else "")
    return Built(Sql.joined("SELECT\n  ", listed, tail), keeps_rows=True, notes=tuple(notes))


def rows_where(table: Table, where: Sql) -> Built:
    """The rows for which this is true."""
    return Built(Sql.joined(f"SELECT *\nFROM {table.name}\nWHERE ", where))


def listed(columns: Sequence[Column]) -> str:
    return ", ".join(quote(column.name) for column in columns)


def marks(count: int) -> str:
    return ", ".join("?" * count)


def _named(expressions: Mapping[str, Sql]) -> list[Sql]:
    return [Sql.joined(expression, f" AS {quote(name)}") for name, expression in expressions.items()]
