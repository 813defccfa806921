"""What changed since the version before, for other pages: a few sentences and the way to the whole comparison."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, links
from core.datasets import Dataset
from core.profiling import comparing
from core.profiling.comparing import Summary
from core.workspace import Workspace

MOST_SENTENCES = 4


def since_last(ws: Workspace, table: Dataset) -> None:
    """Draws it where the table has a version before; nothing otherwise."""
    found = _kept(ws, table, table.id) if table.version > 1 else None
    if found is None:
        return
    with st.container(border=True, gap="xsmall", key=f"changes.{table.id}"):
        icon = ":material/check_circle:" if found.calm else ":material/difference:"
        st.markdown(f"{icon} **Since version {found.before_version}:** {errors.plain(found.headline)}")
        st.markdown(errors.plain(" ".join(found.sentences[1 : 1 + MOST_SENTENCES])))
        links.link(
            "compare", "See what changed", icon=":material/arrow_forward:", dataset=table.id, before=found.before_id
        )


@st.cache_resource(max_entries=32, show_spinner="Comparing with the version before …")
def _kept(_ws: Workspace, _table: Dataset, dataset_id: str) -> Summary | None:
    """Versions never change, so what changed between them does not either."""
    return comparing.since_last(_ws, _table)
