"""The documentation of the API: Swagger's page with its files served from here, so that it works offline."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from app.api.documentation import examples
from app.api.records.shared import Problem

# swagger-ui-dist as packed by fastapi-offline; nothing else of that package is used.
SWAGGER_FILES = str(files("fastapi_offline") / "static")
MOUNTED_AT = "/swagger"

ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "The request cannot be answered; the words say why and what to do."},
    "5XX": {"model": Problem, "description": "Tablecast cannot answer at the moment, or a mistake in it."},
}
DESCRIPTION = """
Bring a table, see what is in it, choose a column to predict, get a model with an honest score, predict.

Lists take `limit` and `cursor`. Every error is `{"error": {"code", "message", "hint"}}`. NaN and infinity are null.
Times are ISO 8601 in UTC. A request may carry `X-Request-ID`; the answer carries it back.
"""


def install(app: FastAPI) -> None:
    app.mount(MOUNTED_AT, StaticFiles(directory=SWAGGER_FILES), name="swagger")
    app.add_route("/docs", _page, include_in_schema=False)
    plain = app.openapi
    app.openapi = lambda: examples.insert(plain())  # type: ignore[method-assign]


def operation_id(route: APIRoute) -> str:
    """The name of the route's function: short, and unique because all routers are read together."""
    return route.name


async def _page(request: Request) -> HTMLResponse:
    root = request.scope.get("root_path", "")
    return get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title="Tablecast API",
        swagger_js_url=f"{root}{MOUNTED_AT}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{MOUNTED_AT}/swagger-ui.css",
        swagger_favicon_url=f"{root}{MOUNTED_AT}/favicon.png",
    )
