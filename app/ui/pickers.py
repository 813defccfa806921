"""Choosing a dataset, a model or a column; what is chosen stands in the URL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import streamlit as st

from app.ui import layout, numbers, state
from core import datasets
from core.datasets import Dataset
from core.workspace import Workspace

VERSION_WIDTH = 140  # pixels
MOST_OFFERED = 200  # more than a person scrolls through; typing searches among them


class Named(Protocol):
    """Something with an id that stands in the URL."""

    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)
Found = TypeVar("Found")


def dataset(ws: Workspace) -> Dataset:
    """The dataset to look at: the newest version unless another one is chosen.

    Where there is no dataset yet, says how to bring one and ends the page.
    """
    offered = datasets.newest(ws, limit=MOST_OFFERED).items
    if not offered:
        layout.nothing_yet(
            "No dataset here yet", "Bring a file, or start with the sample.", page="upload", label="Bring a table"
        )
        st.stop()
    shown, known = _versions(ws, offered)
    with st.container(horizontal=True, vertical_alignment="bottom", key="picker"):
        table = choose("dataset", shown, find=lambda key: datasets.find(ws, key), words=_dataset_words, label="Dataset")
        return _version(known) if known else table


def _versions(ws: Workspace, offered: Sequence[Dataset]) -> tuple[Sequence[Dataset], Sequence[Dataset]]:
    """What is offered, an older version that is looked at in the place of its newest one; and all versions of it."""
    wanted = state.chosen("dataset") or offered[0].id
    newest = next((table for table in offered if table.id == wanted), None)
    if newest and newest.version == 1:
        return offered, ()
    known = _found("dataset", wanted, lambda key: datasets.versions(ws, key))
    state.choose("dataset", wanted)
    looked_at = next(table for table in known if table.id == wanted)
    shown = [looked_at if table.series == looked_at.series else table for table in offered]
    return shown, known if len(known) > 1 else ()


def _version(known: Sequence[Dataset]) -> Dataset:
    """Chooses among the versions of one dataset."""
    by_id = {table.id: table for table in known}
    widget = "picker.version"
    st.session_state[widget] = state.chosen("dataset")
    st.selectbox(
        "Version",
        list(by_id),
        format_func=lambda key: f"{by_id[key].version}{' (newest)' if key == known[0].id else ''}",
        key=widget,
        width=VERSION_WIDTH,
        on_change=_picked,
        args=("dataset", widget),
    )
    return by_id[st.session_state[widget]]


def column(table: Dataset, label: str, *, key: str, kinds: Sequence[str] = (), help: str | None = None) -> str | None:
    """The name of one of the table's columns, or None while none is chosen."""
    names = [c.name for c in table.columns if not kinds or c.kind in kinds]
    key = f"{key}.{table.id}"
    if st.session_state.get(key) not in names:
        st.session_state[key] = None  # a column of an earlier run that is no longer offered
    return st.selectbox(
        label, names, index=None, key=key, help=help, placeholder="Choose a column", persist_state="session"
    )


def target(table: Dataset, label: str, *, key: str) -> str | None:
    """The column to predict: the one in the URL, or the one chosen; it stays in the URL."""
    named, widget = st.query_params.get("target"), f"{key}.{table.id}"
    if named and widget not in st.session_state and named in [c.name for c in table.columns]:
        st.session_state[widget] = named
    chosen = column(table, label, key=key)
    if chosen:
        st.query_params["target"] = chosen
    else:
        st.query_params.pop("target", None)
    return chosen


def choose(
    name: str, offered: Sequence[Thing], *, find: Callable[[str], Thing], words: Callable[[Thing], str], label: str
) -> Thing:
    """One of the things offered, the newest where the URL names none. Raises NotFound when what it names is gone."""
    by_id = {thing.id: thing for thing in offered}
    wanted = state.chosen(name) or offered[0].id
    if wanted not in by_id:
        by_id[wanted] = _found(name, wanted, find)
    labels = _distinct({key: words(thing) for key, thing in by_id.items()})
    widget = f"picker.{name}"
    st.session_state[widget] = wanted
    st.selectbox(label, list(by_id), format_func=labels.__getitem__, key=widget, on_change=_picked, args=(name, widget))
    state.choose(name, wanted)
    return by_id[wanted]


def _picked(name: str, widget: str) -> None:
    state.choose(name, st.session_state[widget])


def _found(name: str, wanted: str, find: Callable[[str], Found]) -> Found:
    state.forget(name)  # if it is gone, the error is shown once and the next run offers what there is
    return find(wanted)


def _dataset_words(table: Dataset) -> str:
    return f"{table.name} · {numbers.counted(table.rows, 'row')}"


def _distinct(labels: dict[str, str]) -> dict[str, str]:
    """Labels that differ: two things of the same name carry their ids."""
    times = Counter(labels.values())
    return {key: f"{label} · {key}" if times[label] > 1 else label for key, label in labels.items()}
