"""Keeping what a query found: under a name, as a file, as a dataset, or as a link to send."""

from __future__ import annotations

import functools
from urllib.parse import quote as escaped

import streamlit as st

from app.ui import downloads, links, numbers, state
from app.ui.query import texts
from app.ui.query.linking import LONGEST_IN_ADDRESS
from core import querying
from core.querying import Result
from core.workspace import Workspace


def draw(ws: Workspace, sql: str, result: Result) -> None:
    """The ways to take a result away. Files are written when somebody presses a button, not before."""
    with st.container(horizontal=True, gap="small", width="content"):
        _download(ws, sql, result)
        _dataset(ws, sql)


def _download(ws: Workspace, sql: str, result: Result) -> None:
    with st.popover("Download", icon=":material/download:", key="query.download"):
        st.caption("All rows of the result, not only those shown.")
        downloads.formats(
            functools.partial(querying.export, ws, sql),
            name="query",
            rows=result.total or len(result.rows),
            columns=len(result.columns),
            key="query.export",
        )


def _dataset(ws: Workspace, sql: str) -> None:
    with (
        st.popover("Save as dataset", icon=":material/add_box:", key="query.dataset"),
        st.form("query.dataset.form", border=False),
    ):
        name = st.text_input("Name", placeholder="Sales by region", key="query.dataset.name")
        st.caption("All rows of the result become a dataset of its own, which knows this query and the tables it read.")
        if st.form_submit_button("Save as dataset", type="primary", key="query.dataset.save"):
            job = querying.start_dataset(ws, sql, name)
            state.choose("job", job.id)
            st.rerun()


def save(ws: Workspace, sql: str, shown: texts.Text) -> None:
    """Keeping the text itself: under a new name, over the saved query it comes from, or no longer."""
    with st.popover("Save", icon=":material/bookmark_add:", key="query.save"):
        if shown.saved_id:
            _saved(ws, sql, shown.saved_id)
            return
        with st.form("query.save.form", border=False):
            name = st.text_input("Name", placeholder="Sales by region", key="query.save.name")
            if st.form_submit_button("Save", type="primary", disabled=not sql.strip()):
                texts.open_saved(querying.save(ws, name, sql))
                st.rerun()


def _saved(ws: Workspace, sql: str, query_id: str) -> None:
    saved = querying.find(ws, query_id)
    with st.form("query.saved.form", border=False):
        name = st.text_input("Name", saved.name)
        left, right = st.columns(2)
        update = left.form_submit_button("Update", type="primary", help="Keep the text as it is now.")
        remove = right.form_submit_button("Remove", help="Forget this saved query. The text stays in the editor.")
    if update:
        texts.open_saved(querying.change(ws, query_id, name=name, sql=sql))
        st.rerun()
    if remove:
        querying.remove(ws, query_id)
        texts.write(sql)
        st.rerun()


def share(sql: str, shown: texts.Text) -> None:
    """A link that opens this query, without running it."""
    with st.popover("Share", icon=":material/link:", key="query.share"):
        page = (st.context.url or "").partition("?")[0]
        if shown.saved_id and sql == shown.sql:
            st.code(f"{page}?query={shown.saved_id}", language=None, wrap_lines=True)
        elif len(escaped(sql)) <= LONGEST_IN_ADDRESS:
            st.code(f"{page}?sql={escaped(sql)}", language=None, wrap_lines=True)
        else:
            st.caption(f"This text has {numbers.count(len(sql))} characters: save it first, then it has a short link.")
        st.caption("Opens the query room with this query in the editor; it does not run by itself.")


def arrived(dataset_id: str) -> None:
    """What to do with a dataset that a query became."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("The result is a dataset now.")
        links.link("profile", "See its profile", icon=":material/arrow_forward:", dataset=dataset_id)
        if st.button("Dismiss", key=f"query.arrived.{dataset_id}"):
            state.forget("job")
            st.rerun()
