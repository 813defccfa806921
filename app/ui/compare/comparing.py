"""The comparison itself: made once, kept while the page is looked at."""

from __future__ import annotations

import json

import streamlit as st

from core.profiling import comparing
from core.profiling.comparing import Comparison, Part
from core.workspace import Workspace

MOST_KEPT = 16


def compared(ws: Workspace, left: Part, right: Part) -> Comparison:
    """Both sides compared."""
    return _compared(ws, left, right, identity(left), identity(right))


def identity(part: Part) -> str:
    """What tells a part from all others; a dataset never changes."""
    return json.dumps([part.dataset.id, part.otherwise, [condition.to_json() for condition in part.conditions]])


@st.cache_resource(max_entries=MOST_KEPT, show_spinner="Comparing …")
def _compared(_ws: Workspace, _left: Part, _right: Part, left: str, right: str) -> Comparison:
    if _left.conditions or _right.conditions:
        return comparing.compare(_ws, _left, _right)
    return comparing.versions(_ws, _left.dataset, _right.dataset)
