"""Putting a condition together: a column, a way to compare, and a value chosen from the column's own or typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from app.ui import numbers
from core.datasets import Column, conditions
from core.datasets.conditions import Condition, Operator
from core.exploring import Choices

EXAMPLES = {
    "number": "12 or 3.5",
    "date": "2026-05-31 or 2026-05-31 14:30",
    "time": "14:30",
    "boolean": "true or false",
    "text": "Some text",
}

Offer = Callable[[str], Choices]  # the values of a column, to choose from


def editor(columns: Sequence[Column], offer: Offer, *, key: str, column: str | None = None) -> Condition | None:
    """Draws the three choices; the condition when it is complete. `column` is the one proposed."""
    names = [found.name for found in columns]
    index = names.index(column) if column in names else 0
    chosen = st.selectbox("Column", names, index=index, key=f"{key}.column", filter_mode="contains")
    if chosen is None:
        return None
    described = columns[names.index(chosen)]
    rows = {row.key: row for row in conditions.operators(described)}
    operator = st.selectbox(
        "Comparison", list(rows), format_func=lambda name: rows[name].label, key=f"{key}.operator.{chosen}"
    )
    value = _value(described, rows[operator], offer, key=f"{key}.value.{chosen}.{operator}")
    if value is None and rows[operator].takes != "none":
        return None
    return Condition(chosen, operator, value)


def _value(column: Column, operator: Operator, offer: Offer, *, key: str) -> Any:
    """What to compare with; None while it is not given."""
    if operator.takes == "none":
        return None
    if operator.takes == "two":
        ends = (_typed(column, "From", key=f"{key}.low"), _typed(column, "To", key=f"{key}.high"))
        return ends if all(ends) else None
    if operator.takes == "many":
        return tuple(_picked(column, offer, key=key)) or None
    if operator.key in ("is", "is_not"):
        return _one(column, offer, key=key)
    return _typed(column, "Value", key=key, as_text=operator.as_text) or None


def _typed(column: Column, label: str, *, key: str, as_text: bool = False) -> str:
    example = EXAMPLES["text" if as_text else conditions.family(column)]
    return st.text_input(label, key=key, placeholder=example) or ""


def _one(column: Column, offer: Offer, *, key: str) -> Any:
    counts = dict(offer(column.name).items)
    return st.selectbox(
        "Value",
        list(counts),
        index=None,
        format_func=_counted(counts),
        key=key,
        placeholder="Choose or type a value",
        accept_new_options=True,
        filter_mode="contains",
    )


def _picked(column: Column, offer: Offer, *, key: str) -> list[Any]:
    counts = dict(offer(column.name).items)
    return st.multiselect(
        "Values",
        list(counts),
        format_func=_counted(counts),
        key=key,
        placeholder="Choose or type values",
        accept_new_options=True,
        filter_mode="contains",
    )


def _counted(counts: dict[Any, int]) -> Callable[[Any], str]:
    def words(value: Any) -> str:
        shown = str(value) if str(value).strip() else "(blank)"
        return f"{shown} · {numbers.count(counts[value])}" if value in counts else shown

    return words
