"""The models there are, as a table to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.ui import errors, layout, numbers, state
from app.ui.models import actions, words
from core import jobs
from core.models import Model
from core.workspace import Workspace

ROW_HEIGHT = 35  # pixels of a row of st.dataframe
MOST_ROWS_SHOWN = 8  # the others scroll: the card below stays on the screen


def choose(ws: Workspace, offered: Sequence[Model]) -> Model:
    """Draws the table and returns the model whose row is marked: the one in the URL, else the newest."""
    ids = [model.id for model in offered]
    wanted = state.chosen("model")
    place = ids.index(wanted) if wanted in ids else 0
    picked = st.dataframe(
        [_row(ws, model) for model in offered],
        hide_index=True,
        height=ROW_HEIGHT * (min(len(offered), MOST_ROWS_SHOWN) + 1) + 2,
        column_config=COLUMNS,
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [place]}},
        key=f"models.table.{'.'.join(ids)}",
    )
    rows = picked.selection.rows
    model = offered[rows[0] if rows else place]
    state.choose("model", model.id)
    return model


def status(ws: Workspace, model: Model) -> str:
    """How a model stands; a training that was cut off is called interrupted, not training."""
    if model.status != "training" or model.job_id is None:
        return model.status
    job_status = jobs.find(ws, model.job_id).status
    return "interrupted" if job_status == "interrupted" else "training"


def _row(ws: Workspace, model: Model) -> dict[str, Any]:
    asked = model.scores.get(model.metric)
    return {
        "Model": model.name,
        "Version": model.version,
        "Status": status(ws, model),
        "Predicts": model.target,
        "Score": f"{asked['label']} {words.score(asked)}" if asked else numbers.NOTHING,
        "Dataset": model.dataset_name,
        "Made": numbers.ago(model.created_at),
        "Kind": words.task(model.task),
    }


COLUMNS = {
    "Version": st.column_config.NumberColumn(width="small"),
    "Score": st.column_config.TextColumn(width="medium", help="With the interval that holds it in 90 of 100 cases."),
}


def stop_unless_ready(model: Model) -> None:
    """Ends the page, saying why and where to go, when a model has no answers to give."""
    if model.ready:
        return
    layout.nothing_yet(
        f"{errors.plain(model.title)} cannot answer: it is {model.status}",
        "Its training shows how far it is and what can be done.",
        page="train",
        label="Open its training",
        **actions.ids(model),
    )
    st.stop()
