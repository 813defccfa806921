"""Receiving a file: by a drop zone that streams it to the API, or by Streamlit's uploader where there is none."""

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

_zone = st.components.v2.component(
    "tablecast_dropzone",
    html=(HERE / "dropzone.html").read_text(),
    css=(HERE / "dropzone.css").read_text(),
    js=(HERE / "dropzone.js").read_text(),
)


def receive(ws: Workspace) -> str | None:
    """Draws the place to bring a file; the upload's id in the run in which one has arrived whole."""
    plain = st.session_state.get("upload.plain", False)
    return _by_uploader(ws) if plain else _by_zone(ws)


def _by_zone(ws: Workspace) -> str | None:
    result = _zone(
        key="upload.zone", data=words(ws), on_received_change=_ignore, on_unreachable_change=_ignore, height="content"
    )
    if result.get("unreachable"):
        st.session_state["upload.plain"] = True
        st.rerun()
    return result.get("received")


def _by_uploader(ws: Workspace) -> str | None:
    limit = min(MOST_IN_MEMORY_MB, ws.settings.max_upload_mb)
    file = st.file_uploader(f"A file: {FORMATS}", max_upload_size=limit, key="upload.file")
    if file is None or st.session_state.get("upload.taken") == file.file_id:
        return None
    st.session_state["upload.taken"] = file.file_id  # the uploader keeps showing its file; take it once
    with uploads.receiving(ws, file.name, expected_bytes=file.size) as writer:
        writer.write(file.getbuffer())
    return str(writer.upload.id)


def words(ws: Workspace) -> dict[str, Any]:
    """What the drop zone says, and how much it takes."""
    most = ws.settings.max_upload_bytes
    return {
        "most_bytes": most,
        "limits": f"{FORMATS}. Up to {numbers.size(most)}.",
        "refused": "The server did not take the file. Try again, or use the simple uploader below.",
        "lost": "The connection broke while the file was on its way. Check the network and try again.",
    }


def _ignore() -> None:
    """The component reports a value only when somebody listens; the page reads it from the result."""
