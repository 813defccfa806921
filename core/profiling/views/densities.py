"""Two numbers, dates or times together: rows per cell of a grid, and how the second moves along the first."""

from __future__ import annotations

import math
from typing import Any

import core.profiling.words as words
from core.datasets.catalogue import Column
from core.profiling.columns.sample import sample_step
from core.profiling.measures.draft import plain
from core.profiling.measures.histograms import AXES, build_bin
from core.profiling.records import Cell, Density, Number, PairView, TrendPoint
from core.profiling.table import Table, build_select, holds, literal
from core.profiling.views.frames import Frame, frame_of

RANKED_ROWS = 2_000_000  # of a larger table the ranks come from a sample: sorting takes longer than all else
# The least correlation for each word.
STRENGTHS = ((0.7, "strongly"), (0.4, "clearly"), (0.2, "weakly"))


def draw_density(table: Table, x: Column, y: Column, present: str, rows: int) -> PairView:
    """The grid of two columns with an axis. `present` is the condition for a row to have both, `rows` have."""
    across, up = (frame_of(table, column, present=present) for column in (x, y))
    inside = f"{present}\n  AND {_between(across)}\n  AND {_between(up)}"
    sql = {
        "density": build_cells(across, up, inside, table=table.name),
        "trend": build_trend(across, up, f"{present}\n  AND {_between(across)}", table=table.name),
        "correlation": build_correlation(across, up, present, table=table.name),
        "spearman": build_spearman(across, up, present, table=table.name, step=_step(rows)),
    }
    cells = tuple(Cell(*row) for row in table.all(sql["density"]))
    numbers = _numbers(table, sql, across, up, rows)
    density = Density(
        x_edges=across.edges,
        y_edges=up.edges,
        cells=cells,
        trend=tuple(_point(across, row) for row in table.all(sql["trend"])),
        x_axis=AXES.get(holds(x), "number"),  # type: ignore[arg-type]
        y_axis=AXES.get(holds(y), "number"),  # type: ignore[arg-type]
        beyond=rows - sum(cell.count for cell in cells),
    )
    told = _sentence(x.name, y.name, numbers)
    return PairView(x.name, y.name, "density", rows, table.rows - rows, told, numbers, density=density, sql=sql)


def build_cells(across: Frame, up: Frame, present: str, *, table: str) -> str:
    """Rows per cell that has any: (x, y, rows), at most one row per cell."""
    bins = (build_bin(frame.axis, frame.low, frame.high, bins=frame.bins) for frame in (across, up))
    x, y = bins
    return f"SELECT {x} AS x, {y} AS y, count(*) AS rows\nFROM {table}\nWHERE {present}\nGROUP BY ALL\nORDER BY ALL"


def build_trend(across: Frame, up: Frame, present: str, *, table: str) -> str:
    """The second column per bin of the first: (bin, rows, mean, [quartiles])."""
    place = build_bin(across.axis, across.low, across.high, bins=across.bins)
    measured = [f"{place} AS x", "count(*) AS rows", f"avg({up.axis})", f"quantile_cont({up.axis}, [0.25, 0.5, 0.75])"]
    return f"{build_select(measured, table)}\nWHERE {present}\nGROUP BY ALL\nORDER BY x"


def build_correlation(across: Frame, up: Frame, present: str, *, table: str) -> str:
    """Pearson's r, and slope and intercept of the line, of both columns scaled to the picture: no square overflows."""
    x, y = _scaled(across), _scaled(up)
    return (
        f"SELECT corr({x}, {y}) AS pearson, regr_slope({y}, {x}) AS slope, regr_intercept({y}, {x}) AS intercept\n"
        f"FROM {table}\nWHERE {present}"
    )


def build_spearman(across: Frame, up: Frame, present: str, *, table: str, step: int = 1) -> str:
    """Spearman's rho: the correlation of ranks, ties sharing their middle, of one row in so many."""
    ranks = [
        f"rank() OVER (ORDER BY {name}) + (count(*) OVER (PARTITION BY {name}) - 1) / 2 AS rank_{name}"
        for name in ("x", "y")
    ]
    chosen = present if step == 1 else f"{present}\n  AND hash(rowid) % {step} = 0"
    values = f"SELECT {across.axis} AS x, {up.axis} AS y\nFROM {table}\nWHERE {chosen}"
    return f"SELECT corr(rank_x, rank_y) AS spearman, count(*) AS rows\nFROM ({build_select(ranks, f'({values})')})"


def _numbers(table: Table, sql: dict[str, str], across: Frame, up: Frame, rows: int) -> dict[str, Number]:
    pearson, slope, intercept = table.one(sql["correlation"])
    spearman, ranked = table.one(sql["spearman"])
    found = {"pearson": Number(_finite(pearson))} | _line(slope, intercept, across, up)
    by_rank = Number(_finite(spearman)) if ranked == rows else Number(_finite(spearman), "sample", n=ranked)
    return found | {"spearman": by_rank}


def _line(slope: float | None, intercept: float | None, across: Frame, up: Frame) -> dict[str, Number]:
    """Slope and intercept in the columns' own units."""
    if slope is None or intercept is None:
        return {}
    steep = slope * _breadth(up) / _breadth(across)
    start = up.low + intercept * _breadth(up) - steep * across.low
    return {"slope": Number(plain(steep)), "intercept": Number(plain(start))}


def _step(rows: int) -> int:
    return 1 if rows <= RANKED_ROWS else sample_step(rows, 2)


def _between(frame: Frame) -> str:
    return f"{frame.axis} BETWEEN {literal(frame.low)} AND {literal(frame.high)}"


def _breadth(frame: Frame) -> float:
    return (frame.high / 2 - frame.low / 2) * 2 or 1.0


def _scaled(frame: Frame) -> str:
    return (
        f"(({frame.axis} / 2 - {literal(frame.low / 2)}) / {literal(max(frame.high / 2 - frame.low / 2, 5e-324) or 1)})"
    )


def _point(across: Frame, row: tuple[Any, ...]) -> TrendPoint:
    place, rows, mean, quartiles = row
    edges = across.edges
    return TrendPoint(edges[place], edges[place + 1], rows, _finite(mean), *(_finite(value) for value in quartiles))


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _sentence(first: str, second: str, numbers: dict[str, Number]) -> str:
    known = [numbers[key].value for key in ("pearson", "spearman")]
    found = max((float(value) for value in known if isinstance(value, (int, float))), key=abs, default=0.0)
    word = next((word for least, word in STRENGTHS if abs(found) >= least), None)
    if word is None:
        return f"{words.quoted(second)} neither rises nor falls with {words.quoted(first)} (correlation {found:.2f})."
    way = "rises" if found > 0 else "falls"
    return f"{words.quoted(second)} {word} {way} with {words.quoted(first)} (correlation {found:.2f})."
