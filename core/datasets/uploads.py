"""Files that people sent: streamed to disk under a name of our own, and gone after a while if nobody imports them."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from core.datasets.importing.formats import markup
from core.errors import BadInput, NotFound, TooLarge
from core.storage import folders, state
from core.storage.state import uploads as table
from core.workspace import Workspace

LONGEST_NAME = 200
PART = ".part"  # ends the name of a file that is still being written


@dataclass(frozen=True)
class Upload:
    """A file that arrived whole. `name` is what its owner calls it: only ever shown, never used as a path.

    `kind` is “file”, or “paste” for a text from the clipboard.
    """

    id: str
    name: str
    bytes: int
    sha256: str
    created_at: datetime
    kind: str = "file"


@dataclass
class Writer:
    """Takes a file block by block. `upload` is there once the `receiving` block has ended well."""

    file: IO[bytes]
    most_bytes: int
    received: int = 0
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _upload: Upload | None = None

    def write(self, block: bytes) -> None:
        """Raises TooLarge as soon as the file is larger than this workspace accepts."""
        self.received += len(block)
        _refuse_large(self.received, self.most_bytes)
        self._hash.update(block)
        self.file.write(block)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    @property
    def upload(self) -> Upload:
        if self._upload is None:
            raise RuntimeError("the upload is not complete yet")
        return self._upload


@contextmanager
def receiving(ws: Workspace, name: str, expected_bytes: int | None = None, *, kind: str = "file") -> Iterator[Writer]:
    """A writer for a new upload; when the block ends with an error, nothing of the file is left.

    Raises TooLarge before the first byte when `expected_bytes` is too many, BadInput when the file ends up shorter or
    longer than expected.
    """
    _refuse_large(expected_bytes or 0, ws.settings.max_upload_bytes)
    upload_id = state.new_id("up")
    beside = path(ws, upload_id).with_suffix(PART)
    try:
        with beside.open("wb") as file:
            writer = Writer(file, ws.settings.max_upload_bytes)
            yield writer
            file.flush()
            os.fsync(file.fileno())
        _refuse_torn(writer.received, expected_bytes)
        beside.replace(path(ws, upload_id))
    finally:
        folders.remove(beside)
    writer._upload = _added(ws, Upload(upload_id, label(name), writer.received, writer.sha256, state.now(), kind))


def from_text(ws: Workspace, text: str, name: str = "Pasted table") -> Upload:
    """A text from the clipboard as an upload: cells of a spreadsheet, CSV, JSON, a table of a web page or in Markdown.

    Raises BadInput for an empty one, BadFile for HTML without a table, TooLarge.
    """
    if not text.strip():
        raise BadInput("Nothing was pasted.", hint="Copy some cells or lines of a table first.")
    with receiving(ws, name, kind="paste") as writer:
        writer.write(_table_in(text).encode("utf-8", "replace"))
    return writer.upload


def find(ws: Workspace, upload_id: str) -> Upload:
    """Raises NotFound when there is none of this id, or no longer."""
    with ws.state.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == upload_id)).mappings().first()
    if row is None or not path(ws, upload_id).exists():
        raise NotFound(
            f"There is no upload “{upload_id}”.",
            hint=f"Uploads are kept for {ws.settings.upload_expiry_hours} hours; send the file again.",
        )
    return Upload(**{name: row[name] for name in Upload.__dataclass_fields__})


def path(ws: Workspace, upload_id: str) -> Path:
    """Where the bytes of an upload are."""
    return ws.folders.uploads / upload_id


def remove_expired(ws: Workspace, *, now: datetime | None = None) -> int:
    """Removes uploads older than the workspace keeps them, and what torn ones left; the number of those removed."""
    oldest = (now or state.now()) - timedelta(hours=ws.settings.upload_expiry_hours)
    with ws.state.writing() as connection:
        expired = connection.execute(sa.select(table.c.id).where(table.c.created_at < oldest)).scalars().all()
        connection.execute(table.delete().where(table.c.created_at < oldest))
    torn = [file for file in ws.folders.uploads.glob(f"*{PART}") if file.stat().st_mtime < oldest.timestamp()]
    for file in (*torn, *(path(ws, upload_id) for upload_id in expired)):
        folders.remove(file)
    return len(expired)


def label(name: str) -> str:
    """A file name as it may be shown: without folders and control characters, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[-LONGEST_NAME:] or "table"


def _table_in(text: str) -> str:
    """What was copied as text with delimiters; JSON and what has them already stays as it is."""
    written = io.StringIO()
    if markup.is_html(text):
        markup.html_to_csv(text, written)
    elif markup.is_markdown(text):
        markup.markdown_to_csv(text, written)
    return written.getvalue() or text.replace("\r\n", "\n").strip("\n") + "\n"


def _added(ws: Workspace, upload: Upload) -> Upload:
    with ws.state.writing() as connection:
        connection.execute(table.insert().values(**vars(upload)))
    return upload


def _refuse_large(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise TooLarge(
            f"The file is larger than {most_bytes / 1e6:,.0f} MB.",
            hint="Compress it (gzip, zip or Parquet), or raise TABLECAST_MAX_UPLOAD_MB.",
        )


def _refuse_torn(size: int, expected_bytes: int | None) -> None:
    if expected_bytes is not None and size != expected_bytes:
        raise BadInput(
            f"{size:,} of {expected_bytes:,} bytes arrived.",
            hint="The connection was probably lost; send the file again.",
        )
