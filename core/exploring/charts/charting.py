"""A chart's numbers: the choices checked, the aggregate asked for, and what a reader has to know about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from core.datasets import Column, Dataset, showing
from core.datasets.condition_values import WORDS
from core.datasets.conditions import Where, family
from core.errors import BadInput
from core.exploring.charts import axes, queries
from core.exploring.charts.axes import Axis
from core.exploring.charts.queries import Dimensions
from core.exploring.charts.spec import Aggregate, ChartKind, ChartSpec, aggregate_of, kind_of
from core.exploring.views import DATA, View, build_filter, reading
from core.workspace import Workspace


@dataclass(frozen=True)
class Chart:
    """The numbers of a chart: `rows` in the order of `columns`, at most some thousands.

    `n` rows of the view are in it and `left_out` are not, since a value is missing; `axes` says what x, colour and
    facet are, `measure` what the values are. `notes` are sentences for the reader, `sql` gives the same numbers.
    """

    spec: ChartSpec
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    axes: Dimensions
    measure: str
    n: int
    left_out: int
    sql: str
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> list[Any]:
        """The values of one column of the result."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


@dataclass
class Work:
    """What a chart is made from: the open table, the choices, and the filter."""

    connection: duckdb.DuckDBPyConnection
    dataset: Dataset
    spec: ChartSpec
    kind: ChartKind
    where: Where
    notes: list[str] = field(default_factory=list)

    def column(self, role: str) -> Column | None:
        """The column chosen for a role, None where there is none."""
        name = getattr(self.spec, role)
        return self.dataset.column(name) if name else None

    def needed(self, role: str) -> Column:
        """The column of a role that the kind of chart must have."""
        return self.dataset.column(getattr(self.spec, role))

    def ask(self, sql: str) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
        found = self.connection.execute(sql, self.where.parameters)
        return tuple(name for name, *_ in found.description or ()), tuple(found.fetchall())


@dataclass(frozen=True)
class Numbers:
    """What a shape gives: its SQL, its axes and what its values are."""

    sql: str
    axes: Dimensions
    measure: str


def chart(ws: Workspace, dataset: Dataset, spec: ChartSpec, view: View | None = None) -> Chart:
    """The numbers of a chart over the rows of a view. Raises NotFound and BadInput on choices that cannot be drawn."""
    kind = kind_of(spec.kind)
    _check(dataset, spec, kind)
    where = build_filter(dataset, view or View())
    with reading(ws, dataset) as connection:
        work = Work(connection, dataset, spec, kind, where)
        made = SHAPES[kind.shape](work)
        columns, rows = work.ask(made.sql)
        n, left_out = _counted(work)
    if len(rows) >= queries.MOST_CELLS:
        work.notes.append(f"Only the first {queries.MOST_CELLS:,} combinations are shown; choose fewer.")
    sql = showing.written(made.sql, where.parameters)
    return Chart(spec, _title(work, made), columns, rows, made.axes, made.measure, n, left_out, sql, tuple(work.notes))


def _check(dataset: Dataset, spec: ChartSpec, kind: ChartKind) -> None:
    """Every role that must be filled is, and by a column that suits it."""
    roles = (("x", kind.x, kind.x_families), ("y", kind.y, kind.y_families), ("group", kind.group, ()))
    for role, need, families in roles:
        name = getattr(spec, role)
        if need == "must" and not name:
            raise BadInput(f"“{kind.label}” needs a column for {ROLES[role]}.", hint="Choose one.")
        if name and need != "no" and families and family(dataset.column(name)) not in families:
            wanted = " or ".join(WORDS[one] for one in families)
            raise BadInput(f"“{kind.label}” cannot draw “{name}” as {ROLES[role]}.", hint=f"It takes {wanted}.")
    _check_measure(dataset, spec, kind)


def _check_measure(dataset: Dataset, spec: ChartSpec, kind: ChartKind) -> None:
    aggregate = aggregate_of(spec.aggregate)
    if kind.shape != "grouped" or aggregate.key == "count":
        return
    if not spec.y:
        raise BadInput(f"“{aggregate.label}” of what?", hint="Choose a column to compute it of, or count the rows.")
    if aggregate.families and family(dataset.column(spec.y)) not in aggregate.families:
        raise BadInput(f"“{spec.y}” has no {aggregate.label.lower()}: it holds no numbers.", hint="Count it instead.")


ROLES = {"x": "the horizontal axis", "y": "the vertical axis", "group": "the second dimension"}


def _grouped(work: Work) -> Numbers:
    aggregate, y = _measured(work)
    dimensions = _dimensions(work)
    label = aggregate.label if y is None else f"{aggregate.label} of {y.name}"
    return Numbers(queries.build_grouped(dimensions, y, aggregate, work.spec, work.where), dimensions, label)


def _measured(work: Work) -> tuple[Aggregate, Column | None]:
    """What is computed, of which column; counting rows needs none."""
    aggregate = aggregate_of(work.spec.aggregate)
    return aggregate, None if aggregate.key == "count" else work.column("y")


