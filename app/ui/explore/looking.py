"""What is looked at, kept in the URL: a reload and a shared link show the same rows."""

from __future__ import annotations

import json
from dataclasses import replace

import streamlit as st

from core import profiling
from core.datasets import Dataset
from core.errors import AppError, BadInput, NotFound
from core.exploring import View
from core.profiling.records import Alert
from core.workspace import Workspace

FILTER, COLUMNS, PAGE, ALERT, ALERT_COLUMN = "filter", "columns", "at", "alert", "column"
SHAPE = 'It looks like {"conditions": [{"column": "age", "operator": "at_least", "value": 18}], "sort": ["-age"]}.'


def view(table: Dataset) -> View:
    """The view of the URL; one that cannot be used is shown as an error once, and then forgotten."""
    text = st.query_params.get(FILTER)
    if not text:
        return View()
    try:
        found = View.from_json(json.loads(text))
        for column in [*(c.column for c in found.conditions), *(order.column for order in found.sort)]:
            table.column(column)
    except json.JSONDecodeError as error:
        put(View())
        raise BadInput("The filter in the address is not JSON.", hint=SHAPE) from error
    except AppError:
        put(View())
        raise
    return found


def put(found: View) -> None:
    """Looks at other rows from now on, from the first page."""
    text = json.dumps(found.to_json(), separators=(",", ":"), ensure_ascii=False)
    _set(FILTER, text if text != "{}" else "")
    _set(PAGE, "")


def columns(table: Dataset) -> list[str]:
    """The columns to show, in their order; those of another table are not there."""
    names = {column.name for column in table.columns}
    chosen = st.query_params.get(COLUMNS, "")
    return [name for name in (json.loads(chosen) if chosen.startswith("[") else []) if name in names]


def put_columns(names: list[str]) -> None:
    _set(COLUMNS, json.dumps(names, separators=(",", ":"), ensure_ascii=False) if names else "")


def page() -> int:
    """The number of the page, from 1."""
    text = st.query_params.get(PAGE, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def put_page(number: int) -> None:
    _set(PAGE, str(number) if number > 1 else "")


def with_check(ws: Workspace, table: Dataset, found: View) -> tuple[View, Alert | None]:
    """The view, and the alert whose rows it is held to where the URL names one. Its SQL comes from the profile."""
    code = st.query_params.get(ALERT)
    if not code:
        return found, None
    alert = _alert(ws, table, code, st.query_params.get(ALERT_COLUMN))
    return replace(found, check=alert.sql), alert


def forget_check() -> None:
    _set(ALERT, "")
    _set(ALERT_COLUMN, "")
    _set(PAGE, "")


def _alert(ws: Workspace, table: Dataset, code: str, column: str | None) -> Alert:
    profile = profiling.profile(ws, table, target=st.query_params.get("target") or None)
    for alert in profile.alerts:
        if (alert.code, alert.column) == (code, column):
            return alert
    forget_check()
    raise NotFound(f"The profile of “{table.name}” has no alert “{code}”.", hint="Its rows may have changed since.")


def _set(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
