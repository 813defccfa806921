"""Where values are missing, how gaps go together, and which rows they spoil."""

from __future__ import annotations

import streamlit as st

from app.ui import layout, numbers
from app.ui.charts import base
from app.ui.charts import missing as charts
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core.profiling.records import Missing

MOST_PATTERNS = 12


def panel(subject: Subject) -> None:
    profile = subject.profile
    per_column = charts.per_column(profile.columns)
    if per_column is None:
        st.success("No value is missing anywhere in this table.", icon=":material/check_circle:")
        return
    layout.section("Per column")
    base.show(per_column, key="missing.columns", alt="Missing share of each column")
    _along(subject, profile.missing)
    _patterns(subject, profile.missing)
    _together(profile.missing)


def _along(subject: Subject, missing: Missing) -> None:
    drawn = charts.along_the_rows(missing)
    if drawn is None:
        return
    layout.section("From the first row to the last", "A filled stretch: these rows have no value.")
    sql.behind(subject, ("Missing share of each column per block of rows", missing.blocks_sql), key="missing.blocks")
    base.show(drawn, key="missing.rows", alt="Missing share of each column along the rows")
    if missing.left_out:
        st.caption(f"{numbers.counted(missing.left_out, 'further column')} with gaps are not drawn.")


def _patterns(subject: Subject, missing: Missing) -> None:
    if not missing.patterns:
        return
    rows = subject.profile.overview.rows
    layout.section("Missing in the same row")
    sql.behind(subject, ("Rows by which columns they lack", missing.patterns_sql), key="missing.patterns")
    shown = missing.patterns[:MOST_PATTERNS]
    layout.table(
        {
            "Columns without a value": [", ".join(pattern.columns) or "none: complete rows" for pattern in shown],
            "Rows": [numbers.count(pattern.rows) for pattern in shown],
            "Share": [numbers.share(pattern.rows / rows if rows else None) for pattern in shown],
        },
        height="content",
    )


def _together(missing: Missing) -> None:
    if not missing.together:
        return
    layout.section("Gaps that go together", "1: always missing together. -1: one is there when the other is not.")
    layout.table(
        {
            "Column": [pair.first for pair in missing.together],
            "and": [pair.second for pair in missing.together],
            "Correlation of the gaps": [numbers.number(pair.correlation, 2) for pair in missing.together],
        },
        height="content",
    )
