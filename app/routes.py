"""What else is served on the pages' port: the API, the editor's library, on request a pinned base address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route

from app import api
from app.pinning import PinnedBase
from app.ui.query.editing import editor
from core import config


def build() -> Sequence[BaseRoute]:
    """The API under the prefix at which the app is served: Streamlit prefixes its own routes only."""
    prefix = base()
    return [
        Route(f"{prefix}/api", _to_docs),
        Mount(f"{prefix}/api", app=api.build()),
        Route(f"{prefix}/{editor.ADDRESS}", _codemirror),
    ]


def middleware() -> Sequence[Middleware]:
    return [Middleware(PinnedBase, base=base())] if config.read().pin_base_url else []


def base() -> str:
    """The prefix of all addresses: "" or "/tables"."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}" if prefix else ""


def _to_docs(request: Request) -> RedirectResponse:
    """Without this, `/api` would be an unknown page and answer with the app's index.html."""
    return RedirectResponse(f"{base()}/api/docs")


def _codemirror(request: Request) -> FileResponse:
    """The library of the SQL editor, from here and not from elsewhere; its address changes when it does."""
    keep = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(editor.CODEMIRROR, media_type="text/javascript", headers=keep)
