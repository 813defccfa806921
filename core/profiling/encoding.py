"""Records to plain JSON and back, by their type hints: no record needs code of its own."""

from __future__ import annotations

import math
import types
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(record: Any) -> Any:
    """The record as dicts, lists and scalars: no infinity, no NaN, and no optional field that has no value."""
    if is_dataclass(record) and not isinstance(record, type):
        known = [(field, getattr(record, field.name)) for field in fields(record)]
        return {field.name: to_json(value) for field, value in known if value is not None or field.default is MISSING}
    if isinstance(record, dict):
        return {str(key): to_json(value) for key, value in record.items()}
    if isinstance(record, (list, tuple)):
        return [to_json(value) for value in record]
    if isinstance(record, float):
        return record if math.isfinite(record) else None
    return record


def from_json(kind: type[T], data: Any) -> T:
    """The record of this type from what `to_json` made. Raises KeyError or TypeError on data of another shape."""
    found: T = _read(kind, data)
    return found


def _read(kind: Any, data: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], value) for name, value in data.items()})
    if origin is tuple:
        return tuple(_read(arguments[0], value) for value in data)
    if origin is dict:
        return {key: _read(arguments[1], value) for key, value in data.items()}
    if origin in (Union, types.UnionType):
        return _read_either(arguments, data)
    return data


def _read_either(kinds: tuple[Any, ...], data: Any) -> Any:
    records = [kind for kind in kinds if is_dataclass(kind)]
    return _read(records[0], data) if records and isinstance(data, dict) else data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
