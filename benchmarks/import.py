"""How fast a CSV file becomes a dataset, against DuckDB's own reader with and without the right options, and pandas.

    python benchmarks/import.py                         # 200 thousand rows x 30 columns
    python benchmarks/import.py --rows 1000000          # the size in the documentation
    python benchmarks/import.py --table tall --rows 10000000
    python benchmarks/import.py --table small           # 1,000 rows: what a person waits for a small file

Every contender runs in a process of its own on the same file and writes a DuckDB file (pandas only reads). What it has
to load from disk is loaded before the clock starts, as in the child processes that the app keeps ready. Read the ratios
rather than the seconds: they survive a busy machine.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BASELINE = "duckdb, types given"
MEMORY_MB = 1024
THREADS = 2


@dataclass(frozen=True)
class Group:
    """Some columns alike: how many, their type, and the SQL of a value."""

    name: str
    type: str
    value: str


WHOLE = Group("whole", "BIGINT", "(random() * 100000)::BIGINT")
DECIMAL = Group("decimal", "DOUBLE", "round(random() * 1000, 3)")
LEVEL = Group("level", "VARCHAR", "'level ' || (random() * 20)::INTEGER")
DAY = Group("day", "DATE", "DATE '2020-01-01' + (random() * 1000)::INTEGER")
WORD = Group("word", "VARCHAR", "md5(random()::VARCHAR)")
MOMENT = Group("moment", "TIMESTAMP", "TIMESTAMP '2020-01-01' + to_seconds((random() * 1e7)::BIGINT)")
FLAG = Group("flag", "BOOLEAN", "random() < 0.5")

TABLES: dict[str, tuple[tuple[Group, int], ...]] = {
    "mixed": ((WHOLE, 8), (DECIMAL, 8), (LEVEL, 6), (DAY, 4), (WORD, 2), (MOMENT, 1), (FLAG, 1)),
    "tall": ((WHOLE, 4), (DECIMAL, 3), (LEVEL, 2), (DAY, 1), (MOMENT, 1), (FLAG, 1)),
    "small": ((WHOLE, 4), (DECIMAL, 3), (LEVEL, 3)),
}
ROWS = {"mixed": 200_000, "tall": 1_000_000, "small": 1_000}


def columns(table: str) -> list[tuple[str, Group]]:
    return [(f"{group.name}_{at}", group) for group, times in TABLES[table] for at in range(times)]


def generate(path: Path, table: str, rows: int) -> None:
    values = ", ".join(f"{group.value} AS {name}" for name, group in columns(table))
    with duckdb.connect() as connection:
        connection.execute("SELECT setseed(0.5)")
        connection.execute(f"COPY (SELECT {values} FROM range({rows})) TO '{path}' (HEADER)")


def tablecast(path: Path, _table: str) -> None:
    from core.datasets.importing import pipeline
    from core.datasets.importing.choosing.options import ImportOptions
    from core.datasets.importing.progress import Progress
    from core.datasets.importing.storing import database
    from core.datasets.importing.task import Import
    from core.storage.folders import Folders

    folders = Folders(path.parent)
    folders.create()
    target = path.parent / "tablecast.duckdb"
    with database.writing(target, folders, Progress(), memory_mb=MEMORY_MB, threads=THREADS) as opened:
        pipeline.run(Import(opened, folders.temporary, ImportOptions()), path)


def _duckdb(path: Path, source: str) -> None:
    config = {"threads": THREADS, "memory_limit": f"{MEMORY_MB}MB"}
    with duckdb.connect(str(path.parent / "duckdb.duckdb"), config=config) as connection:
        connection.execute(f"CREATE OR REPLACE TABLE data AS FROM {source}")


def duckdb_typed(path: Path, table: str) -> None:
    types = ", ".join(f"'{name}': '{group.type}'" for name, group in columns(table))
    dialect = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"
    _duckdb(path, f"read_csv('{path}', {dialect}, columns = {{{types}}})")


def duckdb_automatic(path: Path, _table: str) -> None:
    _duckdb(path, f"read_csv('{path}')")


def duckdb_whole(path: Path, _table: str) -> None:
    _duckdb(path, f"read_csv('{path}', sample_size = -1)")


def pandas_read(path: Path, _table: str) -> None:
    import pandas

    pandas.read_csv(path)


CONTENDERS: dict[str, Callable[[Path, str], None]] = {
    BASELINE: duckdb_typed,
    "duckdb, automatic": duckdb_automatic,
    "duckdb, sniffing the whole file": duckdb_whole,
    "tablecast": tablecast,
    "pandas (in memory only)": pandas_read,
}


MODULES = {
    "tablecast": ("core.datasets.importing.jobs", "core.datasets.importing.pipeline"),
    "pandas (in memory only)": ("pandas",),
}


@dataclass(frozen=True)
class Measured:
    seconds: float
    cpu_seconds: float
    peak_mb: float


def measure(contender: str, path: Path, table: str) -> Measured:
    """One contender in a process of its own."""
    command = [sys.executable, __file__, "--contender", contender, "--file", str(path), "--table", table]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Measured(**json.loads(answer))


def run_contender(contender: str, path: Path, table: str) -> None:
    for module in MODULES.get(contender, ()):
        importlib.import_module(module)
    began, cpu = time.perf_counter(), time.process_time()
    CONTENDERS[contender](path, table)
    used = {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(used))


def compare(table: str, rows: int, repeat: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        generate(path, table, rows)
        print(f"{rows:,} rows x {len(columns(table))} columns, {path.stat().st_size / 1e6:,.0f} MB")
        print(f"{'':34}{'seconds':>9}{'CPU s':>9}{'peak MB':>9}{'ratio':>8}{'CPU ratio':>11}")
        best = {}
        for name in CONTENDERS:
            best[name] = min((measure(name, path, table) for _ in range(repeat)), key=lambda found: found.seconds)
            found, base = best[name], best[BASELINE]
            print(
                f"{name:34}{found.seconds:9.2f}{found.cpu_seconds:9.2f}{found.peak_mb:9.0f}"
                f"{found.seconds / base.seconds:8.2f}{found.cpu_seconds / base.cpu_seconds:11.2f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", choices=TABLES, default="mixed")
    parser.add_argument("--rows", type=int, help="rows to generate; each table has a default")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each contender; the fastest counts")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        run_contender(given.contender, given.file, given.table)
    else:
        compare(given.table, given.rows or ROWS[given.table], given.repeat)


if __name__ == "__main__":
    main()
