"""Which rows came, went or changed, told apart by their key."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from app.ui import layout, numbers
from app.ui.compare.comparing import identity
from app.ui.layout import Tile
from core import profiling
from core.profiling import comparing
from core.profiling.comparing import ChangedRows, Part, RowChanges
from core.profiling.comparing.rows import MOST_KEYS
from core.workspace import Workspace

PER_PAGE = 50
MOST_COLUMNS = 60  # in one table; those that changed come first
CHANGED = "background-color: rgba(217, 130, 43, 0.28)"  # the contrast colour, so that the eye finds the cells
WHAT = {"changed": "Changed", "added": "Added", "removed": "Removed"}


def panel(ws: Workspace, left: Part, right: Part) -> None:
    if left.conditions or right.conditions:
        st.info("Rows are followed between versions or tables; two parts of one table share no row.")
        return
    keys = _keys(ws, left, right)
    if not keys:
        st.info("Choose the columns that name a row, such as an id: rows with the same key are the same row.")
        return
    found = _counted(ws, left, right, identity(left), identity(right), tuple(keys))
    _tiles(found)
    _told(found)
    _examples(ws, left, right, found)


def _keys(ws: Workspace, left: Part, right: Part) -> list[str]:
    both = [c.name for c in right.dataset.columns if c.name in {other.name for other in left.dataset.columns}]
    key = f"compare.keys.{left.dataset.id}.{right.dataset.id}"
    if key not in st.session_state:
        st.session_state[key] = [name for name in suggested(ws, left, right) if name in both]
    return st.multiselect(
        "Key", both, key=key, max_selections=MOST_KEYS, placeholder="Columns that name a row", filter_mode="contains"
    )


def suggested(ws: Workspace, left: Part, right: Part) -> tuple[str, ...]:
    """A key that the profile found, else the first id."""
    profile = profiling.stored(ws, right.dataset)
    names = {column.name for column in left.dataset.columns}
    found = [key.columns for key in (profile.keys if profile else ()) if key.is_key and names.issuperset(key.columns)]
    return found[0] if found else comparing.suggested_keys(left.dataset, right.dataset)


@st.cache_resource(max_entries=16, show_spinner="Comparing rows …")
def _counted(_ws: Workspace, _left: Part, _right: Part, left: str, right: str, keys: tuple[str, ...]) -> RowChanges:
    return comparing.changes(_ws, _left, _right, keys=keys)


def _tiles(found: RowChanges) -> None:
    layout.tiles(
        [
            Tile("Added", numbers.count(found.added), "Their key was not there before."),
            Tile("Removed", numbers.count(found.removed), "Their key is not there any more."),
            Tile("Changed", numbers.count(found.changed), "The same key, and another value in at least one column."),
            Tile("As they were", numbers.count(found.same)),
        ]
    )


def _told(found: RowChanges) -> None:
    """What could not be compared, and where the changes are."""
    for rows, why in (
        (found.repeated, "share their key with another row"),
        (found.without_key, "lack a part of their key"),
    ):
        if any(rows):
            st.warning(
                f"{numbers.counted(rows[0], 'row')} before and {numbers.counted(rows[1], 'row')} now {why}, "
                "and are left out: choose a key that is different in every row.",
                icon=":material/warning:",
            )
    if found.changes:
        ranked = sorted(found.changes.items(), key=lambda item: -item[1])
        layout.table(
            {
                "Column": [name for name, _ in ranked],
                "Rows changed": [count for _, count in ranked],
                "Share": [count / max(found.changed + found.same, 1) for _, count in ranked],
            },
            column_config={"Share": st.column_config.ProgressColumn(min_value=0, max_value=1, format="percent")},
            height="content" if len(ranked) <= 8 else 320,
        )


def _examples(ws: Workspace, left: Part, right: Part, found: RowChanges) -> None:
    counts = {"changed": found.changed, "added": found.added, "removed": found.removed}
    offered = [what for what in WHAT if counts[what]]
    if not offered:
        st.success("No row came, went or changed.", icon=":material/check_circle:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        what = st.segmented_control(
            "Rows", offered, format_func=lambda what: f"{WHAT[what]} {numbers.count(counts[what])}",
            default=offered[0], required=True, key=f"compare.what.{'.'.join(offered)}",
        )  # fmt: skip
        column = None
        if what == "changed":
            column = st.selectbox(
                "In", list(found.changes), index=None, placeholder="Any column", key="compare.in", width=240
            )
    total = found.changes[column] if column in found.changes else counts[what]
    pages = -(-total // PER_PAGE)
    page = st.session_state.get(f"compare.rows.{what}", 1) if pages > 1 else 1
    rows = comparing.changed_rows(
        ws, left, right, keys=found.keys, what=what, column=column if column in found.changes else None,
        limit=PER_PAGE, offset=(min(page, pages) - 1) * PER_PAGE,
    )  # fmt: skip
    _table(rows, found)
    if pages > 1:
        st.pagination(pages, key=f"compare.rows.{what}")


def _table(rows: ChangedRows, found: RowChanges) -> None:
    """The rows; changed cells are marked and show both values."""
    order = sorted(range(len(rows.columns)), key=lambda place: -found.changes.get(rows.columns[place], 0))[
        :MOST_COLUMNS
    ]
    heads = [*rows.keys, *(rows.columns[place] for place in order)]
    lines, marks = [], []
    for row in rows.rows:
        before = dict(zip(row.changed, row.before, strict=True))
        lines.append([*map(_shown, row.key), *(_cell(row.values[p], before, p) for p in order)])
        marks.append([*("" for _ in row.key), *(CHANGED if place in before else "" for place in order)])
    frame = pd.DataFrame(lines, columns=heads, dtype=object)
    layout.table(frame.style.apply(lambda _: pd.DataFrame(marks, columns=heads, index=frame.index), axis=None))
    if len(rows.columns) > MOST_COLUMNS:
        st.caption(f"The {MOST_COLUMNS} columns with most changes of {len(rows.columns)}.")


def _cell(value: Any, before: dict[int, Any], place: int) -> str:
    return f"{_shown(before[place])} → {_shown(value)}" if place in before else _shown(value)


def _shown(value: Any) -> str:
    if value is None:
        return numbers.NOTHING
    return numbers.number(value) if isinstance(value, (bool, float)) else str(value)
