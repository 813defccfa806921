"""The numbers of a column, each with how far to trust it; the picked one with its SQL, and exact on request."""

from __future__ import annotations

import streamlit as st

from app.ui import numbers
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core import profiling
from core.profiling.records import ColumnProfile, Number
from core.profiling.writing import measures

TRUST = {"exact": "every row", "approximate": "approximate", "sample": "sample"}


def draw(column: ColumnProfile, subject: Subject) -> None:
    keys = [measure.key for measure in profiling.MEASURES if measure.key in column.numbers]
    selection = st.dataframe(
        {
            "Measure": [profiling.measure(key).label for key in keys],
            "Value": [measures.bare(column, key) for key in keys],
            "Counted on": [trust(column.numbers[key]) for key in keys],
            "What it says": [profiling.measure(key).help for key in keys],
        },
        hide_index=True,
        height="content",
        key=f"numbers.{column.name}",
        on_select="rerun",
        selection_mode="single-row",
    ).selection
    picked = [keys[place] for place in selection["rows"] if place < len(keys)]
    if not picked:
        st.caption("Click the box before a measure for the SQL that defines it.")
        return
    _exactly(column, subject, picked[0])
    sql.show(subject, profiling.sql_of(column, picked[0]), label=f"{profiling.measure(picked[0]).label}, as defined")


def trust(number: Number) -> str:
    """What a number was counted on: "every row", "sample of 10,000 rows", "approximate, ± 13%"."""
    if number.precision == "sample" and number.n:
        return f"sample of {numbers.counted(number.n, 'row')}"
    if number.precision == "approximate" and number.error:
        return f"approximate, ± {numbers.share(number.error)}"
    return TRUST[number.precision]


def _exactly(column: ColumnProfile, subject: Subject, key: str) -> None:
    """Counts a number over every row when asked to."""
    if column.numbers[key].precision == "exact":
        return
    label = profiling.measure(key).label
    if st.button("Count it exactly", key=f"exact.{column.name}.{key}", icon=":material/target:"):
        found = profiling.exact(subject.ws, subject.table, column.name, key)
        st.markdown(f"**{label}, exactly: {measures.written(column, key, found.value)}**")
