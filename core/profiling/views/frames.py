"""Where a picture of numbers begins and ends, when a few of them may lie far away from all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets.catalogue import Column
from core.profiling.measures.histograms import BINS, MOST_STEPS, frame
from core.profiling.measures.histograms import edges as edges_between
from core.profiling.table import Table, terms

TAILS = (0.005, 0.995)  # what lies between is always drawn
FAR = 5.0  # times the breadth of that: a range so much wider is nearly empty


@dataclass(frozen=True)
class Frame:
    """The bins of one column's axis, an SQL expression."""

    axis: str
    low: float
    high: float
    bins: int

    @property
    def edges(self) -> tuple[float, ...]:
        return edges_between(self.low, self.high, self.bins)


def frame_of(table: Table, column: Column, *, present: str) -> Frame:
    """The bins of a column's values in the rows where the condition `present` holds; there must be one."""
    axis = terms(column)["axis"]
    low, high = trimmed(*table.one(build_extent(axis, present, table=table.name)))
    found = table.all(build_steps(axis, present, table=table.name))
    if len(found) > MOST_STEPS:
        return Frame(axis, low, high, BINS)
    places = np.asarray([row[0] for row in found], np.float64)
    return Frame(axis, *frame(places[(places >= low) & (places <= high)], low, high))


def build_extent(axis: str, present: str, *, table: str) -> str:
    """The extremes, and the ends of what lies between the tails: (low, high, (inner low, inner high))."""
    return f"SELECT min({axis}), max({axis}), quantile_cont({axis}, {list(TAILS)})\nFROM {table}\nWHERE {present}"


def build_steps(axis: str, present: str, *, table: str) -> str:
    """The different values, one more than can be told apart in a picture at most."""
    return f"SELECT DISTINCT {axis}\nFROM {table}\nWHERE {present}\nLIMIT {MOST_STEPS + 1}"


def trimmed(low: float, high: float, inner: list[float]) -> tuple[float, float]:
    """The ends of the picture: the extremes, but for an end that is far away from nearly everything."""
    breadth = inner[1] / 2 - inner[0] / 2
    far = 2 * FAR * breadth
    if breadth <= 0:
        return low, high
    return (inner[0] if inner[0] / 2 - low / 2 > far / 2 else low), (
        inner[1] if high / 2 - inner[1] / 2 > far / 2 else high
    )
