"""A database of its own for each query: the tables that the query reads, read-only, and nothing else to reach."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from core.querying.sandbox.known import Source
from core.storage.engine import quote

HEADROOM_BYTES = 1 << 30  # beyond DuckDB's limit: Python, the result, and what DuckDB does not count
MOST_FILE_BYTES = 20 << 30  # of one file that a query spills or a result fills


@dataclass(frozen=True)
class Limits:
    """What a query may use: `spill_folder` holds what does not fit into memory, up to `spill_mb`."""

    seconds: float
    memory_mb: int
    threads: int
    spill_folder: str
    spill_mb: int


def bare() -> duckdb.DuckDBPyConnection:
    """An empty database. Opening one takes longer than most queries, so the next is opened ahead."""
    return duckdb.connect(
        ":memory:",
        config={
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "errors_as_json": True,
        },
    )


def bind(limits: Limits) -> None:
    """Limits that the system holds, for what DuckDB does not count. They bind this process from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor = int(used.ru_utime + used.ru_stime + limits.seconds * limits.threads) + 5
    for what, most in (
        (resource.RLIMIT_AS, (limits.memory_mb << 20) * 2 + HEADROOM_BYTES),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, MOST_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        with contextlib.suppress(ValueError, OSError):  # some systems hold no such limit
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def enclose(
    connection: duckdb.DuckDBPyConnection, sources: Iterable[Source], limits: Limits, *, target: Path | None = None
) -> None:
    """Puts the tables in and locks everything. `target` is a file that this process, not the query, may write."""
    os.makedirs(limits.spill_folder, exist_ok=True)
    for source in sources:
        _attach(connection, source)
    for setting in (
        f"memory_limit = '{limits.memory_mb}MB'",
        f"threads = {limits.threads}",
        f"temp_directory = {literal(limits.spill_folder)}",
        f"max_temp_directory_size = '{limits.spill_mb}MB'",
        f"max_execution_time = {int(limits.seconds * 1000)}",
        "TimeZone = 'UTC'",
        f"allowed_paths = [{', '.join(_paths(target))}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")


def _attach(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    connection.execute(f"ATTACH {literal(source.path)} AS {quote(source.name)} (READ_ONLY)")
    for name in (source.name, *source.aliases):
        connection.execute(f"CREATE VIEW IF NOT EXISTS {quote(name)} AS FROM {quote(source.name)}.main.data")


def _paths(target: Path | None) -> list[str]:
    """The file and the one beside it that COPY writes first."""
    return [literal(str(path)) for path in (target, target.with_name(f"tmp_{target.name}"))] if target else []


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
