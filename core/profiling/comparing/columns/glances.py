"""What a few wide statements tell of many columns of one side at once: measures, extremes, and a sample."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.datasets.catalogue import Column
from core.profiling.comparing.records import Axis
from core.profiling.comparing.sides import Side
from core.profiling.measures.catalogue import build_term
from core.profiling.measures.draft import plain
from core.profiling.records import Number
from core.profiling.table import Array, terms

AXES: dict[str, Axis] = {"numbers": "number", "dates": "date", "times": "time"}
KEYS = {
    "numbers": ("count", "missing", "mean", "std", "min", "max"),
    "texts": ("count", "missing", "length_mean", "length_max", "empty"),
    "dates": ("count", "missing", "min", "max"),
    "times": ("count", "missing", "min", "max"),
    "booleans": ("count", "missing", "true_share"),
}


@dataclass(frozen=True)
class Glance:
    """One column of one side. `sample` holds places on the axis, `low` and `high` their ends over every row.

    `different` is about the share of a text's values that differ from all others.
    """

    numbers: dict[str, Number]
    sample: Array
    low: float
    high: float
    different: float


def take(side: Side, columns: Sequence[Column], holds: Sequence[str]) -> list[Glance]:
    """A glance at each of the columns, seen as holding these."""
    seen = dict(zip((column.name for column in columns), holds, strict=True))
    facts = side.wide(columns, lambda column: _fragments(column, seen[column.name]))
    arrays = side.arrays([on_axis(column, seen[column.name]) for column in columns])
    return [
        _glance(seen[column.name], facts[column.name], values) for column, values in zip(columns, arrays, strict=True)
    ]


def on_axis(column: Column, holds: str) -> str:
    """A value's place on its axis, as SQL; of a text, its length."""
    spoken = terms(column)
    return spoken["axis"] if holds in AXES else f"length({spoken['text']})::DOUBLE"


def _fragments(column: Column, holds: str) -> list[str]:
    placed = on_axis(column, holds)
    different = f"approx_count_distinct({terms(column)['text']})" if holds == "texts" else "0"
    measures = [build_term(key, column, table="data") for key in KEYS[holds]]
    return [*measures, f"min({placed})", f"max({placed})", different]


def _glance(holds: str, values: Sequence[Any], sample: Any) -> Glance:
    *measured, low, high, different = values
    numbers = {key: Number(plain(value)) for key, value in zip(KEYS[holds], measured, strict=True)}
    count = int(measured[0])
    return Glance(
        numbers=numbers,
        sample=_finite(sample),
        low=math.nan if low is None else float(low),
        high=math.nan if high is None else float(high),
        different=int(different) / count if count else 0.0,
    )


def _finite(values: Any) -> Array:
    known = np.ma.compressed(values) if np.ma.isMaskedArray(values) else values
    places: Array = np.asarray(known, np.float64)
    return places[np.isfinite(places)]
