"""The way from a table to a prediction, with the step that comes next in front."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app.ui import errors, links
from core import training
from core.datasets import Dataset, samples
from core.datasets.samples import Sample
from core.models import Model
from core.workspace import Workspace

SAMPLE_BUDGET_SECONDS = 20.0  # long enough for an honest score on a small table, short enough to watch


@dataclass(frozen=True)
class Step:
    """One thing to do, and the page on which it is done."""

    title: str
    sentence: str
    page: str
    action: str
    icon: str


STEPS = (
    Step(
        "Bring a table",
        "Files, a paste, a web address or a database. How it is written is found out for you.",
        "upload",
        "Upload",
        "upload_file",
    ),
    Step("See what is in it", "Every column, what is missing, what goes together.", "profile", "Profile", "bar_chart"),
    Step("Train a model", "Choose a column; models compete, the score is honest.", "train", "Train", "model_training"),
    Step("Predict", "One case with reasons, or a whole file.", "predict", "Predict", "online_prediction"),
)


def draw(ws: Workspace, tables: tuple[Dataset, ...], models: tuple[Model, ...]) -> None:
    """The steps; the first one that was not yet taken stands out."""
    ready = any(model.ready for model in models)
    taken = {"upload": bool(tables), "profile": ready, "train": ready, "predict": False}
    sample = None if models else sample_of(tables)
    next_step = None if sample else next(step for step in STEPS if not taken[step.page])  # one call to act at a time
    with st.grid(min_column_width=200):
        for number, step in enumerate(STEPS, start=1):
            _card(number, step, stands_out=step is next_step)
    if sample:
        _sample_model(ws, *sample)


def _card(number: int, step: Step, *, stands_out: bool) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f":material/{step.icon}: **{number}. {step.title}**")
        st.caption(step.sentence)
        if not stands_out:
            links.link(step.page, step.action, icon=":material/arrow_forward:")
        elif st.button(step.action, key=f"step.{step.page}", type="primary", icon=":material/arrow_forward:"):
            links.go(step.page)


def sample_of(tables: tuple[Dataset, ...]) -> tuple[Dataset, Sample] | None:
    """A sample dataset that is here, with what it is good for."""
    by_file = {sample.file: sample for sample in samples.SAMPLES}
    return next(((table, by_file[table.source]) for table in tables if table.source in by_file), None)


def _sample_model(ws: Workspace, table: Dataset, sample: Sample) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="sample.model"):
        st.markdown(
            f"**New here?** Train a model on the sample table, in about {SAMPLE_BUDGET_SECONDS:.0f} seconds.  \n"
            f":gray[{errors.plain(sample.what)}]",
            width="stretch",
        )
        if st.button("Train the sample model", type="primary", icon=":material/play_arrow:"):
            model = training.start(ws, table, target=sample.target, budget_seconds=SAMPLE_BUDGET_SECONDS)
            links.go("train", dataset=table.id, model=model.id, job=str(model.job_id))
