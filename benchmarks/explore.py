"""How fast the grid, its filters, charts and clean-up steps are on a large table.

    python benchmarks/explore.py                    # 10 million rows x 12 columns
    python benchmarks/explore.py --rows 1000000     # smaller

Each line is what a click costs in core, the first time it is asked and then again; nothing is warm but the file.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core import cleaning, datasets, exploring, workspace  # noqa: E402 (the root has to be on the path first)
from core.cleaning import Step  # noqa: E402
from core.config import Settings  # noqa: E402
from core.datasets import Dataset  # noqa: E402
from core.datasets.conditions import Condition  # noqa: E402
from core.exploring import ChartSpec, Order, View  # noqa: E402
from core.workspace import Workspace  # noqa: E402

tables = importlib.import_module("benchmarks.profile")  # its generator

FOUND = View((Condition("country", "is", "DE"), Condition("amount", "above", 50)))
SORTED = View(sort=(Order("amount", True),))
STEPS = (
    Step("trim", {"columns": ["city"]}),
    Step("fill", {"columns": ["weight"], "method": "median"}),
    Step("deduplicate", {"columns": ["order_id"]}),
)

Click = Callable[[Workspace, Dataset], object]

CLICKS: tuple[tuple[str, Click], ...] = (
    ("first page", lambda ws, d: exploring.rows(ws, d)),
    ("page in the middle", lambda ws, d: exploring.rows(ws, d, offset=d.rows // 2)),
    ("sorted, first page", lambda ws, d: exploring.rows(ws, d, SORTED)),
    ("sorted, page in the middle", lambda ws, d: exploring.rows(ws, d, SORTED, offset=d.rows // 2)),
    ("two conditions, first page and count", lambda ws, d: exploring.rows(ws, d, FOUND)),
    ("two conditions, page far back", lambda ws, d: exploring.rows(ws, d, FOUND, offset=d.rows // 40)),
    ("search for a word in all columns", lambda ws, d: exploring.rows(ws, d, View(search="order 123"))),
    ("search for digits in all columns", lambda ws, d: exploring.rows(ws, d, View(search="12345"))),
    ("values of a column to choose from", lambda ws, d: exploring.choices(ws, d, "city")),
    ("facts of a column", lambda ws, d: exploring.summary(ws, d, "amount")),
    ("bars: mean by country", lambda ws, d: _chart(ws, d, ChartSpec("bar", x="country", y="amount", aggregate="mean"))),
    ("line: rows a month, by country", lambda ws, d: _chart(ws, d, ChartSpec("line", x="ordered_at", group="country"))),
    ("histogram", lambda ws, d: _chart(ws, d, ChartSpec("histogram", x="amount"))),
    ("density of points", lambda ws, d: _chart(ws, d, ChartSpec("scatter", x="weight", y="amount"))),
    ("preview of three clean-up steps", lambda ws, d: cleaning.preview(ws, d, STEPS)),
)


def _chart(ws: Workspace, dataset: Dataset, spec: ChartSpec) -> object:
    return exploring.chart(ws, dataset, spec)


def stored(ws: Workspace, rows: int) -> Dataset:
    """The generated table as a dataset."""
    path = ws.folders.datasets / "ds_bench.duckdb"
    tables.generate(path, tables.Shape(rows, 12))
    with tables.opened(path) as connection:
        columns = tables.dataset_of(connection).columns
    size = path.stat().st_size
    made = Dataset("ds_bench", "bench", "generated", rows, columns, {}, size, size, "", datetime.now(UTC))
    return datasets.add(ws, made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        ws = workspace.open(Settings(data_dir=Path(folder), sample_data=False))
        dataset = stored(ws, rows)
        print(f"{rows:,} rows x 12 columns, memory_limit {ws.settings.memory_limit_mb} MB\n")
        print(f"{'':40} {'first ms':>9} {'processor':>9} {'again ms':>9}")
        for label, click in CLICKS:
            (first, processor), (again, _) = (timed(click, ws, dataset) for _ in range(2))
            print(f"{label:40} {first:9.0f} {processor:9.0f} {again:9.0f}", flush=True)
        print(f"\npeak memory {tables.peak_mb():.0f} MB")
        ws.close()


def timed(click: Click, ws: Workspace, dataset: Dataset) -> tuple[float, float]:
    """Milliseconds of one call, by the clock and of all cores; the second says more on a busy machine."""
    begun, worked = time.perf_counter(), time.process_time()
    click(ws, dataset)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


if __name__ == "__main__":
    main()
