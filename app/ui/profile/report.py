"""The profile as a page to keep, print or send."""

from __future__ import annotations

import streamlit as st

from core import profiling
from core.datasets import Dataset
from core.profiling.records import Profile


def download(table: Dataset, profile: Profile) -> None:
    """The page is written when the button is pressed."""
    st.download_button(
        "Report as HTML",
        data=lambda: profiling.to_html(profile, name=table.name).encode(),
        file_name=f"{table.name} profile.html",
        mime="text/html",
        icon=":material/download:",
        key=f"profile.report.{table.id}",
        on_click="ignore",
        type="tertiary",
    )
