"""The colours, once: mid tones that read on white and on near black, so that a chart needs no second version."""

from __future__ import annotations

import streamlit as st

ACCENT = "#1B8A7A"  # bars, lines, points: the thing itself
CONTRAST = "#D9822B"  # the second thing: the target, the model, the other group
QUIET = "#7A8794"  # references: baselines, chance, everything left over
MISSING = "#B4BCC4"  # what is not there
SERIES = (ACCENT, CONTRAST, "#4C78C8", "#C8547A", "#8A9A2B", "#8467C6", "#3FA7C9", "#9A6B4B", QUIET)

GRID = "rgba(122, 135, 148, 0.22)"  # lines and borders in charts, on either ground
BAND = "rgba(27, 138, 122, 0.18)"  # intervals around a line of the accent's colour

SEVERITIES = {"problem": "red", "warning": "orange", "info": "blue"}  # names that st.badge and :color[] understand
STATUSES = {
    "waiting": "gray",
    "running": "blue",
    "training": "blue",
    "ready": "green",
    "done": "green",
    "stopped": "orange",
    "failed": "red",
    "cancelled": "gray",
    "interrupted": "orange",
}

KIND_ICONS = {
    "number": ":material/tag:",
    "boolean": ":material/toggle_on:",
    "category": ":material/category:",
    "text": ":material/notes:",
    "date": ":material/calendar_month:",
    "time": ":material/schedule:",
    "id": ":material/key:",
}

GROUNDS = {"light": "#FFFFFF", "dark": "#12171A"}  # the page's background in .streamlit/config.toml


def dark() -> bool:
    """Whether the person looks at the dark theme; light where that is not known yet."""
    return st.context.theme.type == "dark"


def ground() -> str:
    """The colour of the page, for the neutral middle of a diverging scale."""
    return GROUNDS["dark" if dark() else "light"]


def diverging() -> list[tuple[float, str]]:
    """A Plotly colour scale from -1 (contrast) over nothing (the page's ground) to +1 (accent)."""
    return [(0.0, CONTRAST), (0.5, ground()), (1.0, ACCENT)]


def sequential(colour: str = ACCENT) -> list[tuple[float, str]]:
    """A Plotly colour scale from nothing (the page's ground) to much."""
    return [(0.0, ground()), (1.0, colour)]
