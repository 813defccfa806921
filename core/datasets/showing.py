"""SQL to read and to copy: the values that were bound stand where their question marks were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

PIECES = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'|\?""")  # quoted names and texts may hold question marks


def written(sql: str, parameters: Sequence[Any]) -> str:
    """The statement with its values written out. To be shown, never to be run by us."""
    values = iter(parameters)
    return PIECES.sub(lambda found: literal(next(values)) if found[0] == "?" else found[0], sql).strip()


def literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if value - value == 0 else f"'{value}'::DOUBLE"
    text = "'" + str(value).replace("'", "''") + "'"
    return TYPES.get(type(value), "") + text


TYPES: dict[type, str] = {datetime: "TIMESTAMP ", date: "DATE ", time: "TIME "}
