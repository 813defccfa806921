"""How long a query takes through the sandbox and over HTTP, beside the same query in DuckDB itself.

Run: python benchmarks/query.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx

from core import datasets, querying, workspace
from core.config import Settings
from core.workspace import Workspace
from tests import running
from tests.worlds import store

ROWS = 5_000_000
TABLE = f"SELECT i AS id, (i * 7919 % 1000)::BIGINT AS g, random() AS v FROM range({ROWS}) t(i)"
AGGREGATE = "SELECT g, count(*) AS rows, avg(v) AS mean, max(v) AS most FROM {table} GROUP BY ALL ORDER BY g"
REPEATS = 30


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ws = workspace.open(Settings(data_dir=Path(folder) / "data", sample_data=False))
        store(ws, TABLE, name="big")
        direct = measure(lambda: run_directly(ws), 5)
        cold = measure(lambda: querying.run(ws, "SELECT 1"), 1)
        report("first query, its process started for it", cold)
        report("SELECT 1, warm", measure(lambda: querying.run(ws, "SELECT 1"), REPEATS))
        report(f"aggregate of {ROWS:,} rows in DuckDB itself", direct)
        sandboxed = measure(lambda: querying.run(ws, AGGREGATE.format(table="big"), limit=1000), 5)
        report("the same in the query room", sandboxed)
        print(f"  that is {median(sandboxed) / median(direct):.2f} times as long")
        querying.close()
        ws.close()
        over_http(Path(folder) / "data")


def run_directly(ws: Workspace) -> None:
    dataset = datasets.newest(ws).items[0]
    with datasets.reading(ws, dataset) as reader:
        reader.connection.execute(AGGREGATE.format(table=reader.table)).fetchall()


def over_http(data: Path) -> None:
    server = running.start(data, sample_data="no")
    try:
        with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as http:
            http.post("/query", json={"sql": "SELECT 1"})
            report("SELECT 1 over HTTP, warm", measure(lambda: http.post("/query", json={"sql": "SELECT 1"}), REPEATS))
    finally:
        server.stop()


def measure(work: Callable[[], object], repeats: int) -> list[float]:
    """Milliseconds of each repeat."""
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def median(taken: list[float]) -> float:
    return statistics.median(taken)


def report(what: str, taken: list[float]) -> None:
    worst = sorted(taken)[max(0, round(len(taken) * 0.95) - 1)]
    print(f"{what}: p50 {median(taken):.1f} ms, p95 {worst:.1f} ms")


if __name__ == "__main__":
    main()
