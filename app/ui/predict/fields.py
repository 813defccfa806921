"""One input per column of a model: the widget that suits its kind, and values on their way in and out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from app.ui import errors, numbers
from core.predicting import Field

UNKNOWN = "unknown"  # what an empty input shows: the model can do with it
EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)  # the widget's own range is ten years around today

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Input:
    """`draw(field, key)` puts the widget on the page and returns its value; `fit` makes a value one that it takes."""

    draw: Callable[[Field, str], Value]
    fit: Callable[[Field, Any], Value]


def draw(field: Field, key: str) -> Value:
    """The input of a field, with the value that the session holds under its key."""
    return INPUTS[widget(field)].draw(field, key)


def fit(field: Field, value: Any) -> Value:
    """A value from a default or a dataset as the field's widget takes it; None where it cannot."""
    if value is None:
        return None
    try:
        return INPUTS[widget(field)].fit(field, value)
    except ValueError:
        return None


def widget(field: Field) -> str:
    """Which input a field has: by its kind, and for dates by whether they hold a time of day."""
    if field.kind == "date":
        return "day" if field.type == "DATE" else "moment"
    return field.kind if field.kind in INPUTS else "text"


def plain(value: Value) -> str | int | float | bool | None:
    """A widget's value as predicting takes it: dates as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def whole(field: Field) -> bool:
    """Whether a number's column holds whole numbers only."""
    return isinstance(field.low, int)


def help_of(field: Field) -> str | None:
    """What training saw in this column."""
    seen = []
    if field.low is not None and field.high is not None:
        seen.append(f"In training: {numbers.number(field.low)} to {numbers.number(field.high)}.")
    if field.missing_share:
        seen.append(f"Missing in {numbers.share(field.missing_share)} of the rows.")
    return " ".join(seen) or None


def _label(field: Field) -> str:
    return errors.plain(field.name)


def _number(field: Field, key: str) -> Value:
    return st.number_input(
        _label(field),
        value=None,
        step=int(field.step or 1) if whole(field) else field.step or 1.0,
        format=None if whole(field) else "%.10g",  # every digit that was typed, and no zeros after them
        key=key,
        placeholder=UNKNOWN,
        help=help_of(field),
        persist_state="session",
    )


def _boolean(field: Field, key: str) -> Value:
    return st.segmented_control(
        _label(field),
        (True, False),
        format_func={True: "yes", False: "no"}.__getitem__,
        key=key,
        help=help_of(field),
        persist_state="session",
    )


def _category(field: Field, key: str) -> Value:
    current = st.session_state.get(key)
    extra = () if current is None or current in field.choices else (current,)
    return st.selectbox(
        _label(field),
        (*field.choices, *extra),
        index=None,
        key=key,
        placeholder=UNKNOWN,
        help=help_of(field),
        accept_new_options=True,
        persist_state="session",
    )


def _text(field: Field, key: str) -> Value:
    typed = st.text_input(
        _label(field), value=None, key=key, placeholder=UNKNOWN, help=help_of(field), persist_state="session"
    )
    return typed or None


def _day(field: Field, key: str) -> Value:
    return st.date_input(
        _label(field),
        value=None,
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        key=key,
        help=help_of(field),
        persist_state="session",
    )


def _moment(field: Field, key: str) -> Value:
    return st.datetime_input(
        _label(field),
        value=None,
        min_value=datetime.combine(EARLIEST, datetime.min.time()),
        max_value=datetime.combine(LATEST, datetime.max.time()),
        format="YYYY-MM-DD",
        key=key,
        help=help_of(field),
        persist_state="session",
    )


def _fit_number(field: Field, value: Any) -> Value:
    number = float(value)
    return round(number) if whole(field) else number


def _fit_moment(_field: Field, value: Any) -> Value:
    moment = datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=None, second=0, microsecond=0)


INPUTS = {
    "number": Input(_number, _fit_number),
    "boolean": Input(_boolean, lambda _, value: bool(value)),
    "category": Input(_category, lambda _, value: str(value)),
    "text": Input(_text, lambda _, value: str(value)),
    "day": Input(_day, lambda _, value: datetime.fromisoformat(str(value)).date()),
    "moment": Input(_moment, _fit_moment),
}
