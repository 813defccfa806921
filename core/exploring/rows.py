"""Pages of rows: filtered, searched and sorted over the whole table, and only the page ever leaves the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import core.exploring.places as places
from core.datasets import Column, Dataset
from core.errors import BadInput, NotFound
from core.exploring.views import DATA, View, reading
from core.storage.engine import quote
from core.workspace import Workspace

MOST_ROWS = 10_000  # in one answer
MOST_CELLS = 1_000_000
LONGEST_SHOWN = 300  # characters of a text in the grid; one cell may hold megabytes


@dataclass(frozen=True)
class Page:
    """Some rows of a view. `places` are their places in the table, from 0; `total` is how many rows the view has."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    places: tuple[int, ...]
    total: int
    offset: int


def rows(
    ws: Workspace,
    dataset: Dataset,
    view: View | None = None,
    *,
    columns: Sequence[str] = (),
    limit: int = 100,
    offset: int = 0,
    longest: int | None = LONGEST_SHOWN,
) -> Page:
    """Rows of a view, in its order; texts end after `longest` characters with “…”, None shows them whole.

    Raises BadInput when too much is asked for or a condition cannot be used, NotFound on an unknown column, Busy when
    it takes too long.
    """
    view = view or View()
    wanted = [dataset.column(name) for name in columns] or list(dataset.columns)
    _check_size(limit, offset, len(wanted))
    with reading(ws, dataset) as connection:
        total, found = places.find(connection, dataset, view, limit=limit, offset=offset)
        fetched = connection.execute(build_rows(wanted, longest=longest), [found]).fetchall() if found else []
    by_place = {place: values for place, *values in fetched}
    return Page(
        tuple(column.name for column in wanted),
        tuple(tuple(by_place[place]) for place in found),
        tuple(found),
        total,
        offset,
    )


def row(ws: Workspace, dataset: Dataset, place: int, *, longest: int | None = None) -> dict[str, Any]:
    """The row at this place of the table, by column. Raises NotFound when the table has none there."""
    _check_place(dataset, place)
    with reading(ws, dataset) as connection:
        found = connection.execute(build_rows(dataset.columns, longest=longest), [[place]]).fetchall()
    return dict(zip((column.name for column in dataset.columns), found[0][1:], strict=True))


def cell(ws: Workspace, dataset: Dataset, place: int, column: str) -> Any:
    """One value in full. Raises NotFound when the table has no such row or column."""
    name = dataset.column(column).name
    _check_place(dataset, place)
    with reading(ws, dataset) as connection:
        found = connection.execute(f"SELECT {quote(name)}\nFROM {DATA}\nWHERE rowid = ?", [place]).fetchall()
    return found[0][0]


def build_rows(columns: Sequence[Column], *, longest: int | None) -> str:
    """Rows at given places, each with its place, in no order."""
    shown = ["rowid", *(shortened(column, longest) for column in columns)]
    return f"SELECT {', '.join(shown)}\nFROM {DATA}\nWHERE rowid IN (SELECT unnest(?::BIGINT[]))"


def shortened(column: Column, longest: int | None) -> str:
    """A column's value in SQL, a text no longer than allowed."""
    name = quote(column.name)
    if longest is None or column.type != "VARCHAR":
        return name
    return f"CASE WHEN length({name}) > {longest:d} THEN left({name}, {longest:d}) || '…' ELSE {name} END AS {name}"


def _check_size(limit: int, offset: int, columns: int) -> None:
    if not 0 < limit <= MOST_ROWS or offset < 0 or limit * columns > MOST_CELLS:
        raise BadInput(
            f"Rows {offset:,} to {offset + limit:,} of {columns:,} columns were asked for.",
            hint=f"Ask for 1 to {MOST_ROWS:,} rows and at most {MOST_CELLS:,} cells; export the rows to have them all.",
        )


def _check_place(dataset: Dataset, place: int) -> None:
    if not 0 <= place < dataset.rows:
        raise NotFound(
            f"“{dataset.name}” has no row {place + 1:,}.",
            hint=f"Its rows are 1 to {dataset.rows:,}, in the file's order.",
        )
