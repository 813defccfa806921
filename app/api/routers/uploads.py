"""Uploads: files that arrived and wait to be imported."""

from __future__ import annotations

from typing import Any

from fastapi import Path, Request

from app.api.context import Here
from app.api.incoming import files
from app.api.records.datasets import Upload
from app.api.routers import router
from core.errors import BadInput

routes = router("uploads")

RAW_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file as it is.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@routes.put("/uploads/{name:path}", status_code=201, response_model=Upload, openapi_extra=RAW_BODY)
async def upload(ws: Here, request: Request, name: str = Path(description="The file's name, with its ending.")) -> Any:
    """Store a file: the raw body, written to disk as it arrives.

    The name is only ever shown. A file that is too large is refused with 413 as soon as that shows. Nothing is kept
    when the connection breaks.
    """
    _check(name)
    length = request.headers.get("content-length", "")
    return await files.receive(ws, name, request.stream(), expected_bytes=int(length) if length.isdigit() else None)


def _check(name: str) -> None:
    """A path is no name: whoever sends one means a folder that there is not here."""
    if not name.strip() or "/" in name:
        raise BadInput(f"“{name}” is no file name.", hint="Send PUT /uploads/NAME, the name without any folder.")
