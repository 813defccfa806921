"""A query process, `python -m core.querying.sandbox.worker`: answers requests, one after the other, on its streams.

It ends with the server, however that ends: nobody writes to its standard input any longer.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from core.errors import AppError
from core.querying.sandbox import answers, fence, files, frames, statements
from core.querying.sandbox.fence import Limits
from core.querying.sandbox.known import Known
from core.querying.sandbox.statements import Statement
from core.querying.sandbox.wording import Unfit, in_words
from core.storage.engine import quote

Json = dict[str, Any]

OUT_OF_MEMORY = Unfit("The query needs more memory than a query may have.", "Aggregate, filter or join on less.")


@dataclass(frozen=True)
class Request:
    """What is asked: SQL, the tables there are, limits, and what to do with the result."""

    sql: str
    known: Known
    limits: Limits
    task: str
    limit: int = 0
    count: bool = False
    target: str = ""
    format: str = ""

    @classmethod
    def from_json(cls, given: Json) -> Request:
        return cls(**given | {"known": Known.from_json(given["known"]), "limits": Limits(**given["limits"])})


def main() -> None:
    requests: queue.Queue[Json] = queue.Queue()
    answers_to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between two messages
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    connection = fence.bare()
    while True:
        request = requests.get()
        reply = handle(connection, request)
        connection.close()  # may have to wait for a thread: at the cost of this query, not of the next
        answers_to.write(frames.pack(reply))
        answers_to.flush()
        connection = fence.bare()  # nothing of one query is left for the next


def handle(connection: duckdb.DuckDBPyConnection, given: Json) -> Json:
    """The reply to a request: what was found, or the error in words."""
    request = Request.from_json(given)
    try:
        fence.bind(request.limits)
        return {"found": _done(connection, request)}
    except Unfit as error:
        return {"error": error.to_json(request.sql)}
    except AppError as error:
        return {"error": error.to_json()}
    except MemoryError:
        return {"error": OUT_OF_MEMORY.to_json(request.sql)}
    except Exception:  # noqa: BLE001 - the border of the process
        return {"bug": traceback.format_exc()}  # this process has no log; the server's has


def _done(connection: duckdb.DuckDBPyConnection, request: Request) -> Json:
    statement: Statement | None = None
    try:
        statement = statements.read(connection, request.sql, request.known)
        target = Path(request.target) if request.target else None
        if target and request.task == "table":
            files.attach(connection, target)
        fence.enclose(connection, [request.known[name] for name in statement.tables], request.limits, target=target)
        found = TASKS[request.task](connection, statement, request)
        return found | {"kind": statement.kind, "tables": list(statement.tables)}
    except duckdb.Error as error:
        read = statement.tables if statement else ()
        raise in_words(error, request.sql, request.known, lambda: _columns(connection, read)) from error


def _rows(connection: duckdb.DuckDBPyConnection, statement: Statement, request: Request) -> Json:
    found = answers.answer(connection, statement.text, limit=request.limit)
    if found.truncated and request.count and statement.body:
        found.total = answers.count(connection, statement.body, seconds=request.limits.seconds)
    return found.to_json()


def _table(connection: duckdb.DuckDBPyConnection, statement: Statement, request: Request) -> Json:
    return {"rows": files.fill(connection, _body(statement))}


def _file(connection: duckdb.DuckDBPyConnection, statement: Statement, request: Request) -> Json:
    return {"rows": files.write(connection, _body(statement), Path(request.target), request.format)}


TASKS: dict[str, Callable[[duckdb.DuckDBPyConnection, Statement, Request], Json]] = {
    "rows": _rows,
    "table": _table,
    "file": _file,
}


def _body(statement: Statement) -> str:
    if statement.body is None:
        raise Unfit("An explanation cannot be kept.", "Take EXPLAIN away to keep the result itself.")
    return statement.body


def _columns(connection: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> list[str]:
    """The columns of the tables that a query reads, for who misspelt one."""
    found: list[str] = []
    for name in tables:
        found += [str(row[0]) for row in connection.execute(f"DESCRIBE {quote(name)}").fetchall()]
    return found


def _listen(stream: BinaryIO, requests: queue.Queue[Json]) -> None:
    try:
        while True:
            requests.put(frames.read(stream))
    except EOFError:
        os._exit(0)  # in the middle of a query too


if __name__ == "__main__":
    main()
