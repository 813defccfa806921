from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from app import routes
from app.pinning import PinnedBase

PAGE = "<!doctype html><html><head><title>x</title></head><body></body></html>"


async def html(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def json(request: Request) -> Response:
    return JSONResponse({"page": PAGE})


PINNED = PinnedBase(
    Starlette(routes=[Route("/profile", html), Route("/api/v1/page", html), Route("/data", json)]), base="/tables"
)


def get(app: Any, path: str) -> httpx.Response:
    """What a browser is answered that asks for a page."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.get(path, headers={"accept": "text/html"})

    return asyncio.run(ask())


def test_the_api_stands_below_the_prefix_of_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/tables/"}.get)

    paths = [route.path for route in routes.build()]  # type: ignore[attr-defined]
    assert paths == ["/tables/api", "/tables/api", "/tables/assets/codemirror.js"]


def test_the_bare_address_of_the_api_leads_to_its_documentation() -> None:
    answer = get(Starlette(routes=routes.build()), "/api")

    assert (answer.status_code, answer.headers["location"]) == (307, "/api/docs")


def test_the_base_is_pinned_only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    without = routes.middleware()
    monkeypatch.setenv("TABLECAST_PIN_BASE_URL", "yes")

    assert (len(without), len(routes.middleware())) == (0, 1)


def test_a_page_learns_where_the_app_lives() -> None:
    answer = get(PINNED, "/profile")

    assert 'BACKEND_BASE_URL:location.origin+"/tables/"' in answer.text
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize("path", ["/api/v1/page", "/data"])
def test_answers_of_the_api_and_data_pass_untouched(path: str) -> None:
    answer = get(PINNED, path)

    assert "__streamlit" not in answer.text
    assert "<head>" in answer.text


def test_the_editors_library_comes_from_here_and_is_kept_by_the_browser() -> None:
    answer = get(Starlette(routes=routes.build()), "/assets/codemirror.js?v=1")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text.startswith("/*! CodeMirror 6")
