"""A job as a person follows it: how far it is, what it does, and the buttons to end or continue it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from app.ui import errors, numbers
from core import jobs
from core.jobs import Job
from core.workspace import Workspace

EVERY_SECONDS = 2.0  # seldom enough that thirty open pages cost a tenth of a core

STOP = {"train": "Stop and keep the best", "predict": "Stop and keep what is done"}  # by kind of job
ENDED = {
    "stopped": "Stopped early; what there was is kept.",
    "cancelled": "Cancelled. Nothing was kept.",
}

Body = Callable[[Job], None]


def draw(
    ws: Workspace, job: Job, *, body: Body | None = None, stoppable: bool = False, every: float = EVERY_SECONDS
) -> None:
    """Draws a job, live while it runs and still afterwards; the page runs once more when it ends.

    `body` draws what belongs to this kind of job under the bar, a leaderboard for instance, as often as the bar.
    `stoppable` offers to stop early and keep what there is so far.
    """
    panel = errors.fragment(_panel, run_every=every if job.active else None)
    panel(ws, job.id, job.active, body, stoppable)


def _panel(ws: Workspace, job_id: str, was_active: bool, body: Body | None, stoppable: bool) -> None:
    job = jobs.find(ws, job_id)
    if was_active and not job.active:
        st.rerun()
    if job.active:
        _running(ws, job, stoppable)
    else:
        _ended(ws, job)
    if body:
        body(job)


def _running(ws: Workspace, job: Job, stoppable: bool) -> None:
    with st.container(border=True):
        st.progress(min(max(job.progress, 0.0), 1.0), text=f"{_asked(job) or job.message}  :gray[{_clock(job)}]")
        with st.container(horizontal=True):
            if stoppable and _button(STOP[job.kind], job, "stop_circle", disabled=job.wanted is not None):
                jobs.stop(ws, job.id)
                st.rerun()
            if _button("Cancel", job, "cancel", disabled=job.wanted == "cancel"):
                jobs.cancel(ws, job.id)
                st.rerun()


def _ended(ws: Workspace, job: Job) -> None:
    if job.status == "failed":
        errors.of_job(job.error)
    if job.status in ENDED:
        st.info(ENDED[job.status], icon=":material/info:")
    if job.status == "interrupted":
        st.warning(job.message, icon=":material/power_off:")
    if job.status == "interrupted" and _button("Continue", job, "play_arrow"):
        jobs.resume(ws, job.id)
        st.rerun()


def _button(label: str, job: Job, icon: str, *, disabled: bool = False) -> bool:
    return st.button(label, key=f"{job.id}.{label}", icon=f":material/{icon}:", disabled=disabled)


def _asked(job: Job) -> str:
    return {"cancel": "Cancelling …", "stop": "Finishing what is under way …"}.get(job.wanted or "", "")


def _clock(job: Job) -> str:
    if not job.started_at:
        return ""
    return numbers.duration((datetime.now(UTC) - job.started_at).total_seconds())
