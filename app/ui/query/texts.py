"""Which text stands in the editor: that of the address, of a saved query, of a template, or what the person wrote."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core import querying
from core.querying import SavedQuery
from core.workspace import Workspace


@dataclass(frozen=True)
class Text:
    """The text that the page put into the editor. A new version replaces what is there."""

    sql: str = ""
    version: int = 0
    saved_id: str | None = None


def current(ws: Workspace) -> Text:
    """The text to show. `?query=` opens a saved query and `?sql=` a text; neither runs by itself."""
    wanted = (st.query_params.get("query"), st.query_params.get("sql"))
    if any(wanted) and wanted != st.session_state.get("query.address"):
        st.session_state["query.address"] = wanted
        query_id, sql = wanted
        if query_id:
            open_saved(querying.find(ws, query_id))
        else:
            write(str(sql))
    text: Text = st.session_state.get("query.shown", Text())
    return text


def write(sql: str, *, saved_id: str | None = None) -> None:
    """Puts a text into the editor, in place of what is there."""
    text: Text = st.session_state.get("query.shown", Text())
    st.session_state["query.shown"] = Text(sql, text.version + 1, saved_id)
    if saved_id is None:
        _address(st.query_params.get("sql"))


def open_saved(saved: SavedQuery) -> None:
    """Puts a saved query into the editor; from now on its address is that of the page."""
    write(saved.sql, saved_id=saved.id)
    st.query_params.pop("sql", None)
    st.query_params["query"] = saved.id
    st.session_state["query.address"] = (saved.id, None)


def _address(sql: str | None) -> None:
    """Takes a saved query out of the address: what is shown now is another text."""
    st.query_params.pop("query", None)
    st.session_state["query.address"] = (None, sql)
