"""Pairs of tables to compare, small ones and real ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from core.profiling import comparing
from core.profiling.comparing import ColumnComparison, Comparison, Part
from core.workspace import Workspace
from tests.worlds import store

DATA = Path(__file__).parents[3] / "data"


def real(name: str) -> str:
    return f"SELECT * FROM read_csv('{DATA / name}.csv')"


def values(sql: str) -> NDArray[Any]:
    return duckdb.connect().execute(sql).fetchnumpy()["v"]


def both(ws: Workspace, left: str, right: str, **options: Any) -> tuple[Part, Part]:
    return Part(store(ws, left, **options)), Part(store(ws, right, **options))


def compared(ws: Workspace, left: str, right: str, **options: Any) -> Comparison:
    return comparing.compare(ws, *both(ws, left, right, **options))


def column(ws: Workspace, left: str, right: str, name: str = "x", **options: Any) -> ColumnComparison:
    found = compared(ws, left, right, **options).column(name)
    assert found is not None
    return found


def normal(rows: int, *, mean: float = 0.0, seed: int = 1) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(mean, 1, rows)
