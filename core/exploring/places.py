"""Where the rows of a view are: their number and their places in the table, counted and sorted once and kept a while.

A page near the beginning is asked for directly; the places of all rows are only sorted out when somebody goes far.
Datasets never change, so what is kept stays true.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from core.datasets import Dataset
from core.exploring.views import DATA, View, build_filter, build_order

NEAR = 10_000  # rows: up to here the first rows of a sorted table are found without sorting it all
MOST_KEPT_BYTES = 128 << 20  # of places, four bytes each: three sorted views of ten million rows
MOST_KEPT_COUNTS = 5_000
MOST_SORTED = 30_000_000  # rows; the places of more would not be kept, nor fit beside the rest

Places = NDArray[np.uint32]
Key = tuple[Any, ...]


@dataclass
class Kept:
    """What was found out lately, the least recently used let go first. Safe to use from many threads."""

    counts: OrderedDict[Key, int] = field(default_factory=OrderedDict)
    places: OrderedDict[Key, Places] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, key: Key) -> int | None:
        with self.lock:
            return self.counts.get(key)

    def put_count(self, key: Key, count: int) -> None:
        with self.lock:
            self.counts[key] = count
            while len(self.counts) > MOST_KEPT_COUNTS:
                self.counts.popitem(last=False)

    def all_places(self, key: Key) -> Places | None:
        with self.lock:
            if key in self.places:
                self.places.move_to_end(key)
            return self.places.get(key)

    def put_places(self, key: Key, places: Places) -> None:
        with self.lock:
            self.places[key] = places
            while sum(kept.nbytes for kept in self.places.values()) > MOST_KEPT_BYTES:
                self.places.popitem(last=False)


KEPT = Kept()


def find(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, view: View, *, limit: int, offset: int
) -> tuple[int, list[int]]:
    """How many rows the view has, and the places of those from `offset` on, in the view's order."""
    if view.search and _sorts_out(dataset):  # a search reads every text: once for both
        kept = _kept(connection, dataset, view)
        return len(kept), [int(place) for place in kept[offset : offset + limit]]
    total = count(connection, dataset, view)
    return total, _some(connection, dataset, view, total=total, limit=limit, offset=offset)


def count(connection: duckdb.DuckDBPyConnection, dataset: Dataset, view: View) -> int:
    """How many rows the view has, exactly."""
    if view.is_everything:
        return dataset.rows
    where = build_filter(dataset, view)
    key = (dataset.id, where.sql, where.parameters)
    known = KEPT.count(key)
    if known is None:
        found = connection.execute(f"SELECT count(*)\nFROM {DATA}\n{where.clause}", where.parameters).fetchone()
        known = int(found[0]) if found else 0
        KEPT.put_count(key, known)
    return known


def build_places(dataset: Dataset, view: View) -> tuple[str, tuple[Any, ...]]:
    """The places of all rows of a view, in its order."""
    where = build_filter(dataset, view)
    order = f"ORDER BY {build_order(dataset, view)}" if view.sort else ""  # else DuckDB keeps the order of the table
    return f"SELECT rowid::UINTEGER AS place\nFROM {DATA}\n{where.clause}\n{order}", where.parameters


def _some(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, view: View, *, total: int, limit: int, offset: int
) -> list[int]:
    if view.is_everything and not view.sort:
        return list(range(min(offset, dataset.rows), min(offset + limit, dataset.rows)))
    if offset < total and (offset + limit <= NEAR or not _sorts_out(dataset)):
        return _directly(connection, dataset, view, limit, offset)
    return [int(place) for place in _kept(connection, dataset, view)[offset : offset + limit]] if offset < total else []


def _directly(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, view: View, limit: int, offset: int
) -> list[int]:
    sql, parameters = build_places(dataset, view)
    # A limit that is bound would make DuckDB sort everything: it takes the first few only where it sees how few.
    found = connection.execute(f"{sql}\nLIMIT {limit:d} OFFSET {offset:d}", parameters).fetchall()
    return [place for (place,) in found]


def _kept(connection: duckdb.DuckDBPyConnection, dataset: Dataset, view: View) -> Places:
    """The places of all rows of the view, sorted out now if they are not kept."""
    sql, parameters = build_places(dataset, view)
    key = (dataset.id, sql, parameters)
    found = KEPT.all_places(key)
    if found is None:
        found = np.asarray(connection.execute(sql, parameters).fetchnumpy()["place"], dtype=np.uint32)
        KEPT.put_places(key, found)
    return found


def _sorts_out(dataset: Dataset) -> bool:
    return dataset.rows <= MOST_SORTED
