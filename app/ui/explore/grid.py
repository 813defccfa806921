"""The grid: one page of rows of the whole table, and what is picked in it in full."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from app.ui import layout, links, numbers
from app.ui.explore import choosing, looking, picked, taking
from core import exploring
from core.datasets import Dataset
from core.exploring import Page, View
from core.workspace import Workspace

PER_PAGE = 100
MOST_COLUMNS = 100  # in the grid at once: the browser gets slow beyond; the chooser reaches the others
GRID_HEIGHT = 560


def panel(ws: Workspace, table: Dataset) -> None:
    """The choices, the rows, the pages, and below them what was picked."""
    view, alert = looking.with_check(ws, table, looking.view(table))
    shelf = choosing.bar(ws, table, view)
    choosing.chips(table, view, alert)
    names = looking.columns(table) or [column.name for column in table.columns]
    page = _rows(ws, table, view, names[:MOST_COLUMNS])
    with shelf:
        taking.export(ws, table, view, names, page.total)
    _heading(table, view, page, names)
    if not page.rows:
        _nothing(table, view)
        return
    selection = _grid(table, page)
    _pages(page)
    picked.draw(ws, table, view, page, selection)


def _rows(ws: Workspace, table: Dataset, view: View, names: list[str]) -> Page:
    """The page that the URL names; the first where the rows end before it."""
    offset = (looking.page() - 1) * PER_PAGE
    found = exploring.rows(ws, table, view, columns=names, limit=PER_PAGE, offset=offset)
    if found.rows or not offset:
        return found
    looking.put_page(1)
    return exploring.rows(ws, table, view, columns=names, limit=PER_PAGE)


def _heading(table: Dataset, view: View, page: Page, names: list[str]) -> None:
    st.markdown(_which(table, view, page))
    if len(names) > MOST_COLUMNS:
        st.caption(
            f"The first {MOST_COLUMNS} of {len(names)} columns are shown; “Columns” chooses others. "
            "Search and filters look into all of them."
        )


def _which(table: Dataset, view: View, page: Page) -> str:
    """Rows 201–300 of 1,204,332, and how many there are without the filter."""
    if not page.rows:
        return "No row"
    first, last = page.offset + 1, page.offset + len(page.rows)
    rest = "" if view.is_everything else f" :gray[found among {numbers.count(table.rows)}]"
    return f"Rows **{numbers.count(first)}–{numbers.count(last)}** of **{numbers.count(page.total)}**{rest}"


def _nothing(table: Dataset, view: View) -> None:
    if view.is_everything:
        layout.nothing_yet(
            "This table has no rows", "Only its columns are known.", page="upload", label="Bring another table"
        )
        return
    st.info("No row fits. Take a condition away, or search for something shorter.", icon=":material/filter_alt_off:")


def _grid(table: Dataset, page: Page) -> Any:
    """The rows with their numbers in the file. Clicking a column's head or a row's box picks it."""
    frame = pd.DataFrame([list(row) for row in page.rows], columns=list(page.columns), dtype=object)
    for name in page.columns:
        frame[name] = _drawn(frame[name], table.column(name).type)
    frame.index = pd.Index([place + 1 for place in page.places], name="Row")
    height = min(GRID_HEIGHT, 38 + 35 * len(page.rows))
    return st.dataframe(
        frame,
        height=height,
        placeholder="",
        key=f"explore.grid.{table.id}.{page.offset}",
        on_select="rerun",
        selection_mode=["single-row", "single-column"],
        column_config={
            "_index": st.column_config.NumberColumn("Row", help="The row's number in the file", format="localized")
        },
        lazy=False,
    ).selection


def _drawn(values: pd.Series, type: str) -> pd.Series:
    """A column as the grid draws it: numbers as numbers, integers beyond 2^53 and days beyond pandas' reach as text."""
    if type in ("BIGINT", "INTEGER", "HUGEINT") and values.dropna().map(lambda value: abs(value) < 2**53).all():
        return values.astype("Int64")
    if type == "DOUBLE":
        return values.astype("float64")
    if type == "BOOLEAN":
        return values.astype("boolean")
    return values.map(lambda value: None if value is None else str(value))


def _pages(page: Page) -> None:
    pages = -(-page.total // PER_PAGE)
    if pages < 2:
        return
    number = looking.page()
    key = f"explore.pages.{number}"  # another key for another page: what the URL says is what is marked
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.pagination(
            pages, default=min(number, pages), key=key, on_change=lambda: looking.put_page(st.session_state[key])
        )
        if pages > 7:
            st.number_input(
                "Go to row",
                min_value=1,
                max_value=page.total,
                value=None,
                step=PER_PAGE,
                key="explore.go",
                placeholder="Go to row",
                label_visibility="collapsed",
                width=150,
                on_change=_go,
            )


def _go() -> None:
    row = st.session_state["explore.go"]
    if row:
        looking.put_page((int(row) - 1) // PER_PAGE + 1)


def ways_on(table: Dataset) -> None:
    """Where to go from here."""
    with st.container(horizontal=True):
        links.link("profile", "See its profile", icon=":material/bar_chart:", dataset=table.id)
        links.link("clean", "Clean it up", icon=":material/cleaning_services:", dataset=table.id)
