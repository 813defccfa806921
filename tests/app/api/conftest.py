"""The world of the API's tests: one server for all of them, with a dataset and a model in it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from core import jobs, querying, workspace
from core.config import Settings
from core.workspace import Workspace
from tests.app.api.asking import Json, accepted, created, wait
from tests.app.api.serving import serving

MAX_UPLOAD_MB = 2  # little enough to be exceeded by a test


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The workspace behind the server, with its queue moving."""
    folder = tmp_path_factory.mktemp("api")
    ws = workspace.open(Settings(data_dir=folder / "data", sample_data=False, max_upload_mb=MAX_UPLOAD_MB))
    supervisor = jobs.Supervisor(ws)
    supervisor.start()
    yield ws
    querying.close()
    supervisor.close()
    ws.close()


@pytest.fixture(scope="session")
def address(served: Workspace) -> Iterator[str]:
    with serving(served) as found:
        yield found


@pytest.fixture(scope="session")
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def people() -> str:
    """A table with a target that can be learned, a category, a number with gaps, and a text that needs quoting."""
    return "\n".join(["age,region,visits,bought", *(_person(number) for number in range(240))]) + "\n"


def _person(number: int) -> str:
    age = 20 + number % 50
    region = '"south, far"' if number % 3 == 0 else "north"
    visits = "" if number % 7 == 0 else number % 11
    bought = "yes" if age + number * 37 % 19 > 50 else "no"
    return f"{age},{region},{visits},{bought}"


@pytest.fixture(scope="session")
def dataset(http: httpx.Client, people: str) -> Json:
    return created(http.post("/datasets", files={"file": ("people.csv", people)}))


@pytest.fixture(scope="session")
def model(http: httpx.Client, dataset: Json) -> Json:
    """A trained model."""
    wanted = {"dataset_id": dataset["id"], "target": "bought", "name": "Buyers", "budget_seconds": 10}
    started = accepted(http.post("/models", json=wanted))
    ended = wait(http, started["job_id"])
    assert ended["status"] == "done", ended["error"]
    return http.get(f"/models/{started['model_id']}").json()
