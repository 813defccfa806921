"""Clean: steps that put a table right, one after the other, without SQL; together they make its next version."""

from __future__ import annotations

from app.ui import layout, pickers
from core import workspace


def page() -> None:
    ws = workspace.current()
    layout.head("Clean", "Put a table right step by step; the table as it was stays.")
    pickers.dataset(ws)


page()
