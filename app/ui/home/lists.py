"""The tables and models there are, one line each, with the ways on; and the jobs that are running."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, links, numbers
from core import jobs
from core.datasets import Dataset
from core.jobs import Job
from core.jobs.kinds import find as kind_of
from core.models import Model
from core.workspace import Workspace

EVERY_SECONDS = 2.0
MOST_JOBS = 10

PAGE_OF = {"import": "upload", "fetch": "upload", "extract": "upload", "train": "train", "predict": "predict"}


def tables(found: tuple[Dataset, ...]) -> None:
    layout.section("Datasets")
    if not found:
        layout.nothing_yet(
            "No dataset yet", "Bring a file, or start with a sample.", page="upload", label="Bring a table"
        )
    for table in found:
        size = f"{numbers.counted(table.rows, 'row')} × {numbers.counted(len(table.columns), 'column')}"
        version = f" · version {table.version}" if table.version > 1 else ""
        with _line(table.name, f"{size}{version} · {numbers.ago(table.created_at)}", key=f"home.{table.id}"):
            links.link("profile", "Profile", dataset=table.id)
            links.link("explore", "Explore", dataset=table.id)
            links.link("train", "Train", dataset=table.id)


def models(found: tuple[Model, ...]) -> None:
    layout.section("Models")
    if not found:
        layout.nothing_yet(
            "No model yet", "Choose a column of a table to predict.", page="train", label="Train a model"
        )
    for model in found:
        with _line(model.title, _about(model), key=f"home.{model.id}"):
            if model.ready:
                links.link("predict", "Predict", model=model.id)
            links.link("models", "Card", model=model.id)


def going_on(ws: Workspace) -> None:
    """The jobs that run or wait, followed while there are any."""
    active = _active(ws)
    if active:
        layout.section("Running now")
        errors.fragment(_jobs, run_every=EVERY_SECONDS)(ws)


def _jobs(ws: Workspace) -> None:
    active = _active(ws)
    if not active:
        st.rerun()
    for job in active:
        with st.container(horizontal=True, vertical_alignment="center", key=f"home.{job.id}"):
            words = f"**{errors.plain(_title(job))}** &nbsp; :gray[{errors.plain(job.message)}]"
            st.progress(min(max(job.progress, 0.0), 1.0), text=words)
            links.link(PAGE_OF[job.kind], "Follow", job=job.id)


def _title(job: Job) -> str:
    """What it is and of what, as far as the job knows: "Import: titanic", "Training: price"."""
    return ": ".join(filter(None, (kind_of(job.kind).label, job.spec.get("name") or job.spec.get("target"))))


def _active(ws: Workspace) -> tuple[Job, ...]:
    """The jobs that a page can follow; looks at a file and queries are over before anybody could."""
    found = jobs.newest(ws, status=jobs.ACTIVE, limit=MOST_JOBS).items
    return tuple(job for job in found if job.kind in PAGE_OF)


def _line(title: str, sentence: str, *, key: str) -> st.delta_generator.DeltaGenerator:
    """A line with its name and facts on the left; what is drawn in it stands on the right."""
    line = st.container(horizontal=True, vertical_alignment="center", border=True, key=key)
    line.markdown(f"**{errors.plain(title)}**  \n:gray[{errors.plain(sentence)}]", width="stretch")
    return line.container(horizontal=True, width="content", gap="xsmall")


def _about(model: Model) -> str:
    score = model.scores.get(model.metric)
    if not model.ready or not score:
        return f"predicts {model.target} · {model.status}"
    quality = f"{score['label']} {numbers.number(score['value'], 3)}"
    return f"predicts {model.target} · {quality} · {numbers.ago(model.created_at)}"
