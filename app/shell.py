"""The frame around every page: who is in the menu, what is looked at, and what happens when a page fails."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run on its own, only app/ is on the path
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from app import process  # noqa: E402
from app.ui import errors, links, state  # noqa: E402

ICON = str(ROOT / "app" / "icon.png")  # a local file: an icon by name would be fetched from elsewhere
LOGO = str(ROOT / "app" / "logo.svg")


@dataclass(frozen=True)
class PageRow:
    """A page in the menu. Its script is pages/<key>.py."""

    key: str
    title: str
    section: str
    icon: str


PAGES = (
    PageRow("home", "Home", "Data", "home"),
    PageRow("upload", "Upload", "Data", "upload_file"),
    PageRow("profile", "Profile", "Data", "bar_chart"),
    PageRow("compare", "Compare", "Data", "difference"),
    PageRow("query", "Query", "Data", "terminal"),
    PageRow("explore", "Explore", "Data", "table_view"),
    PageRow("clean", "Clean", "Data", "cleaning_services"),
    PageRow("train", "Train", "Models", "model_training"),
    PageRow("predict", "Predict", "Models", "online_prediction"),
    PageRow("models", "Models", "Models", "deployed_code"),
)


def run() -> None:
    st.set_page_config(page_title="Tablecast", page_icon=ICON, layout="wide")
    st.logo(LOGO, size="large", icon_image=ICON)
    process.start()  # nothing to do where the server's lifespan ran; some hosts have none
    page = st.navigation(menu())
    state.restore(page.url_path)
    try:
        page.run()
    except Exception as error:  # noqa: BLE001 - the border between pages and people
        errors.draw(error)
        links.link("home", "Go to Home", icon=":material/home:")


def menu() -> dict[str, list[st.Page]]:
    """The pages by section, in the order of the table."""
    sections: dict[str, list[st.Page]] = {row.section: [] for row in PAGES}
    for row in PAGES:
        entry = st.Page(links.script(row.key), title=row.title, icon=f":material/{row.icon}:", default=row is PAGES[0])
        sections[row.section].append(entry)
    return sections


run()
