"""The whole main job as a person does it: bring a table, look, train, predict, take the file away."""

from __future__ import annotations

import csv
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core import jobs, workspace
from core.config import Settings
from core.jobs import Job
from core.workspace import Workspace
from tests import running
from tests.running import Server

CREDIT = Path(__file__).parents[1] / "data" / "credit_g.csv"
TRAINING_MS = 90_000  # a few seconds of training, imports and saving on a loaded machine

pytestmark = pytest.mark.browser


@pytest.fixture
def quick_server(tmp_path: Path) -> Iterator[Server]:
    """An empty app that proposes the shortest training."""
    started = running.start(tmp_path / "data", sample_data="no", default_budget_seconds="6")
    yield started
    started.process.kill()
    started.process.wait()


def bring(page: Page, server: Server) -> None:
    """Drops the file on the drop zone and waits for the table."""
    page.goto(f"{server.url}/upload")
    page.locator("input[type=file]").set_input_files(CREDIT)
    expect(page.get_by_text("1,000", exact=True).first).to_be_visible()


def start_training(page: Page, *, seconds: str = "Other") -> None:
    page.get_by_role("link", name="Train", exact=True).click()
    column = page.get_by_role("combobox", name="Column to predict")
    column.fill("default")
    column.press("Enter")
    page.get_by_role("radio", name=seconds).click()
    page.get_by_role("button", name="Start training").click()
    expect(page).to_have_url(re.compile("job=jb_"))


@contextmanager
def looking_into(server: Server) -> Iterator[Workspace]:
    """The server's workspace, opened a second time beside it."""
    ws = workspace.open(Settings(data_dir=server.data_dir), migrate=False)
    yield ws
    ws.close()


def newest_training(ws: Workspace) -> Job:
    return jobs.newest(ws, kind="train", limit=1).items[0]


def kill_training(server: Server) -> None:
    """kill -9 of the training child, as soon as it has finished two candidates."""
    with looking_into(server) as ws:
        while len(jobs.events(ws, newest_training(ws).id, kind="candidate")) < 4:  # each is told when begun and ended
            time.sleep(0.1)
        os.kill(newest_training(ws).pid or 0, signal.SIGKILL)


def test_from_a_file_to_a_file_with_predictions(page: Page, quick_server: Server, tmp_path: Path) -> None:
    bring(page, quick_server)

    page.get_by_role("link", name="Profile", exact=True).click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()

    start_training(page)
    page.get_by_role("button", name="Predict with it").click(timeout=TRAINING_MS)
    expect(page.get_by_text("Why", exact=False).first).to_be_visible()

    page.get_by_role("tab", name="A whole table").click()
    page.get_by_role("button", name="Predict 1,000 rows").click()
    with page.expect_download(timeout=TRAINING_MS) as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click(timeout=TRAINING_MS)
    download.value.save_as(tmp_path / "predicted.csv")

    rows = list(csv.DictReader((tmp_path / "predicted.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1000
    assert sum(row["default"] == row["prediction"] for row in rows) > 700


def test_a_reload_in_the_middle_of_a_training_shows_it_going_on(page: Page, quick_server: Server) -> None:
    bring(page, quick_server)
    start_training(page)
    expect(page.get_by_role("button", name="Stop and keep the best")).to_be_visible()

    page.reload()

    expect(page.get_by_role("button", name="Stop and keep the best")).to_be_visible()
    expect(page.get_by_role("button", name="Predict with it")).to_be_visible(timeout=TRAINING_MS)


def test_a_killed_training_says_so_and_continues_from_the_page(page: Page, quick_server: Server) -> None:
    bring(page, quick_server)
    start_training(page, seconds="30 seconds")
    kill_training(quick_server)

    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("button", name="Predict with it")).to_be_visible(timeout=TRAINING_MS)
    with looking_into(quick_server) as ws:
        assert newest_training(ws).attempt == 2
