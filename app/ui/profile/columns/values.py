"""The values of a column: frequent and rare ones, how they are written, and those that are probably the same."""

from __future__ import annotations

import streamlit as st

from app.ui import layout, numbers
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core import profiling
from core.profiling.records import ColumnProfile, Spelling, Values
from core.profiling.writing import measures

MOST_VALUES = 15
MOST_SPELLINGS = 20

REASONS = {
    "case": "capitals",
    "spaces": "spaces",
    "accents": "accents",
    "punctuation": "punctuation",
    "words": "order of words",
    "typo": "perhaps a typing error",
}


def draw(column: ColumnProfile, subject: Subject) -> None:
    lists = (
        ("Most frequent", column.top, "top", "Value"),
        ("Rare", column.rare, "", "Value"),
        ("Written like", column.patterns, "patterns", "Pattern"),
        ("Scripts of the letters", column.scripts, "scripts", "Script"),
    )
    _spellings(column, subject)
    for title, values, key, head in lists:
        if values and values.items:
            statement = profiling.sql_of(column, key) if key else ""
            _title(subject, title, values, statement, key=f"{key}.{column.name}")
            layout.table(_counted(column, values, head), height="content")
    if not any(values and values.items for _, values, _, _ in lists):
        st.info("It holds no values.", icon=":material/info:")


def _title(subject: Subject, title: str, values: Values, statement: str, *, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        said = f" :gray[in a sample of {numbers.counted(values.n, 'row')}]" if values.n else ""
        st.markdown(f"**{title}**{said}", width="stretch")
        sql.behind(subject, (title, statement), key=f"values.{key}")


def _counted(column: ColumnProfile, values: Values, head: str) -> dict[str, list[str]]:
    items = values.items[:MOST_VALUES]
    whole = values.n or column.count or 1
    return {
        head: [_shown(measures.value(column, item.value)) for item in items],
        "Rows": [numbers.count(item.count) for item in items],
        "Share": [numbers.share(item.count / whole) for item in items],
    }


def _spellings(column: ColumnProfile, subject: Subject) -> None:
    if not column.spellings:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Probably the same value, written differently**", width="stretch")
        sql.behind(subject, ("Spellings", profiling.sql_of(column, "spellings")), key=f"spellings.{column.name}")
    shown = column.spellings[:MOST_SPELLINGS]
    layout.table(
        {
            "Most frequent": [_shown(str(found.values[0].value)) for found in shown],
            "Also written": [_others(found) for found in shown],
            "They differ in": [REASONS[found.reason] for found in shown],
            "Rows": [numbers.count(found.rows) for found in shown],
        },
        height="content",
    )


def _others(found: Spelling) -> str:
    return ", ".join(f"{_shown(str(item.value))} ({numbers.count(item.count)})" for item in found.values[1:])


def _shown(text: str) -> str:
    """A text so that its spaces are seen."""
    return text if text.strip() == text and text else f"“{text}”"
