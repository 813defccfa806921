"""The steps that are being put together: kept for the session, in the URL while short, every change undoable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.cleaning import Step
from core.datasets import Dataset
from core.errors import AppError, BadInput

STEPS = "steps"  # in the URL
LONGEST_IN_URL = 4_000  # characters: browsers and proxies cut longer addresses
MOST_UNDONE = 50
SHAPE = 'They look like [{"kind": "trim", "settings": {}}].'


def current(table: Dataset) -> tuple[Step, ...]:
    """The steps for this table: of the session, otherwise of the URL. Ones that cannot be read are told once."""
    key = _key(table)
    if key not in st.session_state:
        st.session_state[key] = ()
        st.session_state[key] = _from_url()
    found: tuple[Step, ...] = st.session_state[key]
    return found


def put(table: Dataset, steps: Sequence[Step]) -> None:
    """From now on these steps; those before can be had back."""
    history = st.session_state.setdefault(f"{_key(table)}.history", [])
    history.append(st.session_state.get(_key(table), ()))
    del history[:-MOST_UNDONE]
    _set(table, steps)


def can_undo(table: Dataset) -> bool:
    return bool(st.session_state.get(f"{_key(table)}.history"))


def undo(table: Dataset) -> None:
    _set(table, st.session_state[f"{_key(table)}.history"].pop())


def add(table: Dataset, *steps: Step) -> None:
    put(table, (*current(table), *steps))


def change(table: Dataset, place: int, step: Step) -> None:
    steps = current(table)
    put(table, (*steps[:place], step, *steps[place + 1 :]))


def remove(table: Dataset, place: int) -> None:
    steps = current(table)
    put(table, (*steps[:place], *steps[place + 1 :]))


def move(table: Dataset, place: int, by: int) -> None:
    """Up (-1) or down (+1) in the list; beyond its ends nothing happens."""
    steps, to = list(current(table)), place + by
    if 0 <= to < len(steps):
        steps[place], steps[to] = steps[to], steps[place]
        put(table, tuple(steps))


def switch(table: Dataset, place: int) -> None:
    """On if it was off, off if it was on."""
    step = current(table)[place]
    change(table, place, replace(step, on=not step.on))


def forget(table_id: str) -> None:
    """No steps and no history: they are a version now."""
    for key in (f"clean.steps.{table_id}", f"clean.steps.{table_id}.history"):
        st.session_state.pop(key, None)
    st.query_params.pop(STEPS, None)


def _set(table: Dataset, steps: Sequence[Step]) -> None:
    st.session_state[_key(table)] = tuple(steps)
    text = json.dumps([step.to_json() for step in steps], separators=(",", ":"), ensure_ascii=False)
    if steps and len(text) <= LONGEST_IN_URL:
        st.query_params[STEPS] = text
    else:
        st.query_params.pop(STEPS, None)


def _from_url() -> tuple[Step, ...]:
    text = st.query_params.get(STEPS)
    if not text:
        return ()
    try:
        given = json.loads(text)
        if not isinstance(given, list):
            raise BadInput("The steps in the address are no list.", hint=SHAPE)
        return tuple(Step.from_json(step) for step in given)
    except json.JSONDecodeError as error:
        st.query_params.pop(STEPS, None)
        raise BadInput("The steps in the address are not JSON.", hint=SHAPE) from error
    except AppError:
        st.query_params.pop(STEPS, None)
        raise


def _key(table: Dataset) -> str:
    return f"clean.steps.{table.id}"
