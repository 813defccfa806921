"""How fast a profile is, against the floor of one scan, DuckDB's SUMMARIZE, and other profilers that are installed.

    python benchmarks/profile.py                          # 10 million rows x 12 columns
    python benchmarks/profile.py --table mixed --peers    # 1 million x 30, against skrub and ydata-profiling too
    python benchmarks/profile.py --table wide             # 100 thousand x 500
    python benchmarks/profile.py --rows 10000             # any of them, smaller

The peers are installed into an environment of their own in a temporary folder (or in the one of --environment, which is
kept and used again).

Every contender runs in a process of its own on the same DuckDB file, so that its peak memory is its own. Read the
ratios to the floor rather than the seconds: they survive a busy machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.datasets.catalogue import Column, Dataset  # noqa: E402 (the root has to be on the path first)
from core.profiling import profiles, steps  # noqa: E402
from core.profiling.columns import sample  # noqa: E402
from core.profiling.table import measured  # noqa: E402
from core.storage.engine import quote  # noqa: E402

# Columns that a real table has: name, DuckDB expression over the row number `i` and a random number r, and kind.
COLUMNS = (
    ("order_id", "i", "id"),
    ("customer", "(hash(i * 7) % 200000)::INTEGER", "number"),
    ("amount", "round(exp(random() * 4 + random() * 2), 2)", "number"),
    ("weight", "CASE WHEN random() > 0.08 THEN random() * random() * 40 END", "number"),
    ("quantity", "(1 + floor(random() * random() * 20))::INTEGER", "number"),
    ("discount", "CASE WHEN random() > 0.7 THEN round(random() * 0.5, 2) ELSE 0 END", "number"),
    (
        "country",
        "['DE', 'FR', 'IT', 'ES', 'PL', 'SE', 'AT', 'NL', 'PT', 'DK'][1 + (random() * random() * 10)::INTEGER % 10]",
        "category",
    ),
    ("city", "CASE WHEN random() > 0.03 THEN 'City ' || (hash(i * 13) % 3000) END", "category"),
    ("note", "'Order ' || (hash(i) % 500000) || ' by post'", "text"),
    ("ordered_at", "TIMESTAMP '2021-01-01' + to_seconds((random() * 1e8)::BIGINT)", "date"),
    ("delivered", "CASE WHEN random() > 0.1 THEN DATE '2021-01-01' + (random() * 1200)::INTEGER END", "date"),
    ("returned", "random() < 0.04", "boolean"),
)


@dataclass(frozen=True)
class Shape:
    """A table to measure: `columns` beyond the twelve repeat them with other random numbers."""

    rows: int
    columns: int


SHAPES = {"tall": Shape(10_000_000, 12), "mixed": Shape(1_000_000, 30), "wide": Shape(100_000, 500)}


@dataclass(frozen=True)
class Contender:
    key: str
    label: str
    run: Callable[[Path], object]


@dataclass(frozen=True)
class Peer:
    """Another profiler: what to install, what to import before the clock starts, and what it does with `table`."""

    label: str
    package: str
    imports: str
    run: str


PEERS = (
    Peer("skrub TableReport", "skrub", "from skrub import TableReport", "TableReport(table, verbose=0).json()"),
    Peer(
        "ydata-profiling, minimal",
        "ydata-profiling",
        "from ydata_profiling import ProfileReport",
        "ProfileReport(table, minimal=True, progress_bar=False).to_json()",
    ),
)

# What a peer's process does: it reads the table first, because it works on one in memory, and tells its own time.
PEER_SCRIPT = """
import json, sys, time
import duckdb
{imports}
table = duckdb.connect(sys.argv[1], read_only=True).execute("FROM data").df()
begun = time.perf_counter()
{run}
seconds = time.perf_counter() - begun
status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
print(json.dumps({{"seconds": seconds, "peak_mb": int(status["VmHWM"].split()[0]) / 1024}}))
"""


def columns_of(count: int) -> list[tuple[str, str, str]]:
    """The first `count` columns, numbered from the second round on."""
    rounds = [(place // len(COLUMNS), COLUMNS[place % len(COLUMNS)]) for place in range(count)]
    return [(f"{name}_{turn}" if turn else name, sql, kind) for turn, (name, sql, kind) in rounds]


def generate(path: Path, shape: Shape) -> None:
    """Writes the table `data`, always the same for a shape."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET threads = 1")
        connection.execute("SELECT setseed(0.42)")
        selected = ",\n  ".join(f"{sql} AS {quote(name)}" for name, sql, _ in columns_of(shape.columns))
        connection.execute(f"CREATE TABLE data AS\nSELECT\n  {selected}\nFROM range({shape.rows}) AS rows(i)")


