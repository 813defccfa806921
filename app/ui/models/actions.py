"""What a person can do with a finished model, as a row of buttons."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app.ui import links
from core import models
from core.models import Model
from core.workspace import Workspace


@dataclass(frozen=True)
class OtherPage:
    """A page that tells more about a model."""

    label: str
    icon: str


OTHER_PAGES = {
    "models": OtherPage("Card", ":material/badge:"),
    "train": OtherPage("Result of the training", ":material/monitoring:"),
}


def draw(ws: Workspace, model: Model, *, elsewhere: str) -> None:
    """Predict with it, download it, and see its other page: the result of its training, or its card."""
    with st.container(horizontal=True):
        if st.button("Predict with it", type="primary", icon=":material/online_prediction:", key=f"{model.id}.predict"):
            links.go("predict", model=model.id)
        download(ws, model)
        other = OTHER_PAGES[elsewhere]
        if st.button(other.label, icon=other.icon, key=f"{model.id}.{elsewhere}"):
            links.go(elsewhere, **ids(model))


def ids(model: Model) -> dict[str, str]:
    """What stands in the URL of a page about this model and its training."""
    return {"dataset": model.dataset_id, "model": model.id} | ({"job": model.job_id} if model.job_id else {})


def download(ws: Workspace, model: Model) -> None:
    """The model as a zip; it is packed when the button is pressed."""
    st.download_button(
        "Download",
        data=lambda: models.download(ws, model.id).read_bytes(),
        file_name=f"{file_name(model)}.zip",
        mime="application/zip",
        icon=":material/download:",
        key=f"{model.id}.download",
        on_click="ignore",
    )


def card_files(ws: Workspace, model: Model) -> None:
    """The card as a page or as text, to hand on."""
    st.download_button(
        "Card as HTML",
        data=lambda: models.card(ws, model.id).to_html().encode(),
        file_name=f"{file_name(model)}.html",
        mime="text/html",
        icon=":material/badge:",
        key=f"{model.id}.html",
        on_click="ignore",
    )


def file_name(model: Model) -> str:
    """The model's name as the name of a file."""
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in model.name)
    return f"{safe}_v{model.version}"
