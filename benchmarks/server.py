"""How fast the running app is: cold start, idle memory, first profile of a file, page reruns, single predictions.

    python benchmarks/server.py                    everything, on generated data
    python benchmarks/server.py --only reruns      one part
    python benchmarks/server.py --sessions 30      open pages in the rerun part

Every figure is printed beside what it is compared with in the same run. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sessions import Session
from tests import running
from tests.running import Server

COLD_STARTS = 5
PREDICTIONS = 300
THINK_SECONDS = 3.0  # a person looks at a page before the next click
RERUN_SECONDS = 45.0
MEGABYTE = 1_000_000
FLOOR = """
import duckdb, sys, time
begun = time.perf_counter()
with duckdb.connect(sys.argv[2]) as connection:
    connection.execute(f"CREATE TABLE data AS FROM read_csv('{sys.argv[1]}')")
    connection.execute("SUMMARIZE data").fetchall()
print(time.perf_counter() - begun)
"""


@contextlib.contextmanager
def started(**settings: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = running.start(Path(folder) / "data", **settings)
        try:
            yield server
        finally:
            server.stop()


def cold_start(_arguments: argparse.Namespace) -> None:
    seconds, memory = [], []
    for _ in range(COLD_STARTS):
        with started(sample_data="no") as server:
            seconds.append(server.started_in_seconds)
            memory.append(resident(server))
    print(f"cold start to ready   median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")
    print(f"idle server           median {statistics.median(memory):.0f} MB resident")


def first_profile(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder, started(sample_data="no") as server:
        path = write_csv(Path(folder) / "mixed.csv", arguments.megabytes)
        ratios = []
        for repeat in range(arguments.repeats):
            floor = float(python(FLOOR, str(path), str(Path(folder) / f"floor{repeat}.duckdb")))
            shown = to_first_profile(server, path)
            ratios.append(shown / floor)
            print(f"  {arguments.megabytes} MB: upload to profile {shown:.2f} s, DuckDB alone {floor:.2f} s")
    print(f"first profile         median {statistics.median(ratios):.2f} times CREATE TABLE AS + SUMMARIZE")


def to_first_profile(server: Server, path: Path) -> float:
    begun = time.perf_counter()
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=300) as client, path.open("rb") as file:
        upload = client.put(f"/uploads/{path.name}", content=file).raise_for_status().json()
        answer = client.post("/datasets", json={"upload_id": upload["upload_id"]}).raise_for_status()
        dataset_id = answer.json().get("id") or finished(client, answer.json()["job_id"])["dataset_id"]
        client.get(f"/datasets/{dataset_id}/profile").raise_for_status()
    return time.perf_counter() - begun


def reruns(arguments: argparse.Namespace) -> None:
    with started() as server:
        with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as client:
            dataset_id = sample(client)
            client.get(f"/datasets/{dataset_id}/profile").raise_for_status()
        for page in arguments.pages:
            milliseconds = asyncio.run(many_sessions(server, page, f"dataset={dataset_id}", arguments.sessions))
            low, high = np.percentile(milliseconds, [50, 95])
            print(f"rerun of {page or 'home':<8} {arguments.sessions} open pages: p50 {low:.0f} ms, p95 {high:.0f} ms")
        print(f"server after that     {resident(server):.0f} MB resident")


async def many_sessions(server: Server, page: str, query: str, count: int) -> list[float]:
    sessions = [Session(server.port, page, query) for _ in range(count)]
    for session in sessions:
        await session.open()
    deadline = time.perf_counter() + RERUN_SECONDS
    timings = await asyncio.gather(*(visits(session, deadline, n / count) for n, session in enumerate(sessions)))
    for session in sessions:
        await session.close()
    return [milliseconds for own in timings for milliseconds in own]


async def visits(session: Session, deadline: float, phase: float) -> list[float]:
    await asyncio.sleep(phase * THINK_SECONDS)
    own = []
    while time.perf_counter() < deadline:
        own.append(await session.rerun())
        await asyncio.sleep(THINK_SECONDS)
    return own


def predictions(_arguments: argparse.Namespace) -> None:
    with started() as server, httpx.Client(base_url=f"{server.url}/api/v1", timeout=300) as client:
        dataset_id = sample(client)
        spec = {"dataset_id": dataset_id, "target": "y", "budget_seconds": 20}
        begun = client.post("/models", json=spec).raise_for_status().json()
        finished(client, begun["job_id"])
        answer = client.get(f"/datasets/{dataset_id}/rows", params={"limit": 100}).json()
        rows = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
        for row in rows:
            row.pop("y")
        address = f"/models/{begun['model_id']}/predict"
        live = timed(lambda row: client.get("/health/live"), rows)
        print(f"answer that does nothing   p50 {live[0]:.1f} ms, p95 {live[1]:.1f} ms")
        for label, options in (("prediction", {}), ("prediction with reasons", {"explain": True})):
            low, high = timed(lambda row, o=options: client.post(address, json={"rows": [row], **o}), rows)
            print(f"{label:<26} p50 {low:.1f} ms, p95 {high:.1f} ms ({PREDICTIONS} single rows, one client)")


def timed(call: Callable[[dict[str, Any]], httpx.Response], rows: list[dict[str, Any]]) -> tuple[float, float]:
    milliseconds = []
    for number in range(PREDICTIONS + 20):  # the first twenty warm up
        begun = time.perf_counter()
        call(rows[number % len(rows)]).raise_for_status()
        milliseconds.append(1000 * (time.perf_counter() - begun))
    low, high = np.percentile(milliseconds[20:], [50, 95])
    return float(low), float(high)


def sample(client: httpx.Client) -> str:
    """The id of the sample dataset, once its import has finished."""
    while not (items := client.get("/datasets").raise_for_status().json()["items"]):
        time.sleep(0.2)
    return str(items[0]["id"])


def finished(client: httpx.Client, job_id: str) -> dict[str, Any]:
    while (job := client.get(f"/jobs/{job_id}").raise_for_status().json())["status"] in ("waiting", "running"):
        time.sleep(0.02)
    if job["status"] != "done":
        raise SystemExit(json.dumps(job, indent=1))
    return dict(job["result"])


def resident(server: Server) -> float:
    return float(psutil.Process(server.process.pid).memory_info().rss / MEGABYTE)


def python(script: str, *arguments: str) -> str:
    return subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True).stdout


def write_csv(path: Path, megabytes: int) -> Path:
    """A table of numbers, categories, dates and texts with holes, until the file is as large as asked."""
    random = np.random.default_rng(0)
    words = np.array(["north", "south", "east", "west", ""])
    with path.open("w") as file:
        file.write("id,amount,count,region,day,share,comment\n")
        number = 0
        while file.tell() < megabytes * MEGABYTE:
            amounts, counts = random.lognormal(5, 1, 5000), random.integers(0, 1000, 5000)
            for amount, many, region in zip(amounts, counts, random.choice(words, 5000), strict=True):
                number += 1
                day = f"2024-{many % 12 + 1:02d}-{many % 28 + 1:02d}"
                file.write(f"{number},{amount:.2f},{many},{region},{day},{amount % 1:.6f},order {many} of {region}\n")
    return path


PARTS = {"start": cold_start, "profile": first_profile, "reruns": reruns, "predictions": predictions}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, help="measure one part only")
    parser.add_argument("--megabytes", type=int, default=50, help="size of the uploaded file")
    parser.add_argument("--repeats", type=int, default=3, help="uploads to take the median of")
    parser.add_argument("--sessions", type=int, default=30, help="open pages in the rerun part")
    parser.add_argument("--pages", nargs="+", default=["", "profile"], help="pages to rerun")
    arguments = parser.parse_args()
    for key, measure in PARTS.items():
        if arguments.only in (None, key):
            measure(arguments)


if __name__ == "__main__":
    main()
