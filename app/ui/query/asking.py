"""A query under way: started in the background, followed, stopped, and its outcome drawn."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from app.ui import errors, numbers
from app.ui.query.editing.editor import Asked
from core import querying
from core.querying import FailedQuery, Place, Run
from core.workspace import Workspace

AT_ONCE_SECONDS = 0.6  # an answer that comes sooner is drawn without a word about waiting
EVERY_SECONDS = 0.5
EXPLAIN = "EXPLAIN "


def begin(ws: Workspace, asked: Asked) -> None:
    """Starts what was asked for, and draws the page again with it."""
    explain = asked.action == "explain" and not asked.sql.lstrip().upper().startswith(EXPLAIN)
    st.session_state["query.asked"] = asked.sql
    run = querying.start(ws, EXPLAIN + asked.sql if explain else asked.sql)
    st.session_state["query.run"] = run
    run.wait(AT_ONCE_SECONDS)
    st.rerun()


def current() -> Run | None:
    """The query that ran last in this tab, or runs."""
    run: Run | None = st.session_state.get("query.run")
    return run


def wrong(run: Run | None) -> tuple[Place | None, str]:
    """The place that the last query failed at, and the text it was found in."""
    asked = str(st.session_state.get("query.asked", ""))
    if run is None or not isinstance(run.error, FailedQuery) or run.error.place is None:
        return None, asked
    place, added = run.error.place, len(run.sql) - len(asked)
    column = place.column - added if place.line == 1 else place.column
    return Place(place.start - added, place.end - added, place.line, column), asked


def follow(ws: Workspace, run: Run) -> None:
    """Draws a query that still runs, with a button that stops it."""
    errors.fragment(_follow, run_every=EVERY_SECONDS)(ws, run)


def _follow(ws: Workspace, run: Run) -> None:
    if run.wait(0):
        st.rerun()
    passed = (datetime.now(UTC) - run.started_at).total_seconds()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Stop", icon=":material/stop:", key=f"query.stop.{run.id}"):
            run.stop()
            run.wait(1)
            st.rerun()
        limit = numbers.duration(ws.settings.query_timeout_seconds)
        st.markdown(f":gray[Running for {numbers.duration(passed)}; it is stopped after {limit}.]")
