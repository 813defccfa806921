"""The table at a glance: what a person wants to know before anything else."""

from __future__ import annotations

import streamlit as st

from app.ui import layout, numbers, theme
from app.ui.layout import Tile
from core.datasets import KINDS
from core.profiling.records import Overview

WORDS = {
    "number": ("number", "numbers"),
    "boolean": ("yes-or-no", "yes-or-no"),
    "category": ("category", "categories"),
    "text": ("text", "texts"),
    "date": ("date", "dates"),
    "time": ("time of day", "times of day"),
    "id": ("id", "ids"),
}


def draw(found: Overview) -> None:
    layout.tiles(tiles(found))
    st.markdown(kinds(found))


def tiles(found: Overview) -> list[Tile]:
    return [
        Tile("Rows", numbers.count(found.rows)),
        Tile("Columns", numbers.count(found.columns)),
        Tile(
            "Missing cells",
            numbers.share(found.missing_share),
            f"{numbers.count(found.cells_missing)} of {numbers.count(found.rows * found.columns)} cells hold no value.",
        ),
        Tile("Repeated rows", _repeated(found), "Rows that are the same as an earlier row, in every column."),
        Tile("Stored", numbers.size(found.stored_bytes), "What the table takes on disk here."),
    ]


def kinds(found: Overview) -> str:
    """How many columns there are of each kind, in one line."""
    present = [(kind, found.kinds[kind.key]) for kind in KINDS if found.kinds.get(kind.key)]
    return " &nbsp; ".join(
        f"{theme.KIND_ICONS[kind.key]} {numbers.counted(n, *WORDS[kind.key])}" for kind, n in present
    )


def _repeated(found: Overview) -> str:
    return "…" if found.duplicate_rows is None else numbers.count(found.duplicate_rows)
