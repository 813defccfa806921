"""Choosing a dataset: the newest version unless the address names an older one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets, workspace
from core.datasets import Dataset
from core.storage.state import new_id
from core.workspace import Workspace
from tests.pages.seeing import words
from tests.worlds import store


@pytest.fixture
def idle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("TABLECAST_DATA_DIR", str(tmp_path / "data"))
    opened = workspace.current()
    yield opened
    opened.close()


def picker() -> None:
    import streamlit as st

    from app.ui import pickers
    from core import workspace

    st.write(f"looking at {pickers.dataset(workspace.current()).id}")


def opened(**url: str) -> AppTest:
    app = AppTest.from_function(picker, default_timeout=30)
    app.query_params.update(url)
    return app.run()


def next_version(ws: Workspace, table: Dataset) -> Dataset:
    return datasets.add(ws, replace(table, id=new_id("ds")))


def labels(app: AppTest) -> list[str]:
    return [box.label for box in app.selectbox]


def test_a_dataset_with_one_version_has_no_version_to_choose(idle: Workspace) -> None:
    table = store(idle, "SELECT 1 AS a")

    shown = opened()

    assert labels(shown) == ["Dataset"]
    assert f"looking at {table.id}" in words(shown)


def test_the_newest_version_is_shown_by_default(idle: Workspace) -> None:
    first = store(idle, "SELECT 1 AS a")
    second = next_version(idle, first)

    shown = opened()

    assert labels(shown) == ["Dataset", "Version"]
    assert shown.selectbox[1].options == ["2 (newest)", "1"]
    assert f"looking at {second.id}" in words(shown)


def test_an_older_version_that_the_address_names_takes_the_place_of_the_newest(idle: Workspace) -> None:
    first = store(idle, "SELECT 1 AS a")
    next_version(idle, first)

    shown = opened(dataset=first.id)

    assert len(shown.selectbox[0].options) == 1
    assert f"looking at {first.id}" in words(shown)


def test_another_version_is_chosen(idle: Workspace) -> None:
    first = store(idle, "SELECT 1 AS a")
    next_version(idle, first)

    shown = opened().selectbox[1].set_value(first.id).run()

    assert f"looking at {first.id}" in words(shown)


def test_another_dataset_is_chosen_while_an_older_version_is_shown(idle: Workspace) -> None:
    first = store(idle, "SELECT 1 AS a", name="first")
    next_version(idle, first)
    other = store(idle, "SELECT 1 AS b", name="other")

    shown = opened(dataset=first.id).selectbox[0].set_value(other.id).run()

    assert labels(shown) == ["Dataset"]
    assert f"looking at {other.id}" in words(shown)
