"""The versions of a table: what each came from, and what changed from the one before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.ui import errors, numbers, state
from app.ui.compare import changes as since
from app.ui.upload import words
from app.ui.upload.deciding import draft, subject
from app.ui.upload.deciding.subject import Subject
from core import datasets
from core.datasets import Dataset, differences, originals
from core.workspace import Workspace

SENTENCES_SHOWN = 6


def announce(ws: Workspace) -> None:
    """Says that what is brought next becomes a version of a table, with a way out."""
    series = state.chosen("into")
    if not series:
        return
    state.forget("into")  # if it is gone, the error is shown once
    newest = datasets.versions(ws, series)[0]
    state.choose("into", series)
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="into"):
        words_ = f"What you bring now becomes **version {newest.version + 1}** of **{errors.plain(newest.name)}**."
        st.markdown(f":material/layers: {words_}", width="stretch")
        if st.button("Not this time", key="into.leave"):
            state.forget("into")
            st.rerun()


def draw(ws: Workspace, table: Dataset, known: Sequence[Dataset]) -> None:
    """What changed since the version before, then all versions, newest first."""
    since.since_last(ws, table)
    for later, earlier in zip(known, [*known[1:], None], strict=True):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"version.{later.id}"):
            is_shown = later.id == table.id
            st.markdown(_about(later, earlier, is_shown=is_shown), width="stretch")
            if not is_shown and st.button("Show", key=f"version.show.{later.id}"):
                state.choose("dataset", later.id)
                st.rerun()
    if len(known) == 1:
        st.caption("Changing how the file was read, or bringing a newer file, makes the next version.")


def next_one(ws: Workspace, table: Dataset) -> None:
    """The two ways to the next version."""
    kept = originals.has(ws, table)
    why = None if kept else "The file is no longer kept. Bring it again as a new version."
    if st.button("Change how it was read", icon=":material/tune:", disabled=not kept, help=why, key="version.again"):
        draft.save(table.report.get("options") or {})
        subject.choose(Subject(again=table.id))
        st.rerun()
    if st.button("New version from a file", icon=":material/layers:", key="version.file"):
        state.choose("into", table.id)
        st.rerun()


def _about(later: Dataset, earlier: Dataset | None, *, is_shown: bool) -> str:
    origin = words.ORIGINS.get(later.origin.get("kind", ""), "a file")
    badge = " :gray-badge[shown here]" if is_shown else ""
    head = f"**Version {later.version}** · {numbers.ago(later.created_at)} · from {origin}{badge}"
    return f"{head}  \n:gray[{errors.plain(_changed(later, earlier))}]"


def _changed(later: Dataset, earlier: Dataset | None) -> str:
    if earlier is None:
        return f"{numbers.counted(later.rows, 'row')} × {numbers.counted(len(later.columns), 'column')}"
    found = differences.between(earlier, later).sentences
    more = f"; and {len(found) - SENTENCES_SHOWN} more" if len(found) > SENTENCES_SHOWN else ""
    return "; ".join(found[:SENTENCES_SHOWN]) + more if found else "Same columns and number of rows as before."
