"""kill -9 of the running app: nothing that was acknowledged is lost, and what was interrupted says so and goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core import jobs, workspace
from core.config import Settings
from tests import running
from tests.running import Server

CREDIT = Path(__file__).parent / "data" / "credit_g.csv"
PATIENCE_SECONDS = 90.0
LINES = 400_000  # takes an import long enough to be killed in the middle


class Client:
    """The API of one server, and of the next one on the same data."""

    def __init__(self, data_dir: Path) -> None:
        self.server = running.start(data_dir, sample_data="no")

    def start_again(self) -> None:
        self.server = running.start(self.server.data_dir, sample_data="no")

    def ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        answer = httpx.request(method, f"{self.server.url}/api/v1{path}", timeout=60, **options)
        return dict(answer.raise_for_status().json())

    def until(self, path: str, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not reached(found := self.ask("GET", path)):
            assert time.monotonic() < deadline, found
            time.sleep(0.05)
        return found

    def ended(self, job_id: str) -> dict[str, Any]:
        return self.until(f"/jobs/{job_id}", lambda job: job["status"] not in ("waiting", "running"))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    started = Client(tmp_path / "data")
    yield started
    started.server.kill()


def bring(client: Client, content: bytes) -> dict[str, Any]:
    upload = client.ask("PUT", "/uploads/table.csv", content=content)
    return client.ask("POST", "/datasets", json={"upload_id": upload["upload_id"]})


def training(client: Client, *, seconds: int) -> dict[str, Any]:
    """A training that has finished its first candidates."""
    dataset = bring(client, CREDIT.read_bytes())
    spec = {"dataset_id": dataset["id"], "target": "default", "budget_seconds": seconds}
    begun = client.ask("POST", "/models", json=spec)
    client.until(f"/jobs/{begun['job_id']}", lambda job: job["progress"] > 0.2)
    return begun


def kill_child(server: Server, job_id: str) -> None:
    ws = workspace.open(Settings(data_dir=server.data_dir), migrate=False)
    os.kill(jobs.find(ws, job_id).pid or 0, signal.SIGKILL)
    ws.close()


def test_a_training_outlives_its_server(client: Client) -> None:
    begun = training(client, seconds=10)

    client.server.kill()
    client.start_again()

    assert client.ended(begun["job_id"])["status"] == "done"
    assert client.ask("GET", f"/models/{begun['model_id']}")["status"] == "ready"


def test_a_training_killed_with_its_server_says_so_and_is_continued(client: Client) -> None:
    begun = training(client, seconds=20)

    client.server.kill()
    kill_child(client.server, begun["job_id"])
    client.start_again()
    interrupted = client.ended(begun["job_id"])
    client.ask("POST", f"/jobs/{begun['job_id']}/resume")
    done = client.ended(begun["job_id"])

    assert interrupted["status"] == "interrupted"
    assert "continued" in interrupted["message"]
    assert (done["status"], done["attempt"]) == ("done", 2)
    assert client.ask("GET", f"/models/{begun['model_id']}")["status"] == "ready"


def test_an_import_killed_with_its_server_is_continued_and_leaves_no_half_table(client: Client) -> None:
    kept = bring(client, b"a,b\n1,x\n2,y\n")
    upload = client.ask("PUT", "/uploads/long.csv", content=b"a,b\n" + b"1,x\n" * LINES)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{client.server.url}/api/v1/datasets", json={"upload_id": upload["upload_id"]}, timeout=0.3)
    importing = client.ask("GET", "/jobs")["items"][0]["id"]
    client.until(f"/jobs/{importing}", lambda job: job["status"] == "running" and job["message"] != "Starting.")

    client.server.kill()
    kill_child(client.server, importing)
    client.start_again()
    interrupted = client.ended(importing)
    there_after_the_kill = client.ask("GET", "/datasets")["items"]
    client.ask("POST", f"/jobs/{importing}/resume")
    done = client.ended(importing)

    assert (interrupted["status"], done["status"]) == ("interrupted", "done")
    assert [dataset["id"] for dataset in there_after_the_kill] == [kept["id"]]
    assert client.ask("GET", f"/datasets/{done['result']['dataset_id']}")["rows"] == LINES


def test_a_server_asked_to_end_ends_and_marks_its_jobs(client: Client) -> None:
    begun = training(client, seconds=60)

    client.server.stop()
    client.start_again()

    assert client.ask("GET", f"/jobs/{begun['job_id']}")["status"] == "interrupted"
