"""What changed at a glance: rows, columns, and how many columns moved."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.compare import words
from app.ui.layout import Tile
from core.profiling import comparing
from core.profiling.comparing import Comparison, SchemaChanges


def draw(found: Comparison) -> None:
    layout.tiles(tiles(found))
    told = comparing.summary(found).sentences
    st.markdown(errors.plain(" ".join(told if words.is_later(found) else told[1:])))


def tiles(found: Comparison) -> list[Tile]:
    names, times = words.names(found), Counter(column.verdict for column in found.columns)
    sides = words.rows(found)
    changes = found.schema
    return [
        Tile(sides[0], numbers.count(found.left.rows), f"{names[0]}: {words.described(found.left)}"),
        Tile(sides[1], numbers.count(found.right.rows), f"{names[1]}: {words.described(found.right)}"),
        Tile("Columns in both", numbers.count(len(found.columns))),
        Tile(
            "Came or went", numbers.count(_differences(changes)), "Columns added, removed, renamed or of another type."
        ),
        Tile("Strongly shifted", numbers.count(times["strong"]), words.VERDICTS["strong"].help),
        Tile("Shifted", numbers.count(times["shifted"]), words.VERDICTS["shifted"].help),
    ]


def schema(changes: SchemaChanges) -> None:
    """The columns that came, went, or are different."""
    rows = [
        *((name, "came", "", "") for name in changes.added),
        *((name, "went", "", "") for name in changes.removed),
        *((found.after, "renamed", found.before, found.evidence) for found in changes.renamed),
        *(
            (r.column, "type", f"{r.kind_before}, {r.type_before}", f"now {r.kind_after}, {r.type_after}")
            for r in changes.retyped
        ),
    ]
    if not rows:
        st.success("Both have the same columns, of the same types.", icon=":material/check_circle:")
        return
    head = ("Column", "What", "Before", "Note")
    layout.table({name: [row[place] for row in rows] for place, name in enumerate(head)}, height="content")


def _differences(changes: SchemaChanges) -> int:
    return len(changes.added) + len(changes.removed) + len(changes.renamed) + len(changes.retyped)
