"""The rows of a result as a table of pandas, for the grid and for charts."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from core.querying import Result

NUMBERS = ("INT", "INTEGER", "DOUBLE", "FLOAT", "DECIMAL")


def frame(result: Result) -> pd.DataFrame:
    """The rows for the grid: numbers sort as numbers, times as times, nested values are JSON."""
    data = {name: _column(result, at) for at, name in enumerate(distinct(result.columns))}
    return pd.DataFrame(data)


def distinct(names: tuple[str, ...]) -> list[str]:
    """Names that differ: the second `id` is `id (2)`."""
    found: dict[str, None] = {}
    for name in names:
        number, own = 2, name
        while own in found:
            own, number = f"{name} ({number})", number + 1
        found[own] = None
    return list(found)


def _column(result: Result, at: int) -> pd.Series:
    values = [row[at] for row in result.rows]
    kind = result.types[at]
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        times = pd.to_datetime(pd.Series(values, dtype=object), errors="coerce", format="ISO8601", utc="WITH" in kind)
        lost = times.isna().sum() > sum(value is None for value in values)  # before 1677 or after 2262
        return pd.Series(values, dtype=object) if lost else times
    if any(isinstance(value, list | dict) for value in values):
        return pd.Series([_json(value) for value in values], dtype=object)
    return pd.Series(values, dtype=object if not _numeric(kind, values) else None)


def _numeric(kind: str, values: list[Any]) -> bool:
    return kind.rstrip("0123456789(),").endswith(NUMBERS) and not any(isinstance(value, str) for value in values)


def _json(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
