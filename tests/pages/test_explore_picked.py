"""What a click into the grid opens: a row in full, and a column in facts."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from core.workspace import Workspace
from tests.pages.conftest import SECONDS
from tests.pages.seeing import words
from tests.worlds import store

ESSAYS = """
SELECT range AS n, repeat('lorem ', 10000) AS essay, NULL::DOUBLE AS "no*thing", 'inf'::DOUBLE AS x
FROM range(3)
"""


def script(dataset_id: str, rows: list[int], columns: list[str]) -> None:
    """A page that has only what was picked."""
    from app.ui.explore import picked
    from core import datasets, exploring, workspace

    ws = workspace.current()
    table = datasets.find(ws, dataset_id)
    view = exploring.View()
    picked.draw(ws, table, view, exploring.rows(ws, table), {"rows": rows, "columns": columns})


def picked(served: Workspace, rows: list[int], columns: list[str]) -> AppTest:
    chosen: dict[str, Any] = {"dataset_id": store(served, ESSAYS).id, "rows": rows, "columns": columns}
    return AppTest.from_function(script, kwargs=chosen, default_timeout=SECONDS).run()


def test_nothing_picked_says_how_to_pick(served: Workspace) -> None:
    assert "Click the head of a column" in words(picked(served, [], []))


def test_a_row_is_shown_with_every_value_and_its_long_texts_to_read(served: Workspace) -> None:
    app = picked(served, [2], [])

    shown = app.dataframe[0].value
    assert app.subheader[0].value == "Row 3"
    assert shown["Column"].tolist() == ["n", "essay", "no*thing", "x"]
    assert len(shown["Value"][1]) == 301
    assert len(app.code[0].value) == 20_001
    assert not app.exception


def test_a_column_is_told_in_facts_and_frequent_values(served: Workspace) -> None:
    app = picked(served, [], ["n"])

    facts = dict(zip(app.dataframe[0].value["Fact"], app.dataframe[0].value["Value"], strict=True))
    assert (facts["Values"], facts["Mean"]) == ("3", "1")
    assert app.dataframe[1].value["Most frequent"].tolist() == ["0", "1", "2"]


def test_a_column_without_values_is_told(served: Workspace) -> None:
    app = picked(served, [], ["no*thing"])

    assert app.dataframe[0].value["Value"][1] == "3"
    assert not app.exception
