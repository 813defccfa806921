"""Asks what the model will be used for, with the scores that the answer changes."""

from __future__ import annotations

import streamlit as st

from app.ui import errors
from core import jobs, training
from core.datasets import Dataset
from core.jobs import Job
from core.training import Advice, Split, Trial
from core.workspace import Workspace

LOOK_SECONDS = 1.0
LABELS = {
    "random": "Rows like these",
    "grouped": "New values of “{column}”",
    "forward": "Later rows, by “{column}”",
}


def choose(ws: Workspace, table: Dataset, advice: Advice) -> Split:
    """Draws the question where it is worth asking; returns the chosen split."""
    job = _trial(ws, table, advice)
    if job is None:
        return Split()
    offered = [Split(), *(Split(**split) for split in job.spec["splits"])]
    chosen = st.selectbox(
        "What will you predict?",
        offered,
        format_func=label,
        key=f"train.split.{table.id}.{advice.target}",
        help="The score is measured the way the model will be used. "
        + "  \n".join(f"**{row.label}**: {row.help}" for row in training.SPLITS),
        persist_state="session",
    )
    errors.fragment(_found, run_every=LOOK_SECONDS if job.active else None)(ws, job.id, job.active, chosen)
    return chosen


def _trial(ws: Workspace, table: Dataset, advice: Advice) -> Job | None:
    """The trial of this target; which one it is takes a look at every column, so it is remembered."""
    key = f"train.trial.{table.id}.{advice.target}.{advice.task}"
    if key not in st.session_state:
        started = training.start_trial(ws, table, advice.target, task=advice.task)
        st.session_state[key] = started.id if started else None
    job_id = st.session_state[key]
    return jobs.find(ws, job_id) if job_id else None


def stop_trying(ws: Workspace, table: Dataset) -> None:
    """Ends a trial that still runs: the training that begins needs the processor."""
    for job in jobs.newest(ws, kind="splits", subject=table.id).items:
        if job.active:
            jobs.cancel(ws, job.id)


def label(split: Split) -> str:
    return LABELS[split.kind].format(column=split.column)


def _found(ws: Workspace, job_id: str, was_active: bool, chosen: Split) -> None:
    job = jobs.find(ws, job_id)
    if was_active and not job.active:
        st.rerun()
    if job.active:
        st.caption(f":material/hourglass_top: {errors.plain(_trying(job))}")
        return
    mattering = [trial for trial in training.trials(job) if trial.matters]
    for trial in mattering:
        _ask(trial, settled=chosen == trial.split)
    if job.status == "done" and not mattering:
        st.caption("Groups and time were looked at: they make no difference to the score of a quick model.")


def _ask(trial: Trial, *, settled: bool) -> None:
    said = f"**{errors.plain(trial.question)}**  \n{errors.plain(trial.sentence)}"
    if settled:
        st.success(said, icon=":material/check:")
    else:
        st.info(said, icon=":material/help:")


def _trying(job: Job) -> str:
    return job.message if job.status == "running" and job.progress else "Looking at groups and time in the rows."
