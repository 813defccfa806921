"""The one aggregate behind each shape of chart, as SQL."""

from __future__ import annotations

from core.datasets import Column
from core.datasets.conditions import Where
from core.exploring.charts import axes
from core.exploring.charts.axes import Axis
from core.exploring.charts.spec import Aggregate, ChartSpec
from core.exploring.views import DATA
from core.storage.engine import quote

MOST_CELLS = 20_000  # rows that any of these returns
MOST_POINTS = 4_000  # drawn one by one
DENSITY_BINS = 60
WHISKER = 1.5  # interquartile ranges (Tukey 1977)

Dimensions = dict[str, Axis]  # by their names in the result: x, colour, facet


def build_grouped(dimensions: Dimensions, y: Column | None, aggregate: Aggregate, spec: ChartSpec, where: Where) -> str:
    """(dimensions…, value, rows): one aggregate for each combination of the dimensions' values."""
    seen = [f"{axis.sql} AS {name}" for name, axis in dimensions.items()]
    measured = f"{axes.finite(y) if y.type == 'DOUBLE' else quote(y.name)} AS y" if y else "1 AS y"
    shown = [
        f"{axes.with_rest(axis, 'seen', _keep(name, spec), other=spec.other, alias=name)} AS {name}_"
        for name, axis in dimensions.items()
    ]
    kept = [*(f"{name} IS NOT NULL" for name in dimensions), *(["y IS NOT NULL"] if y else [])]
    listed = ", ".join(f"{name}_ AS {name}" for name in dimensions)
    present = " AND ".join(f"{name}_ IS NOT NULL" for name in dimensions)
    inner = ",\n  ".join([*seen, measured])
    return (
        f"WITH seen AS (\n  SELECT {inner}\n  FROM {DATA}\n  {where.clause}\n),\n"
        f"grouped AS (\n  SELECT {', '.join(shown)}, y\n  FROM seen\n  WHERE {' AND '.join(kept)}\n)\n"
        f"SELECT {listed}, {aggregate.sql.format(y='y')} AS value, count(*) AS rows\n"
        f"FROM grouped\nWHERE {present}\nGROUP BY ALL\nORDER BY ALL\nLIMIT {MOST_CELLS}"
    )


def build_histogram(x: Axis, group: Axis | None, width: float, spec: ChartSpec, where: Where) -> str:
    """(x, colour?, rows): rows in each bin, which is named by where it begins; x is a number on its axis."""
    dimensions = {"colour": group} if group else {}
    colour = f", {group.sql} AS colour" if group else ""
    shown = "".join(
        f", {axes.with_rest(axis, 'seen', _keep(name, spec), other=spec.other, alias=name)} AS colour_"
        for name, axis in dimensions.items()
    )
    listed, kept = (", colour_ AS colour", " AND colour_ IS NOT NULL") if group else ("", "")
    binned = f"floor({x.sql} / {width!r}) * {width!r} AS x"
    return (
        f"WITH seen AS (\n  SELECT {binned}{colour}\n  FROM {DATA}\n  {where.clause}\n),\n"
        f"grouped AS (\n  SELECT x{shown}\n  FROM seen\n)\n"
        f"SELECT x{listed}, count(*) AS rows\nFROM grouped\nWHERE x IS NOT NULL{kept}\n"
        f"GROUP BY ALL\nORDER BY ALL\nLIMIT {MOST_CELLS}"
    )


def build_box(x: Axis | None, y: Column, spec: ChartSpec, where: Where) -> str:
    """(x, low, q1, median, q3, high, mean, rows, outside): a box for each category; whiskers end at a value."""
    shown = axes.with_rest(x, "seen", axes.most(spec), other=spec.other, alias="x") if x else "x"
    first = f"{x.sql} AS x" if x else "'' AS x"
    return (
        f"WITH seen AS (\n  SELECT {first}, {axes.finite(y)}::DOUBLE AS y\n  FROM {DATA}\n  {where.clause}\n),\n"
        f"grouped AS (\n  SELECT {shown} AS g, y\n  FROM seen\n  WHERE y IS NOT NULL\n),\n"
        "quartiles AS (\n  SELECT g, quantile_cont(y, [0.25, 0.5, 0.75]) AS q\n  FROM grouped\n"
        "  WHERE g IS NOT NULL\n  GROUP BY ALL\n),\n"
        "fenced AS (\n"
        "  SELECT g, y, q, y BETWEEN q[1] - {w} * (q[3] - q[1]) AND q[3] + {w} * (q[3] - q[1]) AS inside\n"
        "  FROM grouped\n  JOIN quartiles USING (g)\n)\n"
        "SELECT g AS x, min(y) FILTER (inside) AS low, any_value(q)[1] AS q1, any_value(q)[2] AS median,\n"
        "  any_value(q)[3] AS q3, max(y) FILTER (inside) AS high, avg(y) AS mean, count(*) AS rows,\n"
        "  count(*) FILTER (NOT inside) AS outside\nFROM fenced\nGROUP BY ALL\nORDER BY rows DESC, x"
    ).replace("{w}", str(WHISKER))


def build_points(x: str, y: str, group: Axis | None, every: int, where: Where) -> str:
    """(x, y, colour?): points one by one; of many, those whose row number falls on a fixed pattern."""
    colour = f", {group.sql} AS colour" if group else ""
    drawn = where if every == 1 else where.and_(Where(f"hash(rowid) % {every} = 0"))
    return (
        f"SELECT x, y{', colour' if group else ''}\n"
        f"FROM (\n  SELECT {x} AS x, {y} AS y{colour}\n  FROM {DATA}\n  {drawn.clause}\n)\n"
        f"WHERE x IS NOT NULL AND y IS NOT NULL\nLIMIT {2 * MOST_POINTS}"
    )


def build_density(x: str, y: str, widths: tuple[float, float], where: Where) -> str:
    """(x, y, rows): points counted in small rectangles, each named by where it begins."""
    across, up = widths
    return (
        f"SELECT floor(x / {across!r}) * {across!r} AS x, floor(y / {up!r}) * {up!r} AS y, count(*) AS rows\n"
        f"FROM (\n  SELECT {x} AS x, {y} AS y\n  FROM {DATA}\n  {where.clause}\n)\n"
        f"WHERE x IS NOT NULL AND y IS NOT NULL\nGROUP BY ALL\nLIMIT {MOST_CELLS}"
    )


def _keep(name: str, spec: ChartSpec) -> int:
    if name == "x" or spec.kind in ("heat_map", "pivot"):
        return axes.most(spec)
    return axes.MOST_FACETS if name == "facet" else axes.MOST_COLOURS
