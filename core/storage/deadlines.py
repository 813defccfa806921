"""Queries that may not take for ever: a statement is interrupted when its time is over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from core.errors import Busy


@contextmanager
def within(connection: duckdb.DuckDBPyConnection, seconds: float, *, hint: str) -> Iterator[None]:
    """Interrupts what the connection runs in this block after so many seconds. Raises Busy, with the hint, then."""
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise Busy(f"This takes longer than {seconds:g} seconds.", hint=hint) from error
    finally:
        timer.cancel()