def _dimensions(work: Work) -> Dimensions:
    x, group, facet = (work.column(role) for role in ("x", "group", "facet"))
    found: Dimensions = {}
    if x:
        found["x"] = axes.x_axis(work.connection, x, work.spec, work.where)
    if group and work.kind.group != "no":
        found["colour"] = axes.grouping(group, work.spec)
    if facet and work.kind.shape == "grouped":
        found["facet"] = axes.grouping(facet, work.spec)
    return found


def _histogram(work: Work) -> Numbers:
    x, group = work.needed("x"), work.column("group")
    on_axis = f"epoch({axes.finite(x)})" if family(x) == "date" else axes.finite(x)
    low, high, _different = axes.span(work.connection, on_axis, work.where)
    width = _width(x, float(low or 0), float(high or 0), work.spec.bins)
    axis = Axis(x.name, "date" if family(x) == "date" else "bins", on_axis, x.name, width)
    colour = axes.grouping(group, work.spec) if group else None
    sql = queries.build_histogram(axis, colour, width, work.spec, work.where)
    return Numbers(sql, {"x": axis} | ({"colour": colour} if colour else {}), "Rows")


def _box(work: Work) -> Numbers:
    x, y = work.column("x"), work.needed("y")
    axis = axes.grouping(x, work.spec) if x else None
    return Numbers(queries.build_box(axis, y, work.spec, work.where), {"x": axis} if axis else {}, y.name)


def _points(work: Work) -> Numbers:
    """Points where they are few; where they are many, a sample of them if coloured, else how dense they lie."""
    x, y, group = work.needed("x"), work.needed("y"), work.column("group")
    at_x, at_y = axes.finite(x), axes.finite(y)
    axis = Axis(x.name, "date" if family(x) == "date" else "number", at_x, x.name)
    rows = _count(work, f"{at_x} IS NOT NULL AND {at_y} IS NOT NULL")
    if rows > queries.MOST_POINTS and not group:
        return _density(work, axis, (x, y), rows)
    every = max(1, round(rows / queries.MOST_POINTS))
    if every > 1:
        work.notes.append(f"About {rows // every:,} of {rows:,} points are drawn, chosen at random.")
    colour = axes.grouping(group, work.spec) if group else None
    dimensions = {"x": axis} | ({"colour": colour} if colour else {})
    return Numbers(queries.build_points(at_x, at_y, colour, every, work.where), dimensions, y.name)


def _density(work: Work, axis: Axis, columns: tuple[Column, Column], rows: int) -> Numbers:
    x, y = columns
    on_axis = f"epoch({axis.sql})" if axis.kind == "date" else f"({axis.sql})::DOUBLE"
    up = f"({axes.finite(y)})::DOUBLE"
    widths = []
    for column, sql in ((x, on_axis), (y, up)):
        low, high, _different = axes.span(work.connection, sql, work.where)
        widths.append(_width(column, float(low), float(high), queries.DENSITY_BINS))
    work.notes.append(f"{rows:,} points are too many to draw: the stronger the colour, the more of them.")
    sql = queries.build_density(on_axis, up, (widths[0], widths[1]), work.where)
    return Numbers(sql, {"x": Axis(axis.column, axis.kind, on_axis, axis.label, widths[0])}, y.name)


def _width(column: Column, low: float, high: float, bins: int) -> float:
    """The width of bins; those of whole numbers begin and end at whole numbers."""
    width = axes.bin_width(low, high, bins)
    whole = family(column) == "number" and column.type != "DOUBLE"
    return max(1.0, float(round(width))) if whole else width


SHAPES: dict[str, Callable[[Work], Numbers]] = {
    "grouped": _grouped,
    "histogram": _histogram,
    "box": _box,
    "points": _points,
}


def _counted(work: Work) -> tuple[int, int]:
    """How many rows of the view are in the chart, and how many are left out since a value is missing."""
    roles = [role for role in ("x", "y", "group", "facet") if _counts(work, role)]
    columns = [column for role in roles if (column := work.column(role))]
    present = " AND ".join(f"{axes.finite(column)} IS NOT NULL" for column in columns) or "TRUE"
    total, n = _count(work, "TRUE"), _count(work, present)
    return n, total - n


def _counts(work: Work, role: str) -> bool:
    if role == "y":
        return work.kind.shape != "grouped" or work.spec.aggregate != "count"
    return role != "group" or work.kind.group != "no"


def _count(work: Work, present: str) -> int:
    where = work.where.and_(Where(present)) if present != "TRUE" else work.where
    found = work.connection.execute(f"SELECT count(*)\nFROM {DATA}\n{where.clause}", where.parameters).fetchone()
    return int(found[0]) if found else 0


def _title(work: Work, made: Numbers) -> str:
    """What the chart shows, in words."""
    by = [axis.label for axis in made.axes.values()]
    joined = " and ".join(f"“{label}”" for label in by)
    if work.kind.shape == "points":
        return f"“{made.measure}” against “{by[0]}”" + (f" by “{by[1]}”" if len(by) > 1 else "")
    return f"{made.measure} by {joined}" if joined else made.measure
