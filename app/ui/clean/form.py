"""The form of one step: its kind, its settings, and at once what it would do."""

from __future__ import annotations

import streamlit as st

from app.ui import errors
from app.ui.clean import fields, steps, trying
from core import cleaning
from core.cleaning import Preview, Step, StepKind
from core.datasets import Dataset
from core.errors import AppError
from core.workspace import Workspace

EDITING = "clean.editing"  # the place of the step that is being changed
KIND = "clean.kind"


def draw(ws: Workspace, table: Dataset, chosen: tuple[Step, ...]) -> Preview | None:
    """Draws the form; what all steps with this one would do, None while it is not complete."""
    place = _place(chosen)
    before = chosen[:place] if place is not None else chosen
    with st.container(border=True, key="clean.form"):
        st.markdown("**Add a step**" if place is None else f"**Change step {place + 1}**")
        kind = _kind(chosen[place] if place is not None else None)
        if kind is None:
            return None
        st.caption(kind.help)
        given = chosen[place].settings if place is not None and chosen[place].kind == kind.key else {}
        columns = trying.tried(ws, table, before).columns
        key = f"clean.field.{table.id}.{len(chosen)}.{place}.{kind.key}"
        step = Step(kind.key, fields.draw(ws, table, columns, kind, given, key=key))
        found = _trial(ws, table, before, step)
        _act(table, step, place, ready=found is not None)
    return found if place is None else None


def edit(table: Dataset, place: int) -> None:
    """Opens the form with this step."""
    st.session_state[EDITING] = place
    st.session_state[KIND] = cleaning.find(steps.current(table)[place].kind).key


def _place(chosen: tuple[Step, ...]) -> int | None:
    place: int | None = st.session_state.get(EDITING)
    return place if place is not None and place < len(chosen) else None


def _kind(editing: Step | None) -> StepKind | None:
    labels = {kind.key: f"{kind.label} · {kind.group}" for kind in cleaning.STEPS}
    key = st.selectbox(
        "What to do",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        key=KIND,
        placeholder="Choose a step, or type: trim, fill, join …",
        disabled=editing is not None,
        filter_mode="contains",
    )
    return cleaning.find(key) if key else None


def _trial(ws: Workspace, table: Dataset, before: tuple[Step, ...], step: Step) -> Preview | None:
    """What the step would do, said below the form; a step that is not complete says what it needs."""
    try:
        found = trying.tried(ws, table, (*before, step))
    except AppError as error:
        st.caption(f":material/hourglass: {errors.plain(error.message)} {errors.plain(error.hint)}")
        return None
    error = found.reports[-1].error
    if error:
        st.caption(f":material/info: {errors.plain(error['message'])} {errors.plain(error['hint'])}")
        return None
    return None if found.error else found


def _act(table: Dataset, step: Step, place: int | None, *, ready: bool) -> None:
    with st.container(horizontal=True):
        st.button(
            "Add" if place is None else "Change",
            type="primary",
            key="clean.add",
            disabled=not ready,
            on_click=_add if place is None else _change,
            args=(table, step) if place is None else (table, place, step),
        )
        if place is not None:
            st.button("Leave it", key="clean.leave", on_click=_close)


def _add(table: Dataset, step: Step) -> None:
    steps.add(table, step)
    _close()


def _change(table: Dataset, place: int, step: Step) -> None:
    steps.change(table, place, step)
    _close()


def _close() -> None:
    st.session_state.pop(EDITING, None)
    st.session_state[KIND] = None
