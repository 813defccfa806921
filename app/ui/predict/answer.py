"""The answer to one row: what the model says, how sure it is, why, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from app.ui import errors, model_charts, numbers
from app.ui.charts import base
from app.ui.models import words
from core.predicting import Answer, Form, Live, Reason

LONGEST = 24  # letters of a value beside a bar


def draw(live: Live, form: Form, names: Mapping[str, str], known: str | None = None) -> None:
    """The whole answer. `names`: the classes as people say them; `known`: the truth, for a row of the table."""
    key = f"answer.{form.model_id}"
    with st.container(border=True):
        st.subheader(errors.plain(live.headline), anchor=False)
        if known:
            st.caption(f":material/table_rows: {errors.plain(known)}")
        _how_sure(live.answer, form, names, key)
    for flag in live.answer.flags:
        st.markdown(f":orange[:material/flag:] {errors.plain(flag.message)}")
    if live.answer.reasons:
        _why(live, form, key)


def step(reason: Reason) -> str:
    """A step of the waterfall: the column and what the row has there."""
    value = "unknown" if reason.value is None else numbers.number(reason.value).replace("T", " ")
    return f"{reason.feature} = {value if len(value) <= LONGEST else value[: LONGEST - 1] + '…'}"


def _how_sure(answer: Answer, form: Form, names: Mapping[str, str], key: str) -> None:
    if answer.probabilities:
        shares = np.array(list(answer.probabilities.values()))
        figure = model_charts.probabilities([names[label] for label in answer.probabilities], shares)
        base.show(figure, key=f"{key}.probabilities", alt="Probability of each class")
    if answer.interval:
        low, high = answer.interval
        figure = model_charts.value(float(answer.prediction), low, high, form.target)
        base.show(figure, key=f"{key}.value", alt=f"The prediction with its interval, {numbers.interval(low, high)}")


def _why(live: Live, form: Form, key: str) -> None:
    reasons, start = live.answer.reasons or (), live.answer.base or 0.0
    moved = np.array([reason.contribution for reason in reasons])
    in_classes = live.answer.probabilities is not None
    with st.container(border=True):
        st.markdown(
            "**Why**" + (f" · probability of “{errors.plain(words.said(live.answer.explained))}”" if in_classes else "")
        )
        st.caption(errors.plain(live.sentence))
        figure = model_charts.waterfall(
            [step(reason) for reason in reasons], moved, start, start + float(moved.sum()), share=in_classes
        )
        base.show(figure, key=f"{key}.waterfall", alt=live.sentence)
