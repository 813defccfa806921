"""Receiving files: by a drop zone that streams them to the API, or by Streamlit's uploader where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from app.ui import numbers
from core.datasets import uploads
from core.workspace import Workspace

HERE = Path(__file__).parent
FORMATS = "CSV, TSV, Excel, JSON or Parquet, also compressed"
MOST_IN_MEMORY_MB = 50  # Streamlit's uploader keeps the whole file in memory, several times over
INVITATIONS = {
    False: "Drop a file here, or press to choose one",
    True: "Drop files here, press to choose, or paste a table with Ctrl+V",
}

_zone = st.components.v2.component(
    "tablecast_dropzone",
    html=(HERE / "dropzone.html").read_text(),
    css=(HERE / "dropzone.css").read_text(),
    js=(HERE / "dropzone.js").read_text(),
)


def receive(ws: Workspace) -> str | None:
    """Draws the place to bring one file; the upload's id in the run in which it has arrived whole."""
    received = _received(ws, several=False)
    return received[0] if received else None


def receive_several(ws: Workspace) -> tuple[str, ...]:
    """Draws the place to bring files; the uploads' ids in the run in which all have arrived whole."""
    return _received(ws, several=True)


def _received(ws: Workspace, *, several: bool) -> tuple[str, ...]:
    plain = st.session_state.get("upload.plain", False)
    return _by_uploader(ws, several=several) if plain else _by_zone(ws, several=several)


def _by_zone(ws: Workspace, *, several: bool) -> tuple[str, ...]:
    result = _zone(
        key="upload.zone",
        data=words(ws, several=several),
        on_received_change=_ignore,
        on_unreachable_change=_ignore,
        height="content",
    )
    if result.get("unreachable"):
        st.session_state["upload.plain"] = True
        st.rerun()
    return tuple((result.get("received") or "").split(",")) if result.get("received") else ()


def _by_uploader(ws: Workspace, *, several: bool) -> tuple[str, ...]:
    limit = min(MOST_IN_MEMORY_MB, ws.settings.max_upload_mb)
    label = f"{'Files' if several else 'A file'}: {FORMATS}"
    given = st.file_uploader(label, max_upload_size=limit, key="upload.file", accept_multiple_files=several)
    files = given if isinstance(given, list) else [given] if given else []
    ids = [file.file_id for file in files]
    if not files or st.session_state.get("upload.taken") == ids:
        return ()
    st.session_state["upload.taken"] = ids  # the uploader keeps showing its files; take them once
    return tuple(_stored(ws, file) for file in files)


def _stored(ws: Workspace, file: Any) -> str:
    with uploads.receiving(ws, file.name, expected_bytes=file.size) as writer:
        writer.write(file.getbuffer())
    return str(writer.upload.id)


def words(ws: Workspace, *, several: bool = False) -> dict[str, Any]:
    """What the drop zone says, and how much it takes."""
    most = ws.settings.max_upload_bytes
    return {
        "several": several,
        "invitation": INVITATIONS[several],
        "pasted": "Pasted table.tsv" if several else "",  # under this name; empty: pasting is left alone
        "most_bytes": most,
        "limits": f"{FORMATS}. Up to {numbers.size(most)}.",
        "refused": "The server did not take the file. Try again, or use the simple uploader below.",
        "lost": "The connection broke while the file was on its way. Check the network and try again.",
    }


def _ignore() -> None:
    """The component reports a value only when somebody listens; the page reads it from the result."""
