from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets, workspace
from core.datasets import Dataset
from core.errors import Busy
from core.workspace import Workspace
from tests.pages.conftest import ROOT, SECONDS, Open, data_dir, opened, served, titanic
from tests.pages.seeing import links, visit, words

__all__ = ["data_dir", "opened", "served", "titanic"]


def fail(error: Exception) -> object:
    def raise_it(*_args: object, **_options: object) -> None:
        raise error

    return raise_it


def test_every_page_of_the_table_has_a_script_and_opens(served: Workspace) -> None:
    app = AppTest.from_file(str(ROOT / "app" / "shell.py"), default_timeout=SECONDS).run()
    pages = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))

    titles = [visit(app, page).title[0].value for page in pages]

    assert len(titles) == len(pages)
    assert not app.exception


def test_the_entry_runs_as_a_plain_script_where_the_host_knows_no_asgi(served: Workspace) -> None:
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=SECONDS).run()

    assert app.title[0].value == "Tablecast"


def test_an_error_with_words_is_drawn_with_its_hint(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "newest", fail(Busy("Too much at once.", hint="Wait a minute.")))

    home = opened("home")

    assert home.error[0].value == "**Too much at once.**\n\nWait a minute."
    assert "Go to Home" in links(home)
    assert not home.exception


def test_a_bug_is_an_apology_with_the_id_that_stands_in_the_log(
    opened: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(datasets, "newest", fail(ZeroDivisionError("secret inner workings")))

    home = opened("home")

    incident = next(record for record in caplog.records if record.name == "tablecast.pages")
    assert str(incident.args[0]) in words(home)
    assert "secret inner workings" not in words(home)
    assert incident.exc_info is not None


def test_the_dataset_looked_at_is_the_same_on_every_page(opened: Open, titanic: Dataset) -> None:
    app = opened("profile", dataset=titanic.id)

    visit(app, "train")

    assert app.query_params["dataset"] == titanic.id


def test_a_job_belongs_to_the_page_it_was_started_on(opened: Open, titanic: Dataset) -> None:
    app = opened("upload", job="jb_gone", dataset=titanic.id)

    visit(app, "profile")

    assert "job" not in app.query_params


def test_the_shell_opens_the_workspace_of_the_environment(served: Workspace, tmp_path: Path) -> None:
    assert workspace.current() is served
    assert served.folders.root == tmp_path / "data"
