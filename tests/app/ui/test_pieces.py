"""The pieces that pages share, each drawn by a script of a few lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.ui import theme
from core import jobs, workspace
from core.jobs import queue
from core.workspace import Workspace
from tests.pages.seeing import buttons, words
from tests.worlds import store


@pytest.fixture
def idle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace in whose queue nothing moves."""
    monkeypatch.setenv("TABLECAST_DATA_DIR", str(tmp_path / "data"))
    opened = workspace.current()
    yield opened
    opened.close()


def panel(job_id: str) -> None:
    import streamlit as st

    from app.ui import job_panel
    from core import jobs, workspace

    ws = workspace.current()
    job_panel.draw(ws, jobs.find(ws, job_id), stoppable=True, body=lambda job: st.write(f"body of a {job.status} job"))


def draw_panel(job_id: str) -> AppTest:
    return AppTest.from_function(panel, args=(job_id,), default_timeout=30).run()


def job_in(ws: Workspace, status: str, **values: object) -> str:
    job = jobs.add(ws, "train", {}, subject="md_x")
    queue.update(ws, job.id, status=status, **values)
    return job.id


def test_a_running_job_shows_what_it_does_and_how_to_end_it(idle: Workspace) -> None:
    job_id = job_in(idle, "running", progress=0.4, message="Fitting trees")

    shown = draw_panel(job_id)

    assert "Fitting trees" in words(shown)
    assert "body of a running job" in words(shown)
    assert buttons(shown) == ["Stop and keep the best", "Cancel"]


def test_a_job_that_is_asked_to_stop_says_so_and_cannot_be_asked_again(idle: Workspace) -> None:
    shown = draw_panel(job_in(idle, "running"))

    shown.button[0].click().run()

    assert "Finishing what is under way" in words(shown)
    assert shown.button[0].disabled
    assert not shown.error


def test_a_failed_job_says_what_happened_and_what_to_do(idle: Workspace) -> None:
    error = {"code": "bad_rows", "message": "All rows are the same.", "hint": "Bring others."}

    shown = draw_panel(job_in(idle, "failed", error=error))

    assert shown.error[0].value == "**All rows are the same.**\n\nBring others."
    assert buttons(shown) == []


def test_an_interrupted_job_can_be_continued(idle: Workspace) -> None:
    job_id = job_in(idle, "interrupted", message="The server was stopped.")

    shown = draw_panel(job_id)
    shown.button[0].click().run()

    assert jobs.find(idle, job_id).status == "waiting"


def test_a_job_that_ended_well_leaves_only_its_body(idle: Workspace) -> None:
    shown = draw_panel(job_in(idle, "done"))

    assert words(shown) == "body of a done job"


def pick() -> None:
    import streamlit as st

    from app.ui import pickers
    from core import workspace

    st.write(pickers.dataset(workspace.current()).id)


def test_the_newest_dataset_is_looked_at_first_and_named_in_the_url(idle: Workspace) -> None:
    store(idle, "SELECT 1 AS x", name="old")
    new = store(idle, "SELECT 1 AS x", name="new")

    shown = AppTest.from_function(pick, default_timeout=30).run()

    assert shown.selectbox[0].options == ["new · 1 row", "old · 1 row"]
    assert shown.query_params["dataset"] == new.id


def test_choosing_another_dataset_changes_the_url(idle: Workspace) -> None:
    old = store(idle, "SELECT 1 AS x", name="old")
    store(idle, "SELECT 1 AS x", name="new")

    shown = AppTest.from_function(pick, default_timeout=30).run()
    shown.selectbox[0].set_value(old.id).run()

    assert shown.query_params["dataset"] == old.id
    assert words(shown) == old.id


def test_two_datasets_of_one_name_are_told_apart(idle: Workspace) -> None:
    first, second = (store(idle, "SELECT 1 AS x", name="same") for _ in range(2))

    shown = AppTest.from_function(pick, default_timeout=30).run()

    assert shown.selectbox[0].options == [f"same · 1 row · {second.id}", f"same · 1 row · {first.id}"]


def broken_fragment() -> None:
    from app.ui import errors
    from core.errors import Busy

    def part() -> None:
        raise Busy("Not *now*.", hint="Later.")

    errors.fragment(part)()


def test_a_fragment_draws_its_own_error_with_its_letters_as_they_are() -> None:
    shown = AppTest.from_function(broken_fragment, default_timeout=30).run()

    assert shown.error[0].value == "**Not \\*now\\*.**\n\nLater."
    assert not shown.exception


def test_each_setting_of_the_configuration_has_its_reason() -> None:
    config = (Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text()
    settings = [line for line in config.splitlines() if re.match(r"\w+ =", line)]

    assert [line for line in settings if not re.search(r"\s+# \S", line)] == []


def test_the_ground_in_code_is_the_background_in_the_configuration() -> None:
    config = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())

    assert {name: config["theme"][name]["backgroundColor"] for name in ("light", "dark")} == theme.GROUNDS
    assert list(theme.SERIES) == config["theme"]["chartCategoricalColors"]
