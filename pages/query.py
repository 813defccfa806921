"""Query: ask the tables anything in SQL, see the answer at once, and keep what is worth keeping."""

from __future__ import annotations

import streamlit as st

from app.ui import job_panel, layout, state
from app.ui.query import answer, asking, shelves, taking, texts
from app.ui.query.editing import editor
from core import jobs, querying, workspace
from core.workspace import Workspace


def page() -> None:
    ws = workspace.current()
    querying.warm_up()
    layout.head("Query", "Ask your tables anything in SQL. A query only reads: nothing you write here can change them.")
    tables, shown, run = querying.tables(ws), texts.current(ws), asking.current()
    running = run is not None and not run.wait(0)
    above = st.container(horizontal=True, gap="small")
    place, found_in = asking.wrong(run)
    asked = editor.draw(tables, shown.sql, version=shown.version, wrong=place, wrong_sql=found_in, running=running)
    with above:
        shelves.draw(ws, tables)
        taking.save(ws, asked.sql, shown)
        taking.share(asked.sql, shown)
    if asked.action:
        asking.begin(ws, asked)
    made(ws)
    if run and running:
        asking.follow(ws, run)
    elif run:
        answer.draw(ws, run)


def made(ws: Workspace) -> None:
    """The dataset that a result is becoming, or became."""
    job_id = state.chosen("job")
    if job_id is None:
        return
    job = jobs.find(ws, job_id)
    if job.status == "done":
        taking.arrived(job.subject)
    else:
        job_panel.draw(ws, job, every=1.0)


page()
