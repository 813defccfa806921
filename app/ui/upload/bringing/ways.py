"""The ways to bring a table: files, the clipboard, an address, a database, a sample."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, state
from app.ui.upload.bringing import dropzone, elsewhere, incoming
from app.ui.upload.deciding import offers
from app.ui.upload.deciding.subject import Subject
from core.datasets import samples, uploads
from core.workspace import Workspace

PASTED = "Pasted table"


def draw(ws: Workspace) -> None:
    """The ways as tabs; only the open one is drawn."""
    parts = {
        "Files": _files,
        "Paste": _paste,
        "Web address": elsewhere.address,
        "Database": elsewhere.database,
        "Samples": _samples,
    }
    for tab, part in zip(st.tabs(list(parts), key="upload.way", on_change="rerun"), parts.values(), strict=True):
        with tab:
            if tab.open:
                errors.guarded(part)(ws)


def _files(ws: Workspace) -> None:
    received = dropzone.receive_several(ws)
    if received:
        incoming.arrived(ws, _subject(*received))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(
            "Look before importing",
            key="upload.look",
            help="Shows how each file would be read, before anything is stored. "
            "Files that leave a doubt are always shown first.",
            persist_state="session",
        )
        st.toggle("Use the simple uploader", key="upload.plain", help="For when the drop zone does not work.")
        offers.manage(ws)


def _paste(ws: Workspace) -> None:
    with st.form("upload.paste", border=False, clear_on_submit=False):
        text = st.text_area(
            "Rows copied from a spreadsheet, a web page or a text file",
            height=160,
            placeholder="name\tage\nAda\t36\nBob\t41",
            key="upload.text",
        )
        if st.form_submit_button("Read it", type="primary", icon=":material/content_paste:"):
            incoming.arrived(ws, _subject(uploads.from_text(ws, text, PASTED).id))


def _samples(ws: Workspace) -> None:
    """Tables to start with, for those who have none at hand."""
    with st.grid(min_column_width=240):
        for sample in samples.SAMPLES:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f"**{errors.plain(sample.name)}**")
                st.caption(f"{errors.plain(sample.what)}  \n{errors.plain(sample.licence)}")
                if st.button("Import", key=f"sample.{sample.key}", icon=":material/science:"):
                    incoming.follow_from_now_on(ws, samples.start_import(ws, sample.key))


def _subject(*upload_ids: str) -> Subject:
    return Subject(upload_ids, version_of=state.chosen("into") or "")
