"""A category and a number together: the number's quantiles in each of the most frequent categories."""

from __future__ import annotations

import math
from typing import Any

import core.profiling.words as words
from core.datasets.catalogue import Column
from core.profiling.measures.draft import LONGEST_SHOWN
from core.profiling.measures.histograms import AXES
from core.profiling.records import Box, Number, PairView
from core.profiling.table import Table, holds, terms

MOST_BOXES = 20
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
REST = "all others"
NOTHING = 0.01  # a smaller share explained is nothing to speak of


def draw_boxes(table: Table, category: Column, number: Column, present: str, rows: int) -> PairView:
    """The boxes of a category and a column with an axis."""
    sql = {
        "boxes": build_boxes(category, number, present, table=table.name),
        "explained": build_explained(category, number, present, table=table.name),
    }
    found = sorted(table.all(sql["boxes"]), key=lambda row: row[0] is None)
    boxes = tuple(_box(row) for row in found)
    ratio = correlation_ratio(*table.one(sql["explained"]))
    return PairView(
        category.name,
        number.name,
        "boxes",
        rows,
        table.rows - rows,
        _sentence(category.name, number.name, ratio, boxes),
        {"correlation_ratio": Number(ratio)},
        boxes=boxes,
        axis=AXES.get(holds(number), "number"),  # type: ignore[arg-type]
        sql=sql,
    )


def build_boxes(category: Column, number: Column, present: str, *, table: str) -> str:
    """Per category (label, rows, min, [quantiles], max, mean); NULL is the label of the rest."""
    label, axis = build_label(category), terms(number)["axis"]
    return (
        f"WITH most AS (\n{build_most(category, present, table=table, limit=MOST_BOXES)}\n)\n"
        f"SELECT label, count(*) AS rows, min(v), quantile_cont(v, {list(QUANTILES)}), max(v), avg(v)\n"
        "FROM (\n"
        f"  SELECT CASE WHEN {label} IN (SELECT label FROM most) THEN {label} END AS label, {axis} AS v\n"
        f"  FROM {table}\n"
        f"  WHERE {present}\n"
        ")\n"
        "GROUP BY ALL\n"
        "ORDER BY rows DESC, label"
    )


def build_label(column: Column) -> str:
    """A category as the text that is shown."""
    return f"left({terms(column)['text']}, {LONGEST_SHOWN})"


def build_most(column: Column, present: str, *, table: str, limit: int) -> str:
    """The most frequent categories: (label)."""
    return (
        f"  SELECT {build_label(column)} AS label\n"
        f"  FROM {table}\n"
        f"  WHERE {present}\n"
        "  GROUP BY ALL\n"
        "  ORDER BY count(*) DESC, label\n"
        f"  LIMIT {limit}"
    )


def build_explained(category: Column, number: Column, present: str, *, table: str) -> str:
    """What a correlation ratio needs: (groups, rows, squares between groups, squares within them)."""
    axis = terms(number)["axis"]
    return (
        "SELECT count(*), sum(n), sum(n * (m - overall) * (m - overall)), sum(n * v)\n"
        "FROM (\n"
        "  SELECT *, sum(n * m) OVER () / sum(n) OVER () AS overall\n"
        "  FROM (\n"
        f"    SELECT count(*) AS n, avg({axis}) AS m, var_pop({axis}) AS v\n"
        f"    FROM {table}\n"
        f"    WHERE {present}\n"
        f"    GROUP BY {terms(category)['column']}\n"
        "  )\n"
        ")"
    )


def correlation_ratio(groups: int, rows: int, between: float, within: float) -> float | None:
    """From 0 to 1, corrected for the number of groups (Kelley's epsilon squared, 1935); None where nothing varies."""
    total = between + within
    if groups < 2 or rows <= groups or not 0 < total < math.inf:
        return None
    return math.sqrt(max(0.0, 1 - within / total * (rows - 1) / (rows - groups)))


def _box(row: tuple[Any, ...]) -> Box:
    label, rows, low, quantiles, high, mean = row
    q05, q25, median, q75, q95 = (_finite(value) for value in quantiles)
    return Box(
        label=REST if label is None else label,
        rows=rows,
        min=_finite(low),
        q05=q05,
        q25=q25,
        median=median,
        q75=q75,
        q95=q95,
        max=_finite(high),
        mean=_finite(mean),
        is_rest=label is None,
    )


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _sentence(category: str, number: str, ratio: float | None, boxes: tuple[Box, ...]) -> str:
    named = [box for box in boxes if not box.is_rest and box.median is not None]
    if ratio is None or ratio**2 < NOTHING or len(named) < 2:
        return f"{words.quoted(number)} is about the same in every {words.quoted(category)}."
    high = max(named, key=lambda box: box.median or 0)
    low = min(named, key=lambda box: box.median or 0)
    return (
        f"{words.quoted(category)} explains {words.share(ratio**2)} of how {words.quoted(number)} varies; "
        f"it is highest in {words.quoted(high.label)} and lowest in {words.quoted(low.label)}."
    )
