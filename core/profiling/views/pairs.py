"""Two columns together, whatever they hold: a density, boxes or a mosaic, from aggregates over every row."""

from __future__ import annotations

from core.datasets.catalogue import Column, Dataset
from core.errors import BadInput
from core.profiling.records import PairView
from core.profiling.table import Table, holds, opened, terms
from core.profiling.views.boxes import draw_boxes
from core.profiling.views.densities import draw_density
from core.profiling.views.mosaics import draw_mosaic
from core.workspace import Workspace

# By whether the first and the second column are categories; dates and categories go along x.
SHAPES = {
    (False, False): draw_density,
    (True, False): draw_boxes,
    (True, True): draw_mosaic,
}


def pair(ws: Workspace, dataset: Dataset, first: str, second: str) -> PairView:
    """How two columns of a dataset go together, measured on every row.

    The one of them that belongs there lies along x: dates before numbers, categories before both. Raises NotFound for
    a name that is no column, and BadInput when both are the same or no row has both.
    """
    columns = dataset.column(first), dataset.column(second)
    if first == second:
        raise BadInput(f"“{first}” was chosen twice.", hint="Choose two different columns.")
    with opened(ws, dataset) as table:
        return draw(table, *columns)


def draw(table: Table, first: Column, second: Column) -> PairView:
    """The picture of two columns of a table that is open."""
    x, y = sorted((first, second), key=_rank)
    present = f"{terms(x)[_term(x)]} IS NOT NULL AND {terms(y)[_term(y)]} IS NOT NULL"
    rows = table.one(f"SELECT count(*)\nFROM {table.name}\nWHERE {present}")[0]
    if not rows:
        raise BadInput(f"No row has both “{first.name}” and “{second.name}”.", hint="Choose another column.")
    return SHAPES[is_category(x), is_category(y)](table, x, y, present, rows)


def is_category(column: Column) -> bool:
    """Whether the column has names rather than places on an axis."""
    return holds(column) in ("texts", "booleans") or column.kind == "category"


def _rank(column: Column) -> int:
    return 0 if is_category(column) else 1 if holds(column) == "dates" else 2


def _term(column: Column) -> str:
    return "column" if is_category(column) else "axis"
