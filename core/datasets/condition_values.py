"""What a condition compares with: values as people and JSON write them, read as the column's kind of value."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from core.errors import BadInput

Family = Literal["number", "text", "date", "time", "boolean"]

FAMILIES: dict[str, Family] = {
    "BIGINT": "number",
    "HUGEINT": "number",
    "INTEGER": "number",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "date",
    "TIME": "time",
    "VARCHAR": "text",
}
NUMBERS = ("DECIMAL", "FLOAT", "TINYINT", "SMALLINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
BEGINNINGS: tuple[tuple[str, Family], ...] = (*((type, "number") for type in NUMBERS), ("TIMESTAMP", "date"))
WORDS: dict[Family, str] = {
    "number": "numbers",
    "text": "text",
    "date": "dates",
    "time": "times of day",
    "boolean": "yes or no",
}
EXAMPLES: dict[Family, str] = {
    "number": "12 or 3.5",
    "text": "a word",
    "date": "2026-05-31 or 2026-05-31T14:30",
    "time": "14:30",
    "boolean": "true or false",
}
# The letters that a value of a family can be written with: a search for others need not look there.
LETTERS: dict[Family, set[str]] = {
    "number": set("0123456789+-.einfat"),
    "date": set("0123456789-: .bc()infty"),
    "time": set("0123456789:."),
    "boolean": set("truefals"),
}
LARGEST_INTEGER = 2**127 - 1  # of DuckDB's widest type
BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def family_of(type: str) -> Family:
    """How values of one of DuckDB's types are compared; types that are not stored occur while a table is made."""
    if type in FAMILIES:
        return FAMILIES[type]
    return next((found for start, found in BEGINNINGS if type.startswith(start)), "text")


def read(column: str, family: Family, value: Any) -> Any:
    """The value as DuckDB is given it. Raises BadInput when it is not of this family."""
    try:
        return READERS[family](value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(
            f"“{str(value)[:100]}” cannot be compared with “{column}”, which holds {WORDS[family]}.",
            hint=f"Give {EXAMPLES[family]}.",
        ) from error


def only_days(type: str, values: Sequence[Any]) -> bool:
    """Whether moments are compared with whole days: “is 2026-05-31” means any time on that day."""
    return type == "TIMESTAMP" and all(isinstance(v, date) and not isinstance(v, datetime) for v in values)


def to_json(value: Any) -> Any:
    """The value as JSON has it; `read` understands it."""
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _number(value: Any) -> int | float:
    if isinstance(value, bool):
        raise TypeError("a yes or no is no number")
    if not isinstance(value, int | float | str):
        raise TypeError("no number")
    found = _parsed(value.strip()) if isinstance(value, str) else value
    if found != found or (isinstance(found, int) and abs(found) > LARGEST_INTEGER):
        raise ValueError("not a number, or out of range")
    return found


def _parsed(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float | date | time):
        raise TypeError("no text")
    return value if isinstance(value, str) else str(to_json(value)).lower() if value in (True, False) else str(value)


def _date(value: Any) -> date:
    """A day, or a moment in UTC without its zone."""
    if isinstance(value, str) and len(value.strip()) == len("2026-05-31"):
        return date.fromisoformat(value.strip())
    moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
    if not isinstance(moment, date):
        raise TypeError("no date")
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(UTC).replace(tzinfo=None)
    return moment


def _time(value: Any) -> time:
    found = time.fromisoformat(value.strip()) if isinstance(value, str) else value
    if not isinstance(found, time):
        raise TypeError("no time of day")
    return found.replace(tzinfo=None)


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in BOOLEANS:
        raise ValueError("neither yes nor no")
    return BOOLEANS[word]


READERS: dict[Family, Callable[[Any], Any]] = {
    "number": _number,
    "text": _text,
    "date": _date,
    "time": _time,
    "boolean": _boolean,
}
