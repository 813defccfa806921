"""Values of any kind as JSON can hold them: no NaN or infinity, times as ISO 8601, bytes as base64."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

EXACT_INTEGER = 2**53  # JavaScript and many others hold numbers as doubles: larger integers go as text


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    write = WRITERS.get(type(value))
    return write(value) if write else value


def plain_rows(rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
    return [[plain(value) for value in row] for row in rows]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _integer(value: int) -> int | str:
    return value if abs(value) <= EXACT_INTEGER else str(value)


def _instant(value: datetime) -> str:
    """With a time zone: in UTC, ending in Z. Without: as the data has it."""
    return value.isoformat().replace("+00:00", "Z")


def _items(value: Iterable[Any]) -> list[Any]:
    return [plain(item) for item in value]


def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): plain(item) for key, item in value.items()}


WRITERS: dict[type, Callable[[Any], Any]] = {
    float: _number,
    int: _integer,
    Decimal: lambda value: _number(float(value)),
    datetime: _instant,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    list: _items,
    tuple: _items,
    dict: _object,
}
