"""Which dataset, model and job a person looks at: in the URL, so that reload and a shared link work."""

from __future__ import annotations

import streamlit as st

EVERYWHERE = ("dataset", "model")  # chosen once, kept on every page
PER_PAGE = ("job", "upload", "again", "into", "read")  # an import belongs to Upload, a training to Train


def restore(page: str) -> None:
    """Brings URL and memory together at the start of a run: the URL wins, memory fills what a menu click left out."""
    st.session_state["state.page"] = page
    for name in (*EVERYWHERE, *PER_PAGE):
        if name in st.query_params:
            st.session_state[_memory(name)] = st.query_params[name]
        elif st.session_state.get(_memory(name)):
            st.query_params[name] = st.session_state[_memory(name)]


def chosen(name: str) -> str | None:
    """The id of the dataset, model or job that is looked at."""
    value = st.query_params.get(name)
    return value or None


def choose(name: str, value: str | None) -> None:
    """Looks at another dataset, model or job from now on; None looks at none."""
    st.session_state[_memory(name)] = value
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def forget(name: str) -> None:
    choose(name, None)


def _memory(name: str) -> str:
    page = st.session_state.get("state.page", "")
    return f"state.{page}.{name}" if name in PER_PAGE else f"state.{name}"
