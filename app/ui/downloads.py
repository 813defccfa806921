"""Files to take away: written when somebody presses the button, not before, and kept nowhere."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from core import datasets
from core.storage import folders


def formats(write: Callable[[str], Path], *, name: str, rows: int, columns: int, key: str) -> None:
    """A button for each format that a table can be exported in; `write(format)` makes the file.

    A format that cannot hold so many rows is not on offer: an error of a download has no place on the page.
    """
    for format in datasets.EXPORT_FORMATS:
        fits = format.holds(rows, columns)
        st.download_button(
            format.label,
            functools.partial(content, functools.partial(write, format.key)),
            f"{name}.{format.key}",
            format.media_type,
            key=f"{key}.{format.key}",
            on_click="ignore",
            disabled=not fits,
            help=None if fits else f"These are more rows than a file of {format.label} can hold.",
            width="stretch",
        )


def content(write: Callable[[], Path]) -> bytes:
    """What a written file holds; the file itself is removed."""
    path = write()
    try:
        return path.read_bytes()
    finally:
        folders.remove(path)
