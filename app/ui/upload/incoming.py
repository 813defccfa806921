"""From a received file to a table: starting the import, following it, and looking at what came of it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.ui import errors, job_panel, layout, state
from core import datasets, jobs
from core.datasets import Dataset, samples
from core.errors import NotFound
from core.jobs import Job
from core.workspace import Workspace

EVERY_SECONDS = 1.0  # imports are short
AT_ONCE_SECONDS = 1.5  # a small file is in before a progress bar could be read


def start(ws: Workspace, upload_id: str) -> None:
    _follow(ws, datasets.start_import(ws, upload_id))


def again(ws: Workspace, table: Dataset, options: dict[str, Any]) -> None:
    """Reads the file of a table once more, with what a person decided."""
    made = jobs.newest(ws, kind="import", subject=table.id, limit=1).items
    if not made:
        raise NotFound(f"The file of “{table.name}” is no longer here.", hint="Bring it again.")
    given = datasets.ImportOptions.from_json((made[0].spec.get("options") or {}) | options)
    _follow(ws, datasets.start_import(ws, made[0].spec["upload_id"], name=table.name, options=given))


def offer_samples(ws: Workspace) -> None:
    """Tables to start with, for those who have none at hand."""
    with st.popover("Start with a sample", icon=":material/science:"):
        for sample in samples.SAMPLES:
            if st.button(sample.name, key=f"sample.{sample.key}", width="stretch"):
                _follow(ws, samples.start_import(ws, sample.key))
            st.caption(f"{errors.plain(sample.what)}  \n{errors.plain(sample.licence)}")


def follow(ws: Workspace, job_id: str) -> bool:
    """Draws the import that goes on; False when there is a table to look at instead."""
    job = jobs.find(ws, job_id)
    if job.status == "done":
        _arrived(ws, job)
        return False
    layout.section(errors.plain(_file_name(job)))
    job_panel.draw(ws, job, every=EVERY_SECONDS)
    if job.finished and st.button("Bring another file", icon=":material/arrow_back:"):
        state.forget("job")
        st.rerun()
    return True


def _follow(ws: Workspace, job: Job) -> None:
    state.choose("job", job.id)
    jobs.wait(ws, job.id, seconds=AT_ONCE_SECONDS)
    st.rerun()


def _arrived(ws: Workspace, job: Job) -> None:
    state.forget("job")
    state.choose("dataset", (job.result or {})["dataset_id"])
    st.toast("The table is here.", icon=":material/check_circle:")


def _file_name(job: Job) -> str:
    return str(job.spec.get("name") or "Importing")
