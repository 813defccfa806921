"""Predict: fill in a row and see the answer as you type, or send a whole table."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, pickers
from app.ui.models import listing, words
from app.ui.predict import answer, form, many, what_if
from app.ui.train import result
from core import models, predicting, workspace
from core.models import Model
from core.predicting import Form
from core.workspace import Workspace

MOST_OFFERED = 200  # more than a person scrolls through; typing searches among them
TABS = ("One row", "A whole table")


def choose_model(ws: Workspace) -> Model:
    """The model to ask; ends the page where there is none that can answer."""
    offered = models.newest(ws, limit=MOST_OFFERED, status="ready").items
    if not offered:
        layout.nothing_yet("No model yet", "Train one first; it takes a minute.", page="train", label="Train a model")
        st.stop()
    model = pickers.choose(
        "model",
        offered,
        find=lambda key: models.find(ws, key),
        words=lambda model: f"{model.title} · predicts {model.target}",
        label="Model",
    )
    listing.stop_unless_ready(model)
    return model


def one_row(ws: Workspace, model: Model, asked: Form) -> None:
    """The form and, beside it, the answer; drawn again by itself at every change."""
    left, right = st.columns([5, 6], gap="large")
    with left:
        row = form.draw(ws, asked)
    with right:
        live = predicting.live(ws, model.id, row)
        answer.draw(live, asked, words.class_names(model), form.known_truth(ws, asked))
        what_if.draw(ws, asked, row)


ws = workspace.current()
layout.head("Predict", "Fill in what you know and leave the rest; the answer follows as you type.")
model = choose_model(ws)
report = models.report(ws, model.id)
if report["verdict"]["code"] != "signal":
    result.verdict(report)
asked = predicting.form(ws, model.id)
one, whole = st.tabs(
    TABS, default=TABS[1] if many.current(ws, model) else TABS[0], key="predict.tab", on_change="rerun"
)
if one.open:
    with one:
        errors.fragment(one_row)(ws, model, asked)
if whole.open:
    with whole:
        many.draw(ws, model)
