"""Files on their way in: streamed to disk as they arrive, and gone again when the client leaves in the middle."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from starlette.requests import Request

from app.api.incoming import multipart
from app.api.incoming.bodies import fields_of_object
from app.api.incoming.multipart import Began, Data, Event
from core.datasets import uploads
from core.datasets.uploads import Upload
from core.errors import BadInput, TooLarge
from core.workspace import Workspace

MOST_TEXT_BYTES = 1_000_000  # of a form's field that is not a file
MOST_FILES = 200  # in one form; more come as uploads
FILE_FIELD = "file"


async def receive(ws: Workspace, name: str, content: AsyncIterator[bytes], *, expected_bytes: int | None) -> Upload:
    """Stores what arrives as an upload. Writing happens on other threads, so others are answered meanwhile."""
    receiving = uploads.receiving(ws, name, expected_bytes=expected_bytes)
    async with contextmanager_in_threadpool(receiving) as writer:
        async for chunk in content:
            await run_in_threadpool(writer.write, chunk)
    return writer.upload


async def fields(ws: Workspace, request: Request, *, several: bool = False) -> dict[str, Any]:
    """The fields of a JSON object or of a form. A form's file is stored and stands under `upload_id`.

    Where `several` files may come, more than one stand under `upload_ids`.
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "multipart/form-data":
        return await _form(ws, request, most_files=MOST_FILES if several else 1)
    if content_type == "application/json":
        return await fields_of_object(request)
    raise BadInput(
        f"The content type is “{content_type}”.",
        hint="Send a form (multipart/form-data) with the file in the field “file”, or JSON (application/json).",
    )


async def _form(ws: Workspace, request: Request, *, most_files: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ids: list[str] = []
    events = multipart.events(request)
    async for event in events:
        if isinstance(event, Began) and event.file_name is None:
            found[event.field] = await _text(event.field, _part(events))
        elif isinstance(event, Began):
            _expect_file_field(event, more=len(ids) < most_files)
            upload = await receive(ws, event.file_name or "", _part(events), expected_bytes=None)
            ids.append(upload.id)
    return found | ({"upload_ids": ids} if len(ids) > 1 else {"upload_id": ids[0]} if ids else {})


async def _part(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    """The content of the part that began last, up to its end."""
    async for event in events:
        if not isinstance(event, Data):
            return
        yield event.content


async def _text(field: str, content: AsyncIterator[bytes]) -> str:
    received = bytearray()
    async for chunk in content:
        received += chunk
        if len(received) > MOST_TEXT_BYTES:
            raise TooLarge(f"The field “{field}” has more than 1 MB.", hint="Only the field “file” may be large.")
    return received.decode(errors="replace")


def _expect_file_field(event: Began, *, more: bool) -> None:
    if event.field != FILE_FIELD or not more:
        raise BadInput(f"The form has a file in the field “{event.field}”.", hint=multipart.HINT)
