"""Train: choose a column to predict, watch the search, read how good the result is."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from app.ui import errors, job_panel, layout, links, pickers, state
from app.ui.models import actions
from app.ui.train import following, plan, progress, rehearsal, result
from core import training, workspace
from core.jobs import Job
from core.models import Model
from core.workspace import Workspace


def new_training(ws: Workspace) -> None:
    layout.head(
        "Train", "Choose a column to predict. Several kinds of models compete; you see how good the best one is."
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        table = pickers.dataset(ws)
        target = plan.target(table)
        if target is None:
            st.caption("Every other column may help to predict it. You can leave some out in a moment.")
            return
    advice = training.advise(ws, table, target)
    with right:
        plan.explain(advice, yes_or_no=table.column(target).kind == "boolean")
    if advice.problem:
        return
    with left:
        split = rehearsal.draw(ws, table, advice)
        choices = plan.draw(
            table,
            target,
            advice,
            default_seconds=ws.settings.default_budget_seconds,
            most_seconds=ws.settings.max_budget_seconds,
        )
        if st.button("Start training", type="primary", icon=":material/play_arrow:"):
            training.stop_rehearsal(ws, table)
            model = training.start(ws, table, target=target, split=split, **choices)
            links.go("train", dataset=table.id, model=model.id, job=model.job_id)


def follow(ws: Workspace, job: Job) -> None:
    model = following.model_of(ws, job)
    layout.head(errors.plain(model.title), following.sentence(model))
    if model.ready:
        show_result(ws, model)
        return
    job_panel.draw(ws, job, body=lambda job: progress.draw(ws, job), stoppable=True)
    if job.finished and st.button("Change the plan", icon=":material/arrow_back:"):
        plan_again(model)


def show_result(ws: Workspace, model: Model) -> None:
    report = result.read(ws, model)
    result.verdict(report)
    with st.container(horizontal=True):
        actions.draw(ws, model, elsewhere="models")
        if st.button("Train another", icon=":material/add:"):
            plan_again(model)
    result.scores(report)
    if result.warnings(model, report):
        plan_again(model)
    quality, drivers, candidates, columns, making = st.tabs(
        ["How good", "What drives it", "What was tried", "Columns", "How it was made"]
    )
    with quality:
        result.quality(report, key=model.id)
    with drivers:
        result.drivers(report, key=model.id)
    with candidates:
        result.leaderboard(report, key=model.id)
    with columns:
        result.recipe(report)
    with making:
        result.making(model, report)


def plan_again(model: Model) -> NoReturn:
    plan.propose(model.dataset_id, model.target)
    state.forget("job")
    st.rerun()


ws = workspace.current()
job = following.current(ws)
if job is None:
    new_training(ws)
else:
    follow(ws, job)
