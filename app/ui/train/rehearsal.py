"""What a rehearsal shows before a training: columns that know too much, and a question about what will be predicted."""

from __future__ import annotations

import streamlit as st

from app.ui import errors
from app.ui.train import plan
from core import jobs, training
from core.datasets import Dataset
from core.jobs import Job
from core.training import Advice, Split, Suspect, Trial
from core.workspace import Workspace

LOOK_SECONDS = 1.0


def draw(ws: Workspace, table: Dataset, advice: Advice) -> Split:
    """Draws what was found so far, and the question where it is worth asking; returns the chosen split."""
    job = _rehearsed(ws, table, advice)
    if job is None:
        return Split()
    chosen = _choice(table, advice, _offered(job))
    found = errors.fragment(_found, run_every=LOOK_SECONDS if job.active else None)
    found(ws, table, advice.target, job.id, job.active, chosen)
    return chosen


def _rehearsed(ws: Workspace, table: Dataset, advice: Advice) -> Job | None:
    """The rehearsal of this target; which one it is takes a look at every column, so it is remembered."""
    key = f"train.rehearsal.{table.id}.{advice.target}.{advice.task}"
    if key not in st.session_state:
        started = training.start_rehearsal(ws, table, advice.target, task=advice.task)
        st.session_state[key] = started.id if started else None
    job_id = st.session_state[key]
    return jobs.find(ws, job_id) if job_id else None


def _offered(job: Job) -> list[Split]:
    """The splits that have a column, and those without one that turned out to be worth a try."""
    tried = {trial.split for trial in training.trials(job)}
    splits = [Split(**split) for split in job.spec["splits"]]
    return [split for split in splits if split.column or split in tried]


def _choice(table: Dataset, advice: Advice, splits: list[Split]) -> Split:
    if not splits:
        return Split()
    kinds = "  \n".join(f"**{split.label}**: {split.row.help}" for split in (Split(), *splits))
    return st.selectbox(
        "Which rows will you predict?",
        [Split(), *splits],
        format_func=lambda split: split.label,
        key=f"train.split.{table.id}.{advice.target}",
        help=f"The score is measured the way the model will be used.  \n{kinds}",
        persist_state="session",
    )


def _found(ws: Workspace, table: Dataset, target: str, job_id: str, was_active: bool, chosen: Split) -> None:
    job = jobs.find(ws, job_id)
    if was_active and not job.active:
        st.rerun()
    if job.active:
        st.caption(f":material/hourglass_top: {errors.plain(_doing(job))}")
    for suspect in training.suspects(job):
        _warn(table, target, suspect)
    for trial in training.trials(job):
        if trial.matters:
            _ask(trial, settled=chosen == trial.split)


def _warn(table: Dataset, target: str, suspect: Suspect) -> None:
    if plan.is_left_out(table.id, target, suspect.column):
        return
    with st.container(border=True):
        st.markdown(f":material/warning: {errors.plain(suspect.sentence)}")
        key = f"train.suspect.{table.id}.{target}.{suspect.column}"
        if st.button("Leave it out", key=key, icon=":material/remove:"):
            plan.leave_out(table.id, target, suspect.column)
            st.rerun()


def _ask(trial: Trial, *, settled: bool) -> None:
    said = f"**{errors.plain(trial.question)}**  \n{errors.plain(trial.sentence)}"
    if settled:
        st.success(said, icon=":material/check:")
    else:
        st.info(said, icon=":material/help:")


def _doing(job: Job) -> str:
    return job.message if job.status == "running" and job.progress else "Looking at the columns before a training."
