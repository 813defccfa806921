"""While a model is trained: the stages, the time left, and the candidates as they come in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from app.ui import errors, layout, model_charts, numbers
from app.ui.charts import base
from app.ui.models import words
from core import jobs, training
from core.jobs import Job, JobEvent
from core.workspace import Workspace

BASELINE = "baseline"  # the family that guesses
OUTCOMES = {
    "fitting": "at work",
    "kept": "kept",
    "dropped": "not needed",
    "cut": "ended by its deadline",
    "failed": "ended with an error",
}


def draw(ws: Workspace, job: Job) -> None:
    """Everything a training has said so far. To be drawn again as often as the job's bar."""
    happened = jobs.events(ws, job.id)
    if job.active:
        _stages(stage_of(happened), job)
    rows = candidates(happened, higher_is_better(job.spec["metric"]))
    if rows:
        _candidates(rows, job)


def stage_of(happened: list[JobEvent]) -> str | None:
    """The stage a training is in."""
    stages = [event.data["name"] for event in happened if event.kind == "stage"]
    return stages[-1] if stages else None


def candidates(happened: list[JobEvent], higher_is_better: bool) -> list[dict[str, Any]]:
    """The newest word on every candidate: the scored ones first, best first."""
    newest = {event.data["key"]: event.data for event in happened if event.kind == "candidate"}
    scored = [row for row in newest.values() if row.get("score") is not None]
    others = [row for row in newest.values() if row.get("score") is None]
    return sorted(scored, key=lambda row: row["score"], reverse=higher_is_better) + others


def higher_is_better(metric: str) -> bool:
    return next((row.higher_is_better for row in training.METRICS if row.key == metric), True)


def time_left(job: Job, *, now: datetime) -> str:
    """What is left of the budget, in words."""
    if job.started_at is None:
        return "Starts as soon as there is room."
    left = job.spec["budget_seconds"] - (now - job.started_at).total_seconds()
    budget = numbers.duration(job.spec["budget_seconds"])
    return f"About {numbers.duration(left)} of {budget} left." if left > 1 else f"The {budget} are over: finishing."


def _stages(current: str | None, job: Job) -> None:
    order = [stage.key for stage in training.STAGES]
    place = order.index(current) if current in order else -1
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for number, stage in enumerate(training.STAGES):
            _stage(stage.label, number - place)
        st.caption(time_left(job, now=datetime.now(UTC)))


def _stage(label: str, ahead: int) -> None:
    """One stage: behind, under way or ahead of where the training is."""
    if ahead < 0:
        st.badge(label, icon=":material/check:", color="green")
    elif ahead == 0:
        st.badge(label, icon=":material/hourglass_top:", color="blue")
    else:
        st.badge(label, color="gray")


def _candidates(rows: list[dict[str, Any]], job: Job) -> None:
    scored = [row for row in rows if row.get("score") is not None and row["family"] != BASELINE]
    layout.section("Candidates so far", _caption(rows, job.spec["metric"]))
    if scored:
        base.show(chart(scored, job.spec["metric"]), key=f"{job.id}.leaderboard", alt="Scores of the candidates so far")
    at_work = [errors.plain(row["label"]) for row in rows if row["status"] == "fitting"]
    if at_work and job.active:
        st.caption(f":material/hourglass_top: At work: {', '.join(at_work)}")


def _caption(rows: list[dict[str, Any]], metric: str) -> str:
    """What is compared, and the score to beat: it is told, for drawn it would press all others together."""
    told = f"{words.metric(metric)}, with 90% intervals; the best on top."
    to_beat = next((row.get("score") for row in rows if row["family"] == BASELINE), None)
    return told if to_beat is None else f"{told} Guessing has {words.brief(to_beat)}."


def chart(scored: list[dict[str, Any]], metric: str) -> go.Figure:
    """The scored candidates as a picture."""
    scores = np.array([row["score"] for row in scored], float)
    low, high = (
        np.array([row[end] if row.get(end) is not None else row["score"] for row in scored], float)
        for end in ("low", "high")
    )
    labels = [row["label"] for row in scored]
    return model_charts.leaderboard(labels, scores, low, high, metric=words.metric(metric))
