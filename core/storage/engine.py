"""One in-memory DuckDB per process; dataset files are attached to it read-only when somebody asks for them.

Nothing is ever written through this engine, so there is no lock to fight over: other processes attach the same file.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from core.errors import NotFound
from core.storage.folders import Folders

log = logging.getLogger(__name__)

MOST_ATTACHED = 64  # files kept attached when nobody reads them: each costs an open file and some cached metadata


def quote(name: str) -> str:
    """A name as an SQL identifier. The only way a name reaches SQL."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True)
class Reader:
    """One reading of one dataset file: a cursor of one's own and where the tables are."""

    connection: duckdb.DuckDBPyConnection
    schema: str

    @property
    def table(self) -> str:
        return self.named("data")

    def named(self, table: str) -> str:
        return f"{self.schema}.{quote(table)}"


@dataclass
class _Attached:
    alias: str
    connection: duckdb.DuckDBPyConnection
    readers: int = 0


@dataclass
class Engine:
    """Attaches dataset files and hands out cursors. Safe to use from many threads."""

    folders: Folders
    memory_limit_mb: int
    threads: int
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _attached: OrderedDict[Path, _Attached] = field(default_factory=OrderedDict, init=False, repr=False)
    _count: int = field(default=0, init=False, repr=False)
    _connection: duckdb.DuckDBPyConnection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._connection = connect(self.folders, memory_limit_mb=self.memory_limit_mb, threads=self.threads)

    @contextmanager
    def reading(self, path: Path) -> Iterator[Reader]:
        """A reader of the dataset file at `path`. Raises NotFound when the file is gone.

        A mistake inside DuckDB makes its whole instance unusable: it is then replaced, for those who read next.
        """
        held = self._take(path)
        cursor = held.connection.cursor()
        try:
            yield Reader(cursor, f"{quote(held.alias)}.main")
        except (duckdb.InternalException, duckdb.FatalException):
            self._replace(held.connection)
            raise
        finally:
            cursor.close()
            self._give_back(path, held)

    def forget(self, path: Path) -> None:
        """Lets go of a file that is about to be removed; those who read it now may finish."""
        with self._lock:
            held = self._attached.get(path)
            if held and held.readers == 0:
                self._detach(path)

    def close(self) -> None:
        self._connection.close()

    def _replace(self, broken: duckdb.DuckDBPyConnection) -> None:
        """A new instance in place of this one. Those who still read from the broken one fail by themselves."""
        with self._lock:
            if self._connection is broken:
                log.error("DuckDB failed inside; its instance is replaced")
                self._connection = connect(self.folders, memory_limit_mb=self.memory_limit_mb, threads=self.threads)
                self._attached.clear()

    def _take(self, path: Path) -> _Attached:
        with self._lock:
            held = self._attached.get(path) or self._attach(path)
            held.readers += 1
            self._attached.move_to_end(path)
            return held

    def _give_back(self, path: Path, held: _Attached) -> None:
        with self._lock:
            held.readers -= 1
            if held.connection is not self._connection:
                return
            idle = [p for p, held in self._attached.items() if held.readers == 0]
            too_many = max(0, len(self._attached) - MOST_ATTACHED)
            gone = [p for p in idle if not p.exists()]
            for stale in {*gone, *idle[:too_many]}:
                self._detach(stale)

    def _attach(self, path: Path) -> _Attached:
        if not path.exists():
            raise NotFound(
                f"The data file {path.name} is not there.", hint="It may have been deleted; import it again."
            )
        self._count += 1
        held = _Attached(f"d{self._count}", self._connection)
        with self._connection.cursor() as cursor:
            cursor.execute(f"ATTACH {_literal(path)} AS {quote(held.alias)} (READ_ONLY)")
        self._attached[path] = held
        return held

    def _detach(self, path: Path) -> None:
        held = self._attached.pop(path)
        with self._connection.cursor() as cursor:
            cursor.execute(f"DETACH {quote(held.alias)}")


def connect(folders: Folders, *, memory_limit_mb: int, threads: int) -> duckdb.DuckDBPyConnection:
    """A new in-memory DuckDB that can reach the workspace's folders and nothing else."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{memory_limit_mb}MB",
            "threads": threads,
            "temp_directory": str(folders.temporary),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        },
    )
    connection.execute(f"SET allowed_directories = [{_literal(folders.root)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET lock_configuration = true")
    return connection


def _literal(path: Path) -> str:
    text = str(path.resolve()).replace("'", "''")
    return f"'{text}'"
