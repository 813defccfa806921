"""Tables that are elsewhere: a file at an address, what a query of a database returns. The server fetches them."""

from __future__ import annotations

import streamlit as st

from app.ui import state
from app.ui.upload.bringing import incoming
from core.datasets import sources
from core.workspace import Workspace


def address(ws: Workspace) -> None:
    with st.form("upload.address", border=False):
        address = st.text_input(
            "Address of a file",
            placeholder="https://example.org/sales.csv",
            help="http, https, or s3 as s3://bucket/path. The file is fetched by the server.",
            key="upload.address.text",
        )
        if st.form_submit_button("Fetch it", type="primary", icon=":material/cloud_download:"):
            incoming.follow_from_now_on(ws, sources.start_address(ws, address.strip(), version_of=state.chosen("into")))


def database(ws: Workspace) -> None:
    systems = {row.key: row for row in sources.DATABASES}
    with st.form("upload.database", border=False):
        url = st.text_input(
            "Address of the database",
            placeholder=next(iter(systems.values())).example,
            type="password",
            help="It may hold a password: it is used once and never stored or shown. For instance "
            + ", ".join(f"`{row.example}`" for row in systems.values()),
            key="upload.database.url",
        )
        wanted = st.text_area("A table, or one SELECT", placeholder="orders", height=100, key="upload.database.query")
        if st.form_submit_button("Read it", type="primary", icon=":material/database:"):
            job = sources.start_database(ws, url.strip(), wanted.strip(), version_of=state.chosen("into"))
            incoming.follow_from_now_on(ws, job)
