"""A view: which rows of a table are looked at, and in which order, as plain data; and its SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from core import datasets
from core.datasets import Dataset, showing
from core.datasets.conditions import Condition, Where, build_where
from core.errors import BadInput
from core.storage import deadlines
from core.storage.engine import quote
from core.workspace import Workspace

DATA = "data"  # the table's name in a dataset's file, and in the SQL that is shown
WHOLE_ROWS = f"SELECT *\nFROM {DATA}\n"  # how the SQL of a check begins that finds rows
MOST_ORDERS = 10
PATIENCE_SECONDS = 60.0
FIELDS = {"conditions", "search", "sort", "match"}


@dataclass(frozen=True)
class Order:
    """A column to sort by. Missing values come last in either direction."""

    column: str
    descending: bool = False


@dataclass(frozen=True)
class View:
    """Rows for which all conditions hold (or any) and which contain the searched text, sorted by some columns.

    `check` is the SQL of one of our own checks that finds whole rows; it comes from a profile, never from a person.
    """

    conditions: tuple[Condition, ...] = ()
    search: str = ""
    sort: tuple[Order, ...] = ()
    match: Literal["all", "any"] = "all"
    check: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether no row is left out."""
        return not (self.conditions or self.search or self.check)

    def to_json(self) -> dict[str, Any]:
        """For a URL or a body; what is as usual is left out, and so is `check`."""
        whole = {
            "conditions": [condition.to_json() for condition in self.conditions],
            "search": self.search,
            "sort": [vars(order) for order in self.sort],
            "match": self.match,
        }
        return {name: value for name, value in whole.items() if value and value != "all"}

    @classmethod
    def from_json(cls, given: Any) -> View:
        """Raises BadInput when it is not a view."""
        if not isinstance(given, dict) or not given.keys() <= FIELDS:
            raise BadInput(f"“{str(given)[:100]}” is no filter.", hint=f"It may say: {', '.join(sorted(FIELDS))}.")
        match = given.get("match", "all")
        if match not in ("all", "any"):
            raise BadInput(f"“{match}” is no way to join conditions.", hint="Choose all or any.")
        return cls(
            conditions=tuple(Condition.from_json(condition) for condition in _list(given, "conditions")),
            search=str(given.get("search", "")),
            sort=tuple(_order(order) for order in _list(given, "sort")),
            match=match,
        )


def finds_rows(sql: str) -> bool:
    """Whether the SQL of a check finds rows of the table, rather than numbers."""
    return sql.startswith(WHOLE_ROWS) and "\nGROUP BY" not in sql


def build_filter(dataset: Dataset, view: View) -> Where:
    """The rows of a view. Raises NotFound on an unknown column, BadInput on a value that cannot be compared."""
    where = build_where(dataset, view.conditions, search=view.search, table=DATA, match=view.match)
    if not view.check:
        return where
    if not finds_rows(view.check):
        raise BadInput("What this check found is not rows of the table.", hint="Look at its numbers on the profile.")
    inner = view.check.removeprefix(WHOLE_ROWS).removesuffix("ORDER BY ALL")
    return Where(f"rowid IN (\n  SELECT rowid FROM {DATA}\n{inner}\n)").and_(where)


def build_order(dataset: Dataset, view: View) -> str:
    """What to sort by; the order of the file decides between equals."""
    if len(view.sort) > MOST_ORDERS:
        raise BadInput(f"{len(view.sort)} columns were given to sort by.", hint=f"Give at most {MOST_ORDERS}.")
    parts = [
        f"{quote(dataset.column(order.column).name)} {'DESC' if order.descending else 'ASC'} NULLS LAST"
        for order in view.sort
    ]
    return ", ".join([*parts, "rowid"])


def build_statement(dataset: Dataset, view: View) -> str:
    """The statement that a person could run to see the same rows, its values written out."""
    where = build_filter(dataset, view)
    order = f"ORDER BY {build_order(dataset, view)}" if view.sort else ""
    return showing.written(WHOLE_ROWS + "\n".join(part for part in (where.clause, order) if part), where.parameters)


@contextmanager
def reading(ws: Workspace, dataset: Dataset) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of one's own for which `data` is the dataset's table, with a limit to its patience."""
    hint = "Narrow the rows down with a condition, or look at fewer columns."
    with datasets.reading(ws, dataset) as reader:
        reader.connection.execute(f"USE {reader.schema}")
        with deadlines.within(reader.connection, PATIENCE_SECONDS, hint=hint):
            yield reader.connection


def _list(given: dict[str, Any], name: str) -> list[Any]:
    found = given.get(name) or []
    if not isinstance(found, list | tuple):
        raise BadInput(f"“{name}” is “{str(found)[:100]}”.", hint="Give a list.")
    return list(found)


def _order(given: Any) -> Order:
    if isinstance(given, str):
        return Order(given.removeprefix("-"), given.startswith("-"))
    if not isinstance(given, dict) or not {"column"} <= given.keys() <= {"column", "descending"}:
        raise BadInput(f"“{str(given)[:100]}” is no order.", hint='Give {"column": "age", "descending": true}.')
    return Order(str(given["column"]), bool(given.get("descending", False)))
