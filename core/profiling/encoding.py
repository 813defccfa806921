"""Records to plain JSON and back, by their type hints: no record needs code of its own."""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Read = Callable[[Any], Any]


def to_json(record: Any) -> Any:
    """The record as dicts, lists and scalars: no infinity, no NaN, and no optional field that has no value."""
    if isinstance(record, (str, int)) or record is None:
        return record
    if isinstance(record, float):
        return record if math.isfinite(record) else None
    if isinstance(record, dict):
        return {str(key): to_json(value) for key, value in record.items()}
    if isinstance(record, (list, tuple)):
        return [to_json(value) for value in record]
    kind: Any = type(record)
    known = [(name, getattr(record, name), required) for name, required in _fields(kind)]
    return {name: to_json(value) for name, value, required in known if value is not None or required}


def from_json(kind: type[T], data: Any) -> T:
    """The record of this type from what `to_json` made. Raises KeyError or TypeError on data of another shape."""
    wanted: Any = kind
    found: T = _reader(wanted)(data)
    return found


@cache
def _fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """The names of a record's fields, and whether each has to be given."""
    return tuple((field.name, field.default is MISSING) for field in fields(kind))


@cache
def _reader(kind: Any) -> Read:
    """The function that reads a type: decided once, because a profile of many columns has a million values."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_reader(kind)
    if origin is tuple:
        return _tuple_reader(_reader(arguments[0]))
    if origin is dict:
        return _dict_reader(_reader(arguments[1]))
    if origin in (Union, types.UnionType):
        return _either_reader(arguments)
    return _as_it_is


def _record_reader(kind: type) -> Read:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(data: Any) -> Any:
        return kind(**{name: readers[name](value) for name, value in data.items()})

    return read


def _tuple_reader(item: Read) -> Read:
    return tuple if item is _as_it_is else lambda data: tuple(map(item, data))


def _dict_reader(item: Read) -> Read:
    return lambda data: {key: item(value) for key, value in data.items()}


def _either_reader(kinds: tuple[Any, ...]) -> Read:
    """Of several types at most one is a record: dicts are that one, everything else is as it is."""
    records: list[Any] = [kind for kind in kinds if is_dataclass(kind)]
    record = _reader(records[0]) if records else _as_it_is
    return lambda data: record(data) if isinstance(data, dict) else data


def _as_it_is(data: Any) -> Any:
    return data
