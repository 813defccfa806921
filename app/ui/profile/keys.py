"""What names a row, and which rows are the same as another."""

from __future__ import annotations

import streamlit as st

from app.ui import layout, numbers
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core import profiling
from core.datasets import Dataset
from core.profiling import Key
from core.workspace import Workspace


def panel(subject: Subject) -> None:
    _keys(subject)
    _repeated(subject)


def _keys(subject: Subject) -> None:
    layout.section("Keys", "Columns that together are different in every row, and so name it.")
    found = subject.profile.keys
    if not found:
        st.info("No column, nor any two together, come near to naming a row.", icon=":material/info:")
    else:
        _table(subject, found, key="known")
    if st.button("Search among three columns as well", key="keys.search", type="tertiary", icon=":material/search:"):
        st.session_state[f"keys.{subject.table.id}"] = True
    if st.session_state.get(f"keys.{subject.table.id}"):
        searched = _searched(subject.ws, subject.table, subject.table.id)
        if searched:
            _table(subject, searched, key="searched")
        else:
            st.info("No three columns together name a row either.", icon=":material/info:")


def _table(subject: Subject, found: tuple[Key, ...], *, key: str) -> None:
    selection = st.dataframe(
        {
            "Columns": [", ".join(key.columns) for key in found],
            "Names every row": ["yes" if key.is_key else "nearly" for key in found],
            "Rows that repeat": [key.violations for key in found],
            "Rows with a gap in it": [key.missing for key in found],
        },
        hide_index=True,
        height="content",
        key=f"keys.{key}",
        on_select="rerun",
        selection_mode="single-row",
    ).selection
    if selection["rows"] and selection["rows"][0] < len(found):
        picked = found[selection["rows"][0]]
        sql.show(subject, picked.sql, label=f"Rows that share their {', '.join(picked.columns)} with another")
    else:
        st.caption("Click the box before a key for the SQL that finds its exceptions.")


@st.cache_resource(max_entries=8, show_spinner="Searching for keys …")
def _searched(_ws: Workspace, _table: Dataset, dataset_id: str) -> tuple[Key, ...]:
    return profiling.keys(_ws, _table)


def _repeated(subject: Subject) -> None:
    found = subject.profile.duplicates
    layout.section("Repeated rows", "Rows that are the same as an earlier row, in every column.")
    if found is None or not found.rows:
        st.success("No row repeats another.", icon=":material/check_circle:")
        return
    share = numbers.share(found.rows / max(subject.profile.overview.rows, 1))
    groups = numbers.counted(found.groups, "different row")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{numbers.counted(found.rows, 'row')} ({share}) repeat {groups}.", width="content")
        sql.behind(subject, ("Repeated rows, and the different rows they repeat", found.sql), key="repeated")
    if found.examples:
        layout.table(
            {
                "Times": [example.count for example in found.examples],
                **{
                    name: [numbers.number(example.values[place]) for example in found.examples]
                    for place, name in enumerate(found.columns)
                },
            },
            height="content",
        )
