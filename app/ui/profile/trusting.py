"""How far to trust the numbers of a profile, and the way to have them exact."""

from __future__ import annotations

import streamlit as st

from app.ui import numbers
from app.ui.profile import measuring
from core.datasets import Dataset
from core.profiling.records import Profile
from core.profiling.writing import measures
from core.workspace import Workspace


def draw(ws: Workspace, table: Dataset, profile: Profile) -> None:
    """One line; where something is not exact, a button that counts it over every row."""
    vague = sum(measures.is_vague(number) for column in profile.columns for number in column.numbers.values())
    if not vague:
        st.caption(":material/check: Every number was counted over every row.", width="content")
        return
    are = "is" if vague == 1 else "are"
    st.caption(
        f"{numbers.counted(vague, 'number')} {are} approximate or from a sample, and marked so.", width="content"
    )
    if st.button("Count exactly", type="tertiary", icon=":material/target:", key=f"sharpen.{table.id}"):
        measuring.sharpen(ws, table, profile.target.target if profile.target else None)
