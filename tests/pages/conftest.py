"""The whole app without a browser: the shell run by AppTest, over a workspace of its own whose queue moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import process
from core import datasets, jobs
from core.datasets import Dataset, find, uploads
from core.workspace import Workspace
from tests.pages.training import Trained, train
from tests.worlds import store

ROOT = Path(__file__).parents[2]
SECONDS = 30  # patience with a loaded machine; a run takes well under one

CSV = "name;price;day\nann;1,5;2024-03-31\nbob;2,25;2024-04-01\nzoe;3,75;2024-04-02;too;many\neve;4,5;2024-04-03\n"

TITANIC_ROWS = """
    SELECT * FROM (VALUES
        ('Braund', 22, 7.25, 'S', 'no'), ('Cumings', 38, 71.28, 'C', 'yes'), ('Heikkinen', 26, 7.92, 'S', 'yes'),
        ('Futrelle', 35, 53.1, 'S', 'yes'), ('Allen', 35, 8.05, 'S', 'no'), ('Moran', NULL, 8.46, 'Q', 'no'),
        ('McCarthy', 54, 51.86, 'S', 'no'), ('Palsson', 2, 21.07, 'S', 'no'), ('Johnson', 27, 11.13, 'S', 'yes'),
        ('Nasser', 14, 30.07, 'C', 'yes')
    ) AS passengers (name, age, fare, port, survived)
"""

Open = Callable[..., AppTest]
Bring = Callable[..., Dataset]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where the app keeps everything: nothing yet. Tests of models put a folder with trained ones in its place."""
    return tmp_path / "data"


@pytest.fixture
def served(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The workspace that the app opens for itself, without sample data."""
    monkeypatch.setenv("TABLECAST_DATA_DIR", str(data_dir))
    monkeypatch.setenv("TABLECAST_SAMPLE_DATA", "no")
    monkeypatch.setenv("TABLECAST_WARM_CHILDREN", "0")  # a spare child costs a test more than it saves
    monkeypatch.setenv("TABLECAST_TRAINING_SLOTS", "0")  # a training that a page starts is only ever seen waiting
    yield process.start()
    process.stop()


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """A folder with models of both tasks, trained once for all tests; each test works on a copy."""
    return train(tmp_path_factory.mktemp("trained") / "data")


@pytest.fixture
def opened(served: Workspace) -> Open:
    """Opens a page: `opened("profile", dataset=id)`."""

    def open_page(page: str, **ids: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app" / "shell.py"), default_timeout=SECONDS)
        app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        for name, value in ids.items():
            app.query_params[name] = value
        return app.run()

    return open_page


@pytest.fixture
def titanic(served: Workspace) -> Dataset:
    """Ten passengers, with one age missing; stored without the way through a file."""
    return store(served, TITANIC_ROWS, name="titanic")


@pytest.fixture
def bring(served: Workspace) -> Bring:
    """Imports a table the way a person's file is imported."""

    def bring_table(text: str = CSV, name: str = "prices.csv") -> Dataset:
        with uploads.receiving(served, name) as writer:
            writer.write(text.encode())
        job = datasets.start_import(served, writer.upload.id)
        return find(served, jobs.wait(served, job.id, seconds=SECONDS).subject)

    return bring_table
