"""Reads the rows to learn from: from DuckDB through Arrow into one array per column, within the memory there is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core import datasets
from core.datasets import Column, Dataset
from core.models import batch as batches
from core.models.batch import NUMERIC_KINDS, Array, Batch
from core.storage.engine import quote
from core.training.advice import class_label
from core.workspace import Workspace

BYTES_PER_CELL = 40  # at the peak: the read column, the encoded matrix and its copies per fold, measured
MEMORY_SHARE = 0.25  # of the free memory that a training may plan with
MEMINFO = "/proc/meminfo"
UNKNOWN_FREE_BYTES = 2_000_000_000  # where the system does not say


@dataclass(frozen=True)
class Table:
    """The rows to learn from. `target`: values, or positions in `classes`. `of`: rows there were before sampling.
    `copies`: a number that rows share which are alike in every column. `places`: of each row in the dataset, from 0.
    """

    columns: tuple[Column, ...]
    batch: Batch
    target: Array
    classes: tuple[str, ...]
    of: int
    copies: Array
    places: Array

    @property
    def rows(self) -> int:
        return len(self.target)

    def without(self, names: Collection[str]) -> Table:
        """The same rows without these columns."""
        columns = tuple(column for column in self.columns if column.name not in names)
        return replace(self, columns=columns, batch={column.name: self.batch[column.name] for column in columns})

    @property
    def sampled(self) -> bool:
        return self.rows < self.of


def read(
    ws: Workspace,
    dataset: Dataset,
    *,
    target: str,
    classes: tuple[str, ...],
    exclude: tuple[str, ...],
    seed: int,
    free_bytes: int | None = None,
    most: int | None = None,
) -> Table:
    """All rows with a usable target in the order of the table, or a random sample: of as many as the memory allows, or
    of `most`.
    """
    columns = tuple(column for column in dataset.columns if column.name not in (target, *exclude))
    wanted = dataset.column(target)
    most = most or most_rows(len(columns) + 1, free_memory() if free_bytes is None else free_bytes)
    with datasets.reading(ws, dataset) as reader:
        usable = build_usable(reader.table, wanted, classes)
        total = reader.connection.execute(f"SELECT count(*) {usable}", list(classes)).fetchall()[0][0]
        query = build_rows(
            usable, target_of(wanted, classes), columns, sample=most if total > most else None, seed=seed
        )
        table: Any = reader.connection.sql(query, params=list(classes)).to_arrow_table()
    names = [f"c{number}" for number in range(len(columns))]
    batch = batches.from_arrow(table.rename_columns(["target", "copies", "place", *names]), _numbered(columns))
    renamed = {column.name: batch[name] for column, name in zip(columns, names, strict=True)}
    copies, places = (table.column(at).to_numpy() for at in (1, 2))
    return Table(columns, renamed, _target(table.column(0), classes), classes, total, copies, places)


def target_of(target: Column, classes: tuple[str, ...]) -> str:
    """The target as it is learned: the class as text, or the value as a number."""
    return class_label(target) if classes else f"CAST({quote(target.name)} AS DOUBLE)"


def build_usable(table: str, target: Column, classes: tuple[str, ...]) -> str:
    """Where the rows are whose target is there and of a class that is kept; one parameter per class."""
    value = target_of(target, classes)
    kept = f"{value} IN ({', '.join('?' for _ in classes)})" if classes else f"isfinite({value})"
    return f"""
        FROM {table}
        WHERE {quote(target.name)} IS NOT NULL AND {kept}
    """


def build_rows(usable: str, target: str, columns: tuple[Column, ...], *, sample: int | None, seed: int) -> str:
    """The target, a hash of the whole row, its place, and the columns.

    Numbers are DOUBLE, dates TIMESTAMP, all else VARCHAR. They are called c0, c1 and so on from the innermost query on:
    no name that a person gave can be mistaken for ours.
    """
    projected = "".join(f", {_projected(column)} AS c{number}" for number, column in enumerate(columns))
    named = "".join(f", c{number}" for number in range(len(columns)))
    chosen = f"USING SAMPLE reservoir({sample} ROWS) REPEATABLE ({seed})" if sample else ""
    return f"""
        SELECT target, hash(target{named}) AS copies, place{named}
        FROM (SELECT rowid AS place, {target} AS target{projected} {usable}) {chosen}
        ORDER BY place
    """


def most_rows(columns: int, free_bytes: int) -> int:
    """The rows that fit the memory: rows × columns × bytes a cell within a quarter of what is free."""
    return max(1000, int(MEMORY_SHARE * free_bytes / (columns * BYTES_PER_CELL)))


def free_memory() -> int:
    """Bytes that a new process can use without pushing others out."""
    try:
        with open(MEMINFO) as file:
            available = next(line for line in file if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        return UNKNOWN_FREE_BYTES
    return int(available.split()[1]) * 1024


@dataclass(frozen=True)
class _Numbered:
    name: str
    kind: str


def _numbered(columns: tuple[Column, ...]) -> list[_Numbered]:
    return [_Numbered(f"c{number}", column.kind) for number, column in enumerate(columns)]


def _projected(column: Column) -> str:
    name = quote(column.name)
    if column.kind in NUMERIC_KINDS:
        return f"CAST({name} AS DOUBLE)"
    return f"CAST({name} AS TIMESTAMP)" if column.kind == "date" else f"CAST({name} AS VARCHAR)"


def _target(column: Any, classes: tuple[str, ...]) -> Array:
    if not classes:
        return np.asarray(column.to_numpy(), np.float64)
    places = {label: place for place, label in enumerate(classes)}
    return np.array([places[label] for label in column.to_pylist()], np.int64)