def opened(path: Path, memory_limit: str = "512MB") -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config={"memory_limit": memory_limit})


def dataset_of(connection: duckdb.DuckDBPyConnection) -> Dataset:
    described = connection.execute("DESCRIBE data").fetchall()
    kinds = {name: kind for name, _, kind in columns_of(len(described))}
    columns = tuple(Column(row[0], kinds[row[0]], row[1], row[0]) for row in described)
    return Dataset("ds_bench", "bench", "generated", 0, columns, {}, 0, 0, "", datetime.now(UTC))


def run_floor(path: Path) -> object:
    connection = opened(path)
    names = [column.name for column in dataset_of(connection).columns]
    return connection.execute(
        "SELECT " + ", ".join(f"sum(hash({quote(name)}))" for name in names) + " FROM data"
    ).fetchall()


def run_summarize(path: Path) -> object:
    return opened(path).execute("SUMMARIZE data").fetchall()


def run_overview(path: Path) -> object:
    connection = opened(path)
    work = steps.start(measured(connection, "data", dataset_of(connection).columns), datetime.now(UTC))
    sample.preview(work.sample, work.drafts)
    return profiles.summarise(work, 0)


def run_profile(path: Path) -> object:
    connection = opened(path)
    dataset = dataset_of(connection)
    table = measured(connection, "data", dataset.columns)
    return profiles.measure(table, dataset, target=None, report=lambda done, step: None, now=datetime.now(UTC))


CONTENDERS = (
    Contender("floor", "floor: sum(hash(c)), one scan", run_floor),
    Contender("summarize", "DuckDB SUMMARIZE", run_summarize),
    Contender("overview", "Tablecast, first paint", run_overview),
    Contender("profile", "Tablecast, everything", run_profile),
)


def run_once(key: str, path: Path) -> None:
    """One contender in this process, with its imports done and DuckDB's file opened once before the clock starts."""
    contender = next(contender for contender in CONTENDERS if contender.key == key)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.duckdb"
        generate(small, Shape(200, 12))
        contender.run(small)
    begun = time.perf_counter()
    contender.run(path)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory this process held. Not getrusage: that counts what the parent held when it started us."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def measure_child(contender: Contender, path: Path, repeats: int) -> dict[str, float]:
    """The best of some runs, each in a fresh process."""
    command = [sys.executable, __file__, "--one", contender.key, "--file", str(path)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(repeats)
    ]
    return min(runs, key=lambda run: run["seconds"])


def measure_peer(peer: Peer, python: Path, path: Path) -> dict[str, float]:
    """One run of a peer in its own environment."""
    script = PEER_SCRIPT.format(imports=peer.imports, run=peer.run)
    ran = subprocess.run([python, "-W", "ignore", "-c", script, path], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def environment(folder: Path) -> Path:
    """The Python of an environment in which all peers are installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        packages = [f"duckdb=={duckdb.__version__}", "pyarrow", *(peer.package for peer in PEERS)]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def compare(path: Path, shape: Shape, repeats: int, peers: Path | None) -> None:
    print(f"{shape.rows:,} rows x {shape.columns} columns, {path.stat().st_size / 1e6:,.0f} MB, memory_limit 512 MB\n")
    print(f"{'':32} {'seconds':>9} {'x floor':>9} {'peak MB':>9}")
    floor = 0.0
    for contender in CONTENDERS:
        found = measure_child(contender, path, repeats)
        floor = floor or found["seconds"]
        tell(contender.label, found, floor)
    for peer in PEERS if peers else ():
        tell(peer.label, measure_peer(peer, environment(peers), path), floor)


def tell(label: str, found: dict[str, float], floor: float) -> None:
    seconds, peak = found["seconds"], found["peak_mb"]
    print(f"{label:32} {seconds:9.2f} {seconds / floor:9.1f} {peak:9.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", choices=sorted(SHAPES), default="tall")
    parser.add_argument("--rows", type=int, help="instead of the table's own number")
    parser.add_argument("--columns", type=int, help="instead of the table's own number")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--file", type=Path, help="keep the generated file here and use it again")
    parser.add_argument("--peers", action="store_true", help="against other profilers too, which takes minutes")
    parser.add_argument("--environment", type=Path, help="where the peers are installed, or are already")
    parser.add_argument("--one", choices=[contender.key for contender in CONTENDERS], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        run_once(asked.one, asked.file)
        return
    usual = SHAPES[asked.table]
    shape = Shape(asked.rows or usual.rows, asked.columns or usual.columns)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.file or Path(folder) / "data.duckdb"
        if not path.exists():
            generate(path, shape)
        peers = (asked.environment or Path(folder) / "peers") if asked.peers else None
        compare(path, shape, asked.repeats, peers)


if __name__ == "__main__":
    main()
