"""The version that steps make: started, followed, and shown the way to."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, job_panel, links, numbers, state
from app.ui.clean import steps
from core import cleaning, datasets, jobs
from core.cleaning import Preview, Step
from core.datasets import Dataset
from core.jobs import Job
from core.workspace import Workspace


def button(ws: Workspace, table: Dataset, chosen: tuple[Step, ...], found: Preview) -> None:
    """Starts the job; the table as it was stays."""
    on = sum(step.on for step in chosen)
    number = datasets.versions(ws, table.id)[0].version + 1
    st.button(
        f"Make version {number}",
        type="primary",
        icon=":material/check:",
        key="clean.make",
        disabled=not on or found.error is not None,
        help="A step cannot be done."
        if found.error
        else f"{numbers.counted(on, 'step')} on all rows; this version stays.",
        on_click=errors.guarded(_start),
        args=(ws, table, chosen),
    )


def follow(ws: Workspace, job_id: str) -> None:
    """How far the job is, and what it made."""
    job = jobs.find(ws, job_id)
    job_panel.draw(ws, job)
    if job.status == "done":
        _made(ws, job)
    if job.finished:
        st.button("Go on cleaning", icon=":material/arrow_back:", key="clean.on", on_click=_go_on, args=(job,))


def _start(ws: Workspace, table: Dataset, chosen: tuple[Step, ...]) -> None:
    job = cleaning.start(ws, table, chosen)
    state.choose("job", job.id)


def _made(ws: Workspace, job: Job) -> None:
    made = datasets.find(ws, job.subject)
    source = datasets.find(ws, job.spec["dataset_id"])
    st.success(
        f"**{errors.plain(made.name)}**, version {made.version}: {numbers.counted(made.rows, 'row')} "
        f"(there were {numbers.count(source.rows)}), {numbers.counted(len(made.columns), 'column')}.",
        icon=":material/check_circle:",
    )
    with st.container(horizontal=True):
        links.link("explore", "Look at it", icon=":material/table_view:", dataset=made.id)
        links.link("profile", "See its profile", icon=":material/bar_chart:", dataset=made.id)
        links.link("train", "Train a model on it", icon=":material/model_training:", dataset=made.id)


def _go_on(job: Job) -> None:
    """With the version that was made; after a failure, with the steps as they were."""
    state.forget("job")
    if job.status == "done":
        for table_id in (job.spec["dataset_id"], job.subject):
            steps.forget(table_id)
        state.choose("dataset", job.subject)
