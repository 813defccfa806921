"""What a query found, within limits: so many rows, so many bytes, and no single value that fills the memory."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from typing import Any

import duckdb
import orjson

from core.writing.values import plain

MOST_BYTES = 16_000_000  # of one answer: a browser draws it, a client parses it
LONGEST_VALUE = 20_000  # characters of one value
COUNTING_SECONDS = 3.0  # for how many rows there are, beyond those that are shown
ROWS_AT_ONCE = 1024
CUT = "…"


@dataclass
class Answer:
    """Rows as JSON has them. `total` is None where nobody knows how many rows there are; `cut` counts cut values."""

    columns: list[str]
    types: list[str]
    rows: list[list[Any]]
    truncated: bool
    total: int | None
    cut: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def answer(connection: duckdb.DuckDBPyConnection, text: str, *, limit: int) -> Answer:
    """The first rows of what a query returns. Rows are fetched while they are computed: the others never exist."""
    result = connection.execute(text)
    described = result.description or []
    found = Answer([str(d[0]) for d in described], [str(d[1]) for d in described], [], False, None, 0)
    filled, at_once = 0, 1
    while len(found.rows) < limit and filled < MOST_BYTES:
        batch = result.fetchmany(min(at_once, limit - len(found.rows)))
        if not batch:
            break
        for row in batch:
            filled += _add(found, row)
        at_once = min(at_once * 2, ROWS_AT_ONCE)  # the first rows tell how large rows are
    found.truncated = bool(result.fetchmany(1))
    connection.interrupt()  # whoever is still computing rows may stop
    found.total = None if found.truncated else len(found.rows)
    return found


def count(connection: duckdb.DuckDBPyConnection, body: str, *, seconds: float) -> int | None:
    """How many rows a query returns; None when finding out takes too long."""
    timer = threading.Timer(min(seconds, COUNTING_SECONDS), connection.interrupt)
    timer.start()
    try:
        row = connection.execute(f"SELECT count(*) FROM (\n{body})").fetchone()
        return int(row[0]) if row else None
    except duckdb.Error:
        return None
    finally:
        timer.cancel()


def _add(found: Answer, row: tuple[Any, ...]) -> int:
    """Adds a row and returns about how many bytes it takes."""
    whole = [plain(value) for value in row]
    values = [_short(value) for value in whole]
    found.cut += sum(1 for value, was in zip(values, whole, strict=True) if value is not was)
    found.rows.append(values)
    return len(orjson.dumps(values))


def _short(value: Any) -> Any:
    """The value itself; of a long text, or a nested value that is long as JSON, the beginning."""
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return value[:LONGEST_VALUE] + CUT
    if isinstance(value, list | dict):
        written = orjson.dumps(value).decode()
        return written[:LONGEST_VALUE] + CUT if len(written) > LONGEST_VALUE else value
    return value
