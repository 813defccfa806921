"""Ways from page to page, carrying along which dataset, model or job is meant."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

PAGES = Path(__file__).resolve().parents[2] / "pages"


def script(page: str) -> Path:
    """The script of a page, by its key in the PAGES table: "profile" is pages/profile.py."""
    return PAGES / f"{page}.py"


def link(page: str, label: str, *, icon: str | None = None, help: str | None = None, **ids: str) -> None:
    """Draws a link to a page: `link("profile", "See its profile", dataset=dataset.id)`."""
    st.page_link(str(script(page)), label=label, icon=icon, help=help, query_params=ids)


def go(page: str, **ids: str) -> NoReturn:
    """Opens a page now: `go("train", model=model.id, job=model.job_id)`."""
    st.switch_page(str(script(page)), query_params=ids)
