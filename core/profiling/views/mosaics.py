"""Two categories together: how often their most frequent values meet, and how often chance would have it."""

from __future__ import annotations

import math

import numpy as np

import core.profiling.words as words
from core.datasets.catalogue import Column
from core.profiling.records import Mosaic, Number, PairView
from core.profiling.relations.categorical import cramers_v_of
from core.profiling.relations.information import shared_information
from core.profiling.table import Array, Table
from core.profiling.views.boxes import REST, build_label, build_most

MOST_LABELS = 20
NOTHING = 0.1  # of Cramer's V
ENOUGH = 5.0  # rows that chance would bring into a cell, for its surplus to mean something


def draw_mosaic(table: Table, first: Column, second: Column, present: str, rows: int) -> PairView:
    """The cells of two categories."""
    sql = {"mosaic": build_cells(first, second, present, table=table.name)}
    found = table.all(sql["mosaic"])
    one, other = _labels([(row[0], row[2]) for row in found]), _labels([(row[1], row[2]) for row in found])
    counts = np.zeros((len(one), len(other)))
    for label, label_, rows_ in found:
        counts[one.index(label), other.index(label_)] = rows_
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    mosaic = Mosaic(
        first=tuple(REST if label is None else label for label in one),
        second=tuple(REST if label is None else label for label in other),
        counts=tuple(tuple(int(count) for count in row) for row in counts),
        expected=tuple(tuple(round(float(count), 3) for count in row) for row in expected),
        first_others=None in one,
        second_others=None in other,
    )
    v = cramers_v_of(counts)
    strength = None if math.isnan(v) else v
    told = _sentence(first.name, second.name, strength, mosaic, counts, expected)
    numbers = {"cramers_v": Number(strength), "mutual_information": Number(shared_information(counts))}
    return PairView(first.name, second.name, "mosaic", rows, table.rows - rows, told, numbers, mosaic=mosaic, sql=sql)


def build_cells(first: Column, second: Column, present: str, *, table: str) -> str:
    """Rows per pair of categories: (first, second, rows); NULL stands for all that are not among the most frequent."""
    one, other = build_label(first), build_label(second)
    return (
        f"WITH one AS (\n{build_most(first, present, table=table, limit=MOST_LABELS)}\n),\n"
        f"other AS (\n{build_most(second, present, table=table, limit=MOST_LABELS)}\n)\n"
        "SELECT a, b, count(*) AS rows\n"
        "FROM (\n"
        "  SELECT\n"
        f"    CASE WHEN {one} IN (SELECT label FROM one) THEN {one} END AS a,\n"
        f"    CASE WHEN {other} IN (SELECT label FROM other) THEN {other} END AS b\n"
        f"  FROM {table}\n"
        f"  WHERE {present}\n"
        ")\n"
        "GROUP BY ALL\n"
        "ORDER BY rows DESC, a, b"
    )


def _labels(counted: list[tuple[str | None, int]]) -> list[str | None]:
    """Each label once, the most frequent first, the rest (None) last."""
    totals: dict[str | None, int] = {}
    for label, rows in counted:
        totals[label] = totals.get(label, 0) + rows
    return sorted(totals, key=lambda label: (label is None, -totals[label], label or ""))


def _sentence(first: str, second: str, strength: float | None, mosaic: Mosaic, counts: Array, expected: Array) -> str:
    both = f"{words.quoted(first)} and {words.quoted(second)}"
    if strength is None or strength < NOTHING:
        return f"{both} have little to do with each other."
    surplus = np.where(expected >= ENOUGH, counts / np.maximum(expected, ENOUGH), 0.0)
    i, j = (int(place) for place in np.unravel_index(np.argmax(surplus), surplus.shape))
    told = f"{both} go together (Cramér's V {strength:.2f})"
    if surplus[i, j] <= 1:
        return f"{told}."
    pair = f"{words.quoted(mosaic.first[i])} with {words.quoted(mosaic.second[j])}"
    return f"{told}: {pair} is {surplus[i, j]:.1f} times as frequent as by chance."
