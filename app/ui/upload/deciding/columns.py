"""The columns of a file that is looked at, to be renamed, left out and given other kinds, many at once if wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app.ui import numbers
from app.ui.upload import words
from app.ui.upload.deciding import draft
from core.datasets import KINDS, Inspection
from core.datasets.importing.choosing import asked
from core.errors import BadInput

ASSETS = Path(__file__).parent / "assets"
VALUES_SHOWN = 4  # different values of a column, enough to recognise it
VALUE_LETTERS = 40
CHOSEN = ("names", "types", "exclude", "trim")
LEVELS = [word for _, word in words.SURE]

_table = st.components.v2.component(
    "tablecast_columns",
    html=(ASSETS / "columns.html").read_text(),
    css=(ASSETS / "columns.css").read_text(),
    js=(ASSETS / "columns.js").read_text(),
)


def draw(seen: Inspection, chosen: draft.Options, *, key: str) -> str:
    """The table of columns; what stands in the way of importing it as chosen, empty if nothing does."""
    problem = obstacle(seen, chosen)
    widget = f"columns.{key}"
    _table(key=widget, data=data(seen, chosen, problem), on_chosen_change=lambda: _take(widget), height="content")
    return problem


def data(seen: Inspection, chosen: draft.Options, problem: str = "") -> dict[str, Any]:
    """What the table shows."""
    return {
        "columns": [_row(column, _values(seen, at), chosen.get("types", {})) for at, column in enumerate(seen.columns)],
        "kinds": [[kind.key, kind.label] for kind in KINDS],
        "choices": {name: chosen.get(name, {} if name in ("names", "types") else []) for name in CHOSEN},
        "problem": problem,
    }


def obstacle(seen: Inspection, chosen: draft.Options) -> str:
    """Why the columns cannot be imported as chosen."""
    excluded, renamed = chosen.get("exclude", ()), chosen.get("names", {})
    names = [column["name"] for column in seen.columns]
    try:
        asked.check_left([renamed.get(name, name) for name in names if name not in excluded])
    except BadInput as error:
        return f"{error.message} {error.hint}"
    return ""


def shown_names(seen: Inspection, chosen: draft.Options) -> list[tuple[int, str]]:
    """Place and name of each column that is to be imported."""
    excluded, renamed = chosen.get("exclude", ()), chosen.get("names", {})
    names = [column["name"] for column in seen.columns]
    return [(at, renamed.get(name, name)) for at, name in enumerate(names) if name not in excluded]


def _take(widget: str) -> None:
    given = st.session_state[widget].get("chosen")
    if isinstance(given, Mapping):
        draft.save(draft.options() | {name: given.get(name) or None for name in CHOSEN})


def _row(column: Mapping[str, Any], values: Sequence[str], types: Mapping[str, str]) -> dict[str, Any]:
    sure = words.how_sure(column.get("confidence", 1.0))
    return {
        "key": column["name"],
        "original": column["original"],
        "kind": column["kind"],
        "found": "" if column["name"] in types else column["kind"],
        "sure": LEVELS.index(sure),
        "why": words.capital(column["evidence"]),
        "missing": numbers.count(column.get("missing", 0)),
        "misfits": numbers.count(column.get("misfits", 0)),
        "examples": ", ".join(map(str, column.get("examples", ()))),
        "values": " · ".join(values),
    }


def _values(seen: Inspection, at: int) -> list[str]:
    """Some different texts of a column."""
    texts = (row[at] for row in seen.raw_rows if at < len(row))
    return list(dict.fromkeys(text[:VALUE_LETTERS] for text in texts if text))[:VALUES_SHOWN]
