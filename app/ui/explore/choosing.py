"""Which rows and columns to see: search, conditions as chips, order, columns."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.ui import conditions as editing
from app.ui import errors
from app.ui.explore import looking
from core import exploring
from core.datasets import Dataset
from core.datasets.conditions import Condition, build_where, describe
from core.exploring import Choices, Order, View
from core.profiling.records import Alert
from core.workspace import Workspace

MOST_SORTS = 3


def bar(ws: Workspace, table: Dataset, view: View) -> DeltaGenerator:
    """Search and the three choices, side by side; returns their shelf, which has room for more."""
    shelf = st.container(horizontal=True, vertical_alignment="bottom")
    with shelf:
        _search(table, view)
        _filter(ws, table, view)
        _sort(table, view)
        _columns(table)
    return shelf


def chips(table: Dataset, view: View, alert: Alert | None) -> None:
    """What is held against the rows; a click on one takes it away."""
    if not (view.conditions or view.sort or view.search or alert):
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if alert:
            where = f" in “{alert.column}”" if alert.column else ""
            _chip(f"Found by “{alert.label}”{where}", "check", looking.forget_check)
        if view.search:
            _chip(f"contains “{view.search}”", "search", _forget_search, table, view)
        for place, condition in enumerate(view.conditions):
            _chip(describe(condition), f"condition.{place}", _forget_condition, view, place)
        for place, order in enumerate(view.sort):
            arrow = "↓" if order.descending else "↑"
            _chip(f"{arrow} {order.column}", f"sort.{place}", _forget_order, view, place)
        if len(view.conditions) > 1:
            other = "any" if view.match == "all" else "all"
            st.button(
                "All of them" if view.match == "all" else "Any of them",
                key="explore.match",
                type="tertiary",
                help=f"Click to see rows for which {other} of the conditions hold.",
                on_click=looking.put,
                args=(replace(view, match=other, check=""),),
            )


def add(table: Dataset, view: View, condition: Condition) -> None:
    """Holds one more condition against the rows. Raises BadInput when it cannot be used."""
    build_where(table, [condition])
    looking.put(replace(view, conditions=(*view.conditions, condition), check=""))


def sort_by(view: View, column: str, descending: bool) -> None:
    """Sorts by this column first; what was sorted by before decides between equals."""
    others = tuple(order for order in view.sort if order.column != column)
    looking.put(replace(view, sort=(Order(column, descending), *others)[:MOST_SORTS], check=""))


def _search(table: Dataset, view: View) -> None:
    key = f"explore.search.{table.id}"
    st.session_state[key] = view.search
    st.text_input(
        "Search",
        key=key,
        placeholder="Text in any column",
        icon=":material/search:",
        width=280,
        on_change=lambda: looking.put(replace(view, search=st.session_state[key], check="")),
    )


def _filter(ws: Workspace, table: Dataset, view: View) -> None:
    opened = st.popover("Filter", icon=":material/filter_alt:", key="explore.filter", on_change="rerun")
    if not opened.open:
        return

    def offer(column: str) -> Choices:
        return exploring.choices(ws, table, column, view)

    with opened:
        condition = editing.editor(table.columns, offer, key=f"explore.new.{table.id}.{len(view.conditions)}")
        st.button(
            "Add",
            type="primary",
            disabled=condition is None,
            key="explore.add",
            on_click=errors.guarded(add),
            args=(table, view, condition),
        )


def _sort(table: Dataset, view: View) -> None:
    with st.popover("Sort", icon=":material/swap_vert:", key="explore.sort"):
        column = st.selectbox(
            "Sort by", [c.name for c in table.columns], index=None, key="explore.sort.by", filter_mode="contains"
        )
        st.caption("All rows are sorted, not only those of this page. Missing values come last.")
        with st.container(horizontal=True):
            for label, descending in (("Lowest first", False), ("Highest first", True)):
                st.button(
                    label,
                    disabled=column is None,
                    key=f"explore.sort.{descending}",
                    on_click=sort_by,
                    args=(view, column, descending),
                )


def _columns(table: Dataset) -> None:
    names = [column.name for column in table.columns]
    chosen = looking.columns(table)
    label = f"Columns {len(chosen)} of {len(names)}" if chosen else "Columns"
    key = f"explore.columns.{table.id}"
    st.session_state[key] = chosen
    with st.popover(label, icon=":material/view_column:", key="explore.columns"):
        st.multiselect(
            "Columns to show",
            names,
            key=key,
            placeholder="All of them",
            filter_mode="contains",
            help="In the order in which you choose them.",
            on_change=lambda: looking.put_columns(st.session_state[key]),
        )


def _chip(label: str, key: str, forget: object, *args: object) -> None:
    st.button(
        errors.plain(label),
        key=f"explore.chip.{key}",
        icon=":material/close:",
        help="Click to take it away.",
        on_click=forget,
        args=args,
    )


def _forget_search(table: Dataset, view: View) -> None:
    looking.put(replace(view, search="", check=""))


def _forget_condition(view: View, place: int) -> None:
    left = view.conditions[:place] + view.conditions[place + 1 :]
    looking.put(replace(view, conditions=left, check=""))


def _forget_order(view: View, place: int) -> None:
    looking.put(replace(view, sort=view.sort[:place] + view.sort[place + 1 :], check=""))
