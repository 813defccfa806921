"""What was picked in the grid: a row with every value in full, or a column in a few facts."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.explore import choosing
from core import exploring
from core.datasets import Dataset
from core.exploring import Page, View
from core.exploring.rows import LONGEST_SHOWN
from core.workspace import Workspace

LONGEST_READ = 20_000  # characters of a text shown in full; more is for a file
MOST_VALUES = 12


def draw(ws: Workspace, table: Dataset, view: View, page: Page, selection: Any) -> None:
    """The picked row and column; without any, how to pick."""
    rows, columns = selection["rows"], selection["columns"]
    if not rows and not columns:
        st.caption("Click the head of a column for its facts, or the box before a row to read it in full.")
    if columns:
        _column(ws, table, view, columns[0])
    if rows and rows[0] < len(page.places):
        _row(ws, table, page.places[rows[0]])


def _column(ws: Workspace, table: Dataset, view: View, name: str) -> None:
    found = exploring.summary(ws, table, name, view)
    frequent = exploring.choices(ws, table, name, view, limit=MOST_VALUES)
    with st.container(border=True, key="explore.column"):
        layout.section(errors.plain(name), f"In {numbers.counted(found.rows, 'row')}.")
        with st.container(horizontal=True):
            for label, descending in (("Lowest first", False), ("Highest first", True)):
                st.button(
                    label,
                    key=f"explore.column.sort.{descending}",
                    icon=":material/swap_vert:",
                    on_click=choosing.sort_by,
                    args=(view, name, descending),
                )
        left, right = st.columns(2)
        with left:
            facts = found.facts()
            layout.table({"Fact": [fact for fact, _ in facts], "Value": [_written(value) for _, value in facts]})
        with right:
            values = {"Most frequent": [str(v) for v, _ in frequent.items], "Rows": [n for _, n in frequent.items]}
            layout.table(values)


def _row(ws: Workspace, table: Dataset, place: int) -> None:
    values = exploring.row(ws, table, place, longest=LONGEST_READ)
    with st.container(border=True, key="explore.row"):
        layout.section(f"Row {numbers.count(place + 1)}")
        shown = {"Column": list(values), "Value": [_cut(_written(value)) for value in values.values()]}
        layout.table(shown, height="content" if len(values) <= 20 else 600)
        for name, value in values.items():
            if isinstance(value, str) and len(value) > LONGEST_SHOWN:
                _text(ws, table, place, name, value)
        whole = json.dumps({name: _plain(value) for name, value in values.items()}, ensure_ascii=False, indent=1)
        with st.expander("As JSON", type="compact"):
            st.code(whole, language="json")


def _text(ws: Workspace, table: Dataset, place: int, name: str, value: str) -> None:
    """A long text to read, and, where it is longer than anybody reads, as a file."""
    with st.expander(f"{errors.plain(name)}: {numbers.counted(len(value), 'character')} or more", type="compact"):
        st.code(value, language=None, wrap_lines=True)
        if len(value) > LONGEST_READ:
            st.download_button(
                "The whole text",
                lambda: str(exploring.cell(ws, table, place, name)),
                f"{name}.txt",
                "text/plain",
                key=f"explore.text.{name}",
                on_click="ignore",
                icon=":material/download:",
            )


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return numbers.number(value) if isinstance(value, float) else numbers.NOTHING if value is None else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | None) else str(value)
