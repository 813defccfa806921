"""The files of an import: where they lie, and what a dataset tells about them ever after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import core.datasets.originals as originals
import core.datasets.uploads as uploads
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.uploads import Upload
from core.errors import TooLarge
from core.storage.state import now
from core.workspace import Workspace

SHOWN_NAMES = 5


@dataclass(frozen=True)
class File:
    """A file to import. `name` is what its owner calls it."""

    name: str
    path: Path
    bytes: int
    sha256: str

    @property
    def described(self) -> dict[str, Any]:
        return {"name": self.name, "bytes": self.bytes, "sha256": self.sha256}


def described(upload: Upload) -> dict[str, Any]:
    """An upload as a job's specification names it."""
    return {"name": upload.name, "bytes": upload.bytes, "sha256": upload.sha256, "upload_id": upload.id}


def opened(ws: Workspace, named: Iterable[Mapping[str, Any]], folder: Path) -> tuple[File, ...]:
    """The files that a job's specification names; kept originals are unpacked to `folder`. Raises NotFound."""
    return tuple(
        File(file["name"], _path(ws, file, folder / f"original{at}"), file["bytes"], file["sha256"])
        for at, file in enumerate(named)
    )


def keep(ws: Workspace, files: Iterable[File], report: ImportReport) -> None:
    """Keeps the files to read them again later; where there is no room for them, the report says so."""
    if not ws.settings.keep_originals:
        return
    try:
        for file in files:
            originals.keep(ws, file.path, file.sha256)
    except TooLarge as error:
        report.warn(f"The uploaded file is not kept: {error.message[0].lower()}{error.message[1:]}")


def label(names: Sequence[str]) -> str:
    """The names of files in a line."""
    return ", ".join(names[:SHOWN_NAMES]) + (
        f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    )


def provenance(files: Sequence[File], source: str) -> dict[str, Any]:
    """Where the rows come from, for the import report. The time is UTC; `person` is for when there are accounts."""
    return {
        "files": [file.described for file in files],
        "source": source,
        "imported_at": now().isoformat(timespec="seconds"),
        "person": "",
    }


def _path(ws: Workspace, file: Mapping[str, Any], target: Path) -> Path:
    if "upload_id" in file:
        return uploads.path(ws, uploads.find(ws, file["upload_id"]).id)
    return originals.unpack(ws, file["sha256"], target)
