"""A model's card: what it predicts, how well, from what, with which limits; and what can be done with it."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, job_panel, layout, links, numbers, state, theme
from app.ui.models import actions
from app.ui.train import progress, result
from core import jobs, models
from core.models import Model
from core.workspace import Workspace


def draw(ws: Workspace, model: Model, status: str) -> None:
    """The card of a model in any state."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(errors.plain(model.title), anchor=False, width="content")
        st.badge(status, color=theme.STATUSES[status])
    if model.ready:
        _ready(ws, model)
    else:
        _unfinished(ws, model)
    _housekeeping(ws, model)


def _ready(ws: Workspace, model: Model) -> None:
    actions.draw(ws, model, elsewhere="train")
    summary = models.summary(ws, model.id)
    result.scores({"metric": {"key": model.metric}, "scores": model.scores})
    left, right = st.columns(2, gap="large")
    with left:
        for title, sentence in (
            ("What it predicts", summary.predicts),
            ("How well", summary.quality),
            ("Made from", summary.data),
        ):
            _paragraph(title, sentence)
    with right:
        _paragraph("What drives it", summary.drivers)
        st.markdown("**Limits**  \n" + "\n".join(f"- {errors.plain(limit)}" for limit in summary.limits))


def _unfinished(ws: Workspace, model: Model) -> None:
    if model.job_id is None:
        st.info("Nobody trains this model.", icon=":material/info:")
        return
    job = jobs.find(ws, model.job_id)
    job_panel.draw(ws, job, body=lambda job: progress.draw(ws, job), stoppable=True)
    if st.button("Open its training", icon=":material/open_in_full:", key=f"{model.id}.open"):
        links.go("train", **actions.ids(model))


def _housekeeping(ws: Workspace, model: Model) -> None:
    """Rename and delete, apart from what is done every day."""
    with st.container(horizontal=True):
        if model.ready:
            actions.card_files(ws, model)
        _rename(ws, model)
        if layout.confirmed(_farewell(model), "Delete", key=f"{model.id}.delete"):
            models.remove(ws, model.id)
            state.forget("model")
            st.rerun()
    made = f"Made {numbers.ago(model.created_at)} from {errors.plain(model.dataset_name)} · {model.id}"
    st.caption(f"{made} · {numbers.size(model.bytes)}" if model.ready else made)


def _farewell(model: Model) -> str:
    return f"Delete **{errors.plain(model.title)}**? Files predicted with it stay; the model cannot be brought back."


def _rename(ws: Workspace, model: Model) -> None:
    with st.popover("Rename", icon=":material/edit:", key=f"{model.id}.rename"):
        name = st.text_input("Name of all its versions", model.name, key=f"{model.id}.name", max_chars=200)
        if st.button("Rename", type="primary", key=f"{model.id}.renamed", disabled=name.strip() == model.name):
            models.rename(ws, model.id, name)
            st.rerun()


def _paragraph(title: str, sentence: str) -> None:
    st.markdown(f"**{title}**  \n{errors.plain(sentence)}")
