"""The profile of a table: at once where it was made before, else counted now while the first cards are shown."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.ui.profile import overview
from app.ui.profile.columns import cards
from core import profiling
from core.datasets import Dataset
from core.errors import NotFound
from core.profiling.records import Profile
from core.workspace import Workspace

MOST_KEPT = 8  # profiles held in memory: one of 500 columns takes 0.4 s to read, at every click


def draw(ws: Workspace, table: Dataset, target: str | None) -> Profile:
    """Draws the overview as soon as it is known, follows the counting, and returns the whole profile."""
    tiles, waiting = st.empty(), st.empty()
    profile = _kept(ws, table, target) or _counted(ws, table, target, tiles, waiting)
    waiting.empty()
    with tiles.container():
        overview.draw(profile.overview)
    return profile


def _counted(
    ws: Workspace, table: Dataset, target: str | None, tiles: DeltaGenerator, waiting: DeltaGenerator
) -> Profile:
    glance = profiling.overview(ws, table)
    with tiles.container():
        overview.draw(glance)
    with waiting.container():
        bar = st.progress(0.0, text="Counting …")
        cards.glances(glance.glances)
    return profiling.profile(ws, table, target=target, report=lambda done, words: _tell(bar, done, words))


def _tell(bar: DeltaGenerator, done: float, words: str) -> None:
    """Draws how far it is. Where the person has gone elsewhere, this ends the run and with it the counting."""
    bar.progress(min(max(done, 0.0), 1.0), text=words)


def _kept(ws: Workspace, table: Dataset, target: str | None) -> Profile | None:
    try:
        return _read(ws, table, table.id, target)
    except NotFound:
        return None


def sharpen(ws: Workspace, table: Dataset, target: str | None) -> None:
    """Counts every number over every row, and keeps that in place of what was approximate."""
    bar = st.progress(0.0, text="Counting …")
    profiling.profile(ws, table, target=target, exact=True, report=lambda done, words: _tell(bar, done, words))
    _read.clear()
    st.rerun()


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def _read(_ws: Workspace, _table: Dataset, dataset_id: str, target: str | None) -> Profile:
    """A stored profile never changes, as its dataset never does. An error is not kept: the next run asks again."""
    found = profiling.stored(_ws, _table, target=target)
    if found is None:
        raise NotFound(f"The profile of “{_table.name}” is not made yet.")
    return found
