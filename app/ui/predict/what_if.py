"""What if: how the answer moves when one column changes and all others stay."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from app.ui import errors, model_charts
from app.ui.charts import base
from app.ui.models import words
from core import predicting
from core.predicting import Curve, Form
from core.workspace import Workspace


def draw(ws: Workspace, form: Form, row: dict[str, Any]) -> None:
    """A column to choose, and the curve of the answer along it."""
    with st.container(border=True):
        st.markdown("**What if …**")
        column = st.selectbox(
            "… this column were different, and all others as they are",
            [field.name for field in form.fields],
            key=f"predict.what_if.{form.model_id}",
            persist_state="session",
        )
        curve = predicting.curve(ws, form.model_id, row, column)
        base.show(figure(curve, form), key=f"what_if.{form.model_id}", alt=f"The answer along {errors.plain(column)}")


def figure(curve: Curve, form: Form) -> go.Figure:
    share = curve.scale == "probability"
    title = f"Probability of “{words.said(curve.explained)}”" if share else form.target
    answers = np.array(curve.answers)
    if curve.kind in ("number", "date"):
        return model_charts.along(list(curve.values), answers, curve.at, x=curve.column, y=title, share=share)
    return model_charts.by_level(levels(curve), answers, str(curve.at), x=title, share=share)


def levels(curve: Curve) -> list[str]:
    return ["unknown" if value is None else str(value) for value in curve.values]
