"""Rows on their way into a model: one numpy array per column, of a type that follows from the column's kind alone.

Training and prediction build the same arrays, so that a missing or strange value cannot mean two different things.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Batch = dict[str, Array]
"""number and boolean: float64 with NaN; date: datetime64[us] with NaT; every other kind: objects, str or None."""

NUMERIC_KINDS = ("number", "boolean")


class Named(Protocol):
    """Anything that says which column it is: a dataset's column, a model's feature."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...


def from_arrow(table: Any, columns: Iterable[Named]) -> Batch:
    """The columns of an Arrow table as a batch. Columns that the table lacks are left out: they count as missing."""
    return {
        column.name: _from_arrow(table[column.name], column.kind)
        for column in columns
        if column.name in table.column_names
    }


def length(batch: Batch) -> int:
    """The number of rows."""
    return next((len(values) for values in batch.values()), 0)


def take(batch: Batch, rows: Any) -> Batch:
    """Some rows, by positions or by a mask."""
    return {name: values[rows] for name, values in batch.items()}


def numbers(batch: Batch, name: str) -> Array:
    """A numeric column as float64; what is not finite is missing (NaN)."""
    if name not in batch:
        return np.full(length(batch), np.nan)
    values = np.asarray(batch[name], np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def texts(batch: Batch, name: str) -> list[str | None]:
    """A column as strings without blanks around them; an empty one is missing (None). Whole numbers lose their .0."""
    if name not in batch:
        return [None] * length(batch)
    values = batch[name]
    if values.dtype.kind == "f":
        return [None if value != value else f"{value:.15g}" for value in values.tolist()]
    return [(str(value).strip() or None) if value is not None else None for value in values.tolist()]


def dates(batch: Batch, name: str) -> Array:
    """A column of instants as datetime64[us], missing ones as NaT."""
    if name not in batch:
        return np.full(length(batch), np.datetime64("NaT"), "datetime64[us]")
    return batch[name].astype("datetime64[us]")


def _from_arrow(column: Any, kind: str) -> Array:
    import pyarrow as pa  # 0.2 s to load: a single row needs none of it

    if kind in NUMERIC_KINDS:
        return np.asarray(column.cast(pa.float64()).to_numpy(), np.float64)
    if kind == "date":
        return np.asarray(column.cast(pa.timestamp("us")).to_numpy()).astype("datetime64[us]")
    return np.asarray(column.cast(pa.string()).to_pylist(), object)
