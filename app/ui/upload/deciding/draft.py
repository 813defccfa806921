"""The choices of a person before they are carried out: kept in the URL, and looked at without being stored."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.ui import state
from app.ui.upload.deciding.subject import Subject
from core.datasets import ImportOptions, Inspection
from core.errors import AppError
from core.workspace import Workspace

LONGEST_IN_URL = 6000  # characters; proxies refuse addresses of more than 8 kB
OF_COLUMNS = ("types", "trim")  # choices about columns that show only in a new look
SHOWN_HERE = ("names", "exclude")  # choices about columns that the page shows by itself, without a new look
KEPT = "draft.look"

Options = dict[str, Any]


@dataclass(frozen=True)
class Look:
    """What was seen of a subject with these options, or why nothing could be seen; `before` is the look before."""

    subject: Subject
    asked: Options
    inspection: Inspection | None
    error: AppError | None = None
    before: Inspection | None = None


def options() -> Options:
    """What was chosen so far. An address that somebody mistyped chooses nothing."""
    written = state.chosen("read")
    if not written:
        return dict(st.session_state.get("draft.long", {}))
    try:
        given = json.loads(zlib.decompress(base64.urlsafe_b64decode(written)))
        return ImportOptions.from_json(given).to_json()
    except (ValueError, zlib.error, AppError, AttributeError):
        return {}


def save(chosen: Mapping[str, Any]) -> None:
    """Keeps the choices. Very many do not fit into an address; they are kept for this visit only."""
    wanted = {name: value for name, value in chosen.items() if value is not None and value != {}}
    written = base64.urlsafe_b64encode(zlib.compress(json.dumps(wanted).encode())).decode() if wanted else None
    fits = written is None or len(written) <= LONGEST_IN_URL
    st.session_state["draft.long"] = {} if fits else wanted
    state.choose("read", written if fits else None)


def change(name: str, value: Any) -> None:
    """Makes one choice; None takes it back."""
    save(options() | {name: value})


def look(ws: Workspace, subject: Subject) -> Look:
    """The file as it is read with the choices so far. Looks anew only when they changed."""
    chosen = options()
    asked = {name: value for name, value in chosen.items() if name not in SHOWN_HERE}
    kept: Look | None = st.session_state.get(KEPT)
    if kept and kept.subject == subject and kept.asked == asked:
        return kept
    before = kept.inspection if kept and kept.subject == subject else None
    if kept and kept.subject == subject and _layout(kept.asked) != _layout(asked):
        asked = _without_lost_columns(ws, subject, chosen)
    found = _inspected(ws, subject, asked, before)
    st.session_state[KEPT] = found
    return found


def arrived(ws: Workspace, subject: Subject) -> Look:
    """The first look at something that just arrived."""
    found = _inspected(ws, subject, {}, None)
    st.session_state[KEPT] = found
    return found


def _inspected(ws: Workspace, subject: Subject, asked: Options, before: Inspection | None) -> Look:
    try:
        return Look(subject, asked, subject.inspect(ws, ImportOptions.from_json(asked)), None, before)
    except AppError as error:  # the choices stay on the page: another one may be the remedy
        return Look(subject, asked, None, error, before)


def _without_lost_columns(ws: Workspace, subject: Subject, chosen: Options) -> Options:
    """The choices less those about columns that are no longer there once the file is read another way."""
    layout = _layout(chosen)
    if any(chosen.get(name) for name in (*OF_COLUMNS, *SHOWN_HERE)):
        seen = _inspected(ws, subject, layout, None).inspection
        columns = {column["name"] for column in seen.columns} if seen else set()
        save(layout | {name: left(chosen[name], columns) for name in (*OF_COLUMNS, *SHOWN_HERE) if name in chosen})
    return {name: value for name, value in options().items() if name not in SHOWN_HERE}


def left(choice: Any, columns: set[str]) -> Any:
    if isinstance(choice, dict):
        return {name: value for name, value in choice.items() if name in columns} or None
    return [name for name in choice if name in columns] or None


def _layout(chosen: Options) -> Options:
    return {name: value for name, value in chosen.items() if name not in (*OF_COLUMNS, *SHOWN_HERE)}
