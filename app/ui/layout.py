"""The furniture of a page: its head, tiles with numbers, and what stands where there is nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from app.ui import links
from core.datasets import Rows

TILE_WIDTH = 130  # pixels: six tiles on a laptop, two on a phone


@dataclass(frozen=True)
class Tile:
    """One number with its name."""

    label: str
    value: str
    help: str | None = None


def head(title: str, sentence: str = "") -> None:
    """The page's title and one sentence that says what it is for."""
    st.title(title, anchor=False)
    if sentence:
        st.markdown(f":gray[{sentence}]")


def section(title: str, sentence: str = "") -> None:
    st.subheader(title, anchor=False)
    if sentence:
        st.caption(sentence)


def tiles(row: Sequence[Tile]) -> None:
    """Numbers side by side, as many as the width allows."""
    with st.grid(len(row), min_column_width=TILE_WIDTH):
        for tile in row:
            st.metric(tile.label, tile.value, help=tile.help, border=True)


def nothing_yet(title: str, sentence: str, *, page: str, label: str, **ids: str) -> None:
    """What stands where there is nothing yet: why, and the way to have something."""
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.markdown(f"**{title}**", text_alignment="center")
        st.markdown(f":gray[{sentence}]", text_alignment="center")
        links.link(page, label, icon=":material/arrow_forward:", **ids)


def table(data: Any, **options: Any) -> None:
    """A table without row numbers, as wide as the page; a value that is not there stays empty."""
    st.dataframe(data, hide_index=True, placeholder="", **options)


def frame(found: Rows) -> pd.DataFrame:
    """Rows as Streamlit draws them: what has no value stays empty, instead of the word None."""
    return pd.DataFrame([list(row) for row in found.rows], columns=list(found.columns), dtype=object)


def confirmed(question: str, action: str, *, key: str) -> bool:
    """A button that asks before it acts; True in the run in which the person said yes."""
    with st.popover(action, icon=":material/delete:", key=f"{key}.ask"):
        st.markdown(question)
        return st.button(f"Yes, {action.lower()}", type="primary", key=f"{key}.yes")
