"""The form of a model: what matters most first, the rest folded away; started from a typical row or a real one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.ui import errors, numbers
from app.ui.models import words
from app.ui.predict import fields
from core import datasets, models
from core.datasets import Dataset
from core.errors import NotFound
from core.predicting import Field, Form
from core.workspace import Workspace

OPEN_FIELDS = 12  # fit on a laptop's screen beside the answer; by importance they hold most of what matters

Row = dict[str, str | int | float | bool | None]


def draw(ws: Workspace, form: Form) -> Row:
    """Draws the inputs; returns the row they describe."""
    _fill_once(form)
    _starts(ws, form)
    values = _inputs(form, form.fields[:OPEN_FIELDS])
    rest = form.fields[OPEN_FIELDS:]
    if rest:
        with st.expander(f"{len(rest)} more columns", key=f"predict.more.{form.model_id}"):
            values |= _inputs(form, rest)
    return values


def fill(form: Form, row: dict[str, Any]) -> None:
    """Puts a row into the inputs."""
    for field in form.fields:
        st.session_state[key_of(form, field)] = fields.fit(field, row.get(field.name))


def key_of(form: Form, field: Field) -> str:
    return f"predict.{form.model_id}.{field.name}"


def source(ws: Workspace, form: Form) -> Dataset | None:
    """The dataset that the model was made from, if it is still there."""
    try:
        return datasets.find(ws, models.find(ws, form.model_id).dataset_id)
    except NotFound:
        return None


def known_truth(ws: Workspace, form: Form) -> str | None:
    """What the table says about the row that the form was filled from, as long as that row is chosen."""
    place, table = st.session_state.get(_row_key(form)), source(ws, form)
    if place is None or table is None:
        return None
    row = _row_of(ws, table, place)
    there = row[form.target]
    value = "unknown" if there is None else numbers.number(there) if isinstance(there, float) else words.said(there)
    changed = any(st.session_state[key_of(form, one)] != fields.fit(one, row.get(one.name)) for one in form.fields)
    sentence = f"row {numbers.count(place)} of {table.name}, {form.target} is {value}"
    return f"Changed here; in {sentence}." if changed else f"In {sentence}."


def _fill_once(form: Form) -> None:
    """Typical values, before the person has typed anything."""
    if form.fields and key_of(form, form.fields[0]) not in st.session_state:
        fill(form, {field.name: field.default for field in form.fields})


def _inputs(form: Form, shown: tuple[Field, ...]) -> Row:
    values: Row = {}
    with st.grid(min_column_width=170):
        for field in shown:
            values[field.name] = fields.plain(fields.draw(field, key_of(form, field)))
    return values


def _starts(ws: Workspace, form: Form) -> None:
    """The rows to start from."""
    table = source(ws, form)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Typical row",
            icon=":material/restart_alt:",
            key=f"predict.typical.{form.model_id}",
            on_click=errors.guarded(_take_typical),
            args=(form,),
        )
        if table is not None and table.rows:
            _start_from_row(ws, form, table)


def _start_from_row(ws: Workspace, form: Form, table: Dataset) -> None:
    st.number_input(
        f"Row of {errors.plain(table.name)} (1 to {numbers.count(table.rows)})",
        1,
        table.rows,
        None,
        key=_row_key(form),
        placeholder="Row number",
        width=240,
        on_change=errors.guarded(_take_row),
        args=(ws, form, table),
    )


def _take_typical(form: Form) -> None:
    fill(form, {field.name: field.default for field in form.fields})
    st.session_state[_row_key(form)] = None


def _take_row(ws: Workspace, form: Form, table: Dataset) -> None:
    place = st.session_state[_row_key(form)]
    if place is None:
        return
    fill(form, _row_of(ws, table, place))


def _row_of(ws: Workspace, table: Dataset, place: int) -> dict[str, Any]:
    """A row of the table, counted from 1."""
    found = datasets.rows(ws, table, limit=1, offset=place - 1)
    return dict(zip(found.columns, found.rows[0], strict=True))


def _row_key(form: Form) -> str:
    return f"predict.row.{form.model_id}"
