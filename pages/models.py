"""Models: all there are, and the card of one of them."""

from __future__ import annotations

import streamlit as st

from app.ui import layout
from app.ui.models import card, listing
from core import models, workspace

MOST_LISTED = 200  # more than a person looks through

ws = workspace.current()
layout.head("Models", "What each model predicts, how well, from what, and with which limits.")

offered = models.newest(ws, limit=MOST_LISTED).items
if not offered:
    layout.nothing_yet(
        "No model yet",
        "Choose a column of a table, and let models compete to predict it.",
        page="train",
        label="Train one",
    )
    st.stop()

model = listing.choose(ws, offered)
card.draw(ws, model, listing.status(ws, model))
