"""What the steps do: tried once and remembered, the rows after them, and how much they changed."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from app.ui import layout, numbers
from app.ui.layout import Tile
from core import cleaning
from core.cleaning import Preview, Step
from core.datasets import Dataset
from core.workspace import Workspace

MOST_KEPT = 60
MOST_COLUMNS = 60  # in the preview; the others are there, only not drawn
HEIGHT = 520


def tried(ws: Workspace, table: Dataset, steps: Sequence[Step]) -> Preview:
    """The preview of these steps; a dataset never changes, so it is worked out once."""
    return _tried(ws, table, table.id, json.dumps([step.to_json() for step in steps], sort_keys=True))


@st.cache_resource(max_entries=MOST_KEPT, show_spinner="Trying the steps …")
def _tried(_ws: Workspace, _table: Dataset, table_id: str, steps: str) -> Preview:
    return cleaning.preview(_ws, _table, [Step.from_json(step) for step in json.loads(steps)])


def rows(table: Dataset, before: Preview, found: Preview, *, drafted: bool) -> None:
    """Tiles of before and after, and the first rows."""
    st.markdown("**After the steps**" + (" :gray[with the one that is being added]" if drafted else ""))
    layout.tiles(_tiles(before, found))
    if found.is_sample:
        st.caption(
            f"Tried on {numbers.count(found.looked_at)} of {numbers.count(found.total)} rows, taken evenly from the "
            "whole table. The version is made from all of them."
        )
    names = [column.name for column in found.columns][:MOST_COLUMNS]
    frame = pd.DataFrame(
        [[_shown(value) for value in row[:MOST_COLUMNS]] for row in found.rows], columns=names, dtype=object
    )
    if found.rows:
        layout.table(frame, height=min(HEIGHT, 38 + 35 * len(frame)), key=f"clean.rows.{table.id}")
    else:
        st.info("No row is left.", icon=":material/filter_alt_off:")
    if len(found.columns) > MOST_COLUMNS:
        st.caption(f"The first {MOST_COLUMNS} of {len(found.columns)} columns.")


def _tiles(before: Preview, found: Preview) -> list[Tile]:
    last = [report.difference for report in found.reports if report.difference]
    first_missing = last[0].missing_before if last else None
    missing = [] if not last else [Tile("Missing cells", _arrow(first_missing or 0, last[-1].missing_after))]
    reports = [report for report in found.reports if report.difference]
    end = reports[-1].rows_after if reports else found.looked_at
    return [
        Tile("Rows", _arrow(found.looked_at, end)),
        Tile("Columns", _arrow(len(before.columns), len(found.columns))),
        *missing,
    ]


def _arrow(before: int, after: int) -> str:
    return numbers.compact(after) if before == after else f"{numbers.compact(before)} → {numbers.compact(after)}"


def _shown(value: object) -> object:
    """As Streamlit can draw it beside others: integers beyond its reach and days before 1677 as text."""
    if isinstance(value, bool | float | None):
        return value
    return value if isinstance(value, int) and abs(value) < 2**53 else str(value)
