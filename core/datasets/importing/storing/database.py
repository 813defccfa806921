"""The DuckDB file that an import writes: fenced in, with a memory limit, and stoppable at any moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from core.datasets.importing.progress import Progress
from core.datasets.importing.types.sql import literal
from core.storage.folders import Folders

POLL_SECONDS = 0.1  # how often a running query is asked how far it is, and whether it is still wanted


@dataclass
class Database:
    """The connection of one import. Queries run in a thread of their own, so that the import can be cancelled."""

    connection: duckdb.DuckDBPyConnection
    progress: Progress = field(default_factory=Progress)

    def fetch(self, sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs one statement to its end, telling the progress. Whatever the listener raises ends the statement."""
        outcome = _Outcome()
        thread = threading.Thread(target=outcome.run, args=(self.connection, sql, parameters))
        thread.start()
        try:
            while thread.is_alive():
                thread.join(POLL_SECONDS)
                self.progress.within(self.connection.query_progress() / 100)
        except BaseException:
            self.connection.interrupt()
            raise
        finally:
            thread.join()
        if outcome.error:
            raise outcome.error
        return outcome.rows


@dataclass
class _Outcome:
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    error: BaseException | None = None

    def run(self, connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None) -> None:
        try:
            self.rows = connection.execute(sql, parameters).fetchall()
        except BaseException as error:  # noqa: BLE001 (carried over to the thread that waits, and raised there)
            self.error = error


@contextmanager
def writing(
    path: Path | None, folders: Folders, progress: Progress, *, memory_mb: int, threads: int
) -> Iterator[Database]:
    """A database at `path` (None: in memory) that can reach the workspace's folders and nothing else."""
    connection = duckdb.connect(
        str(path) if path else ":memory:",
        config={
            "memory_limit": f"{memory_mb}MB",
            "threads": threads,
            "temp_directory": str(folders.temporary),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        },
    )
    try:
        for setting in (
            "enable_progress_bar = true",
            "enable_progress_bar_print = false",
            "TimeZone = 'UTC'",
            "disabled_optimizers = 'in_clause'",  # a join for each list of markers: 300 columns took a gigabyte
            f"allowed_directories = [{literal(str(folders.root.resolve()))}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        yield Database(connection, progress)
    finally:
        connection.close()
