"""From something that arrived to a table: a first look, the import if there is no doubt, and following it."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from app.ui import errors, job_panel, layout, state
from app.ui.upload.deciding import draft, subject
from app.ui.upload.deciding.subject import Subject, as_dataset
from core import jobs
from core.datasets import ImportOptions, Inspection, differences, recipes
from core.datasets.importing.choosing import doubts
from core.jobs import Job
from core.workspace import Workspace

EVERY_SECONDS = 1.0  # imports are short
AT_ONCE_SECONDS = 1.5  # a small file is in before a progress bar could be read


def arrived(ws: Workspace, what: Subject) -> NoReturn:
    """Imports what leaves no doubt; shows everything else, and whatever the person wants to look at, first."""
    with st.spinner("Looking at it …", show_time=True):
        look = draft.arrived(ws, what)
    if _is_clear(ws, look):
        follow_from_now_on(ws, what.start(ws, ImportOptions()))
    subject.choose(what)
    st.rerun()


def _is_clear(ws: Workspace, look: draft.Look) -> bool:
    """Whether nobody needs to look: one file, no doubt, no recipe to propose, and nobody asked to see it."""
    asked = st.session_state.get("upload.look", False) or len(look.subject.uploads) > 1
    if asked or look.inspection is None or _is_other_table(ws, look.subject, look.inspection):
        return False
    return not doubts.of(look.inspection) and not recipes.matching(ws, look.inspection.report)


def _is_other_table(ws: Workspace, what: Subject, seen: Inspection) -> bool:
    """Whether a next version would have other columns than the one there is: maybe it is the wrong file."""
    earlier = what.next_version_of(ws)
    return bool(earlier and differences.between(earlier, as_dataset(earlier, seen, {})).of_columns)


def follow(ws: Workspace, job_ids: str) -> bool:
    """Draws the imports that go on; False when there is a table to look at instead."""
    state.forget("job")  # if it is gone, the error is shown once
    going = [jobs.find(ws, job_id) for job_id in job_ids.split(",")]
    state.choose("job", job_ids)
    if all(job.status == "done" for job in going):
        _done(going)
        return False
    for job in going:
        layout.section(errors.plain(_file_name(job)))
        job_panel.draw(ws, job, every=EVERY_SECONDS)
    if all(job.finished for job in going):
        _ways_on(going)
    return True


def follow_from_now_on(ws: Workspace, *started: Job) -> NoReturn:
    """Shows these imports until they have ended; short ones end before the page is drawn again."""
    subject.leave()
    state.choose("job", ",".join(job.id for job in started))
    jobs.wait(ws, started[-1].id, seconds=AT_ONCE_SECONDS)
    st.rerun()


def _ways_on(ended: list[Job]) -> None:
    """What can be done after an import that did not make a table."""
    uploads = [job.spec["upload_id"] for job in ended if job.status == "failed" and job.spec.get("upload_id")]
    with st.container(horizontal=True):
        if uploads and st.button("Decide how it is read", icon=":material/tune:"):
            state.forget("job")
            subject.choose(Subject(tuple(uploads[:1])))
            st.rerun()
        if st.button("Bring another file", icon=":material/arrow_back:"):
            state.forget("job")
            st.rerun()


def _done(ended: list[Job]) -> None:
    state.forget("job")
    state.choose("dataset", (ended[-1].result or {})["dataset_id"])
    st.toast("The table is here." if len(ended) == 1 else "The tables are here.", icon=":material/check_circle:")


def _file_name(job: Job) -> str:
    """The file as its owner calls it; of what is fetched, the address."""
    return str(job.spec.get("source") or job.spec.get("name") or "Importing")
