"""How fast predictions are: in this process, over HTTP, row by row, in batches and as a file.

    python benchmarks/predict.py                                        a model trained here on generated data
    python benchmarks/predict.py --data-dir data --model md_7k2m9qxa    a model of a workspace
    python benchmarks/predict.py --url http://localhost:8501            the newest model of a running server
    python benchmarks/predict.py --url ... --clients 100 --seconds 20   many clients at once

Every figure is printed with its unit. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before the numeric libraries load, as the app does

import httpx
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core import jobs, models, predicting, training, workspace
from core.config import Settings
from core.models import Model
from core.workspace import Workspace
from tests.worlds import store

ROUNDS = 300
BATCH_ROWS = 10_000
FILE_ROWS = 200_000
PEOPLE = """
    SELECT i, 18 + hash(i) % 70 AS age, ['north', 'east', 'south', 'west'][1 + hash(i + 1) % 4] AS region,
        hash(i + 2) % 2 = 0 AS member, (hash(i + 3) % 100000) / 100.0 AS income, hash(i + 4) % 12 AS visits,
        DATE '2020-01-01' + CAST(hash(i + 5) % 1500 AS INTEGER) AS since
    FROM range({rows}) AS numbers(i)
"""


def in_this_process(ws: Workspace, model: Model) -> None:
    row = predicting.typical_row(ws, model.id)
    print(f"{model.title}: {model.task}, {len(model.features)} columns, {(model.bytes or 0) / 1e6:.1f} MB of files")
    began = time.perf_counter()
    predicting.rows(ws, model.id, [row])
    print(f"{'first answer, loading the model':40} {1e3 * (time.perf_counter() - began):9.1f} ms")
    latency("one row", lambda: predicting.rows(ws, model.id, [row]))
    latency("one row with reasons", lambda: predicting.rows(ws, model.id, [row], explain=True))
    latency("live form", lambda: predicting.live(ws, model.id, row))
    column = max(model.features, key=lambda feature: feature.importance).name
    latency("curve of one column", lambda: predicting.curve(ws, model.id, row, column))
    predicting.rows(ws, model.id, [row] * BATCH_ROWS)  # loads the library that only large batches need
    began = time.perf_counter()
    predicting.rows(ws, model.id, [row] * BATCH_ROWS)
    rate(f"{BATCH_ROWS:,} rows in one request", BATCH_ROWS, time.perf_counter() - began)
    with ThreadPoolExecutor(20) as pool:
        began = time.perf_counter()
        list(pool.map(lambda _: predicting.rows(ws, model.id, [row]), range(ROUNDS)))
        rate("single rows from 20 threads", ROUNDS, time.perf_counter() - began)


def as_a_file(ws: Workspace, model: Model, dataset_id: str, rows: int) -> None:
    supervisor = jobs.Supervisor(ws)
    supervisor.start()
    job = jobs.wait(ws, predicting.start_file(ws, model.id, dataset_id=dataset_id).id, seconds=600)
    supervisor.close()
    if job.finished_at and job.started_at:
        rate(f"a file, whole job ({job.status})", rows, (job.finished_at - job.started_at).total_seconds())


def over_http(url: str, model_id: str | None, clients: int, seconds: float) -> None:
    with httpx.Client(base_url=f"{url}/api/v1", timeout=30) as client:
        listed = client.get("/models", params={"limit": 100}).json()["items"]
        chosen = model_id or next(model["id"] for model in listed if model["status"] == "ready")
        model = client.get(f"/models/{chosen}").json()
        row = {feature["name"]: feature["typical"] for feature in model["features"]}
        path = f"/models/{chosen}/predict"
        print(f"{model['name']}, version {model['version']}, at {url}")
        latency("one client, one row", lambda: ask(client, path, {"rows": [row]}))
        latency("one client, with reasons", lambda: ask(client, path, {"rows": [row], "explain": True}))
    many_clients(url, path, {"rows": [row]}, clients, seconds)


def ask(client: httpx.Client, path: str, body: dict[str, Any]) -> None:
    client.post(path, json=body).raise_for_status()


def many_clients(url: str, path: str, body: dict[str, Any], clients: int, seconds: float) -> None:
    taken: list[float] = []
    errors: list[str] = []
    until = time.perf_counter() + seconds

    def one_client() -> None:
        with httpx.Client(base_url=f"{url}/api/v1", timeout=30) as client:
            while time.perf_counter() < until:
                began = time.perf_counter()
                try:
                    ask(client, path, body)
                    taken.append(time.perf_counter() - began)
                except httpx.HTTPError as error:
                    errors.append(repr(error))

    threads = [threading.Thread(target=one_client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    show(f"{clients} clients", taken)
    rate(f"{clients} clients, {len(errors)} errors", len(taken), seconds)


def latency(what: str, act: Callable[[], Any]) -> None:
    for _ in range(20):
        act()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    show(what, taken)


def show(what: str, taken: list[float]) -> None:
    p50, p95, p99 = 1e3 * np.percentile(taken or [np.nan], [50, 95, 99])
    print(f"{what:40} {p50:9.2f} ms p50  {p95:9.2f} ms p95  {p99:9.2f} ms p99")


def rate(what: str, rows: int, seconds: float) -> None:
    print(f"{what:40} {rows / seconds:9,.0f} per second")


@contextlib.contextmanager
def trained() -> Iterator[tuple[Workspace, Model]]:
    """A workspace of its own with a model of the usual kind."""
    with tempfile.TemporaryDirectory() as folder:
        ws = workspace.open(Settings(data_dir=Path(folder), sample_data=False))
        noisy = "age + 20 * CAST(member AS INTEGER) + income / 50 + 10 * random() > 65 AS buys"
        dataset = store(ws, f"SELECT * EXCLUDE (i), {noisy} FROM ({PEOPLE.format(rows=20_000)})", name="people")
        supervisor = jobs.Supervisor(ws)
        supervisor.start()
        started = training.start(ws, dataset, target="buys", budget_seconds=30)
        jobs.wait(ws, str(started.job_id), seconds=300)
        supervisor.close()
        yield ws, models.find(ws, started.id)
        ws.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    if arguments.url:
        over_http(arguments.url, arguments.model, arguments.clients, arguments.seconds)
    elif arguments.data_dir:
        ws = workspace.open(Settings(data_dir=arguments.data_dir))
        found = models.find(ws, arguments.model) if arguments.model else models.newest(ws, status="ready").items[0]
        in_this_process(ws, found)
    else:
        with trained() as (ws, model):
            in_this_process(ws, model)
            dataset = store(ws, PEOPLE.format(rows=FILE_ROWS), name="many people")
            as_a_file(ws, model, dataset.id, FILE_ROWS)


if __name__ == "__main__":
    main()
