"""A file's way through the import, without jobs and workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.datasets import ImportOptions
from core.datasets.importing import pipeline
from core.datasets.importing.progress import Progress
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.storing import database
from core.datasets.importing.task import Import
from core.storage.folders import Folders


@dataclass(frozen=True)
class Imported:
    """What an import left: values by column name, the lines set aside, the texts that did not fit, the report."""

    table: dict[str, list[Any]]
    rejects: list[tuple[Any, ...]]
    misfits: list[tuple[Any, ...]]
    report: ImportReport

    @property
    def kinds(self) -> dict[str, str]:
        return {column.name: column.kind for column in self.report.columns}


ImportBytes = Callable[..., Imported]


@pytest.fixture
def import_bytes(tmp_path: Path) -> ImportBytes:
    """Imports these bytes as a person's upload would be."""
    folders = Folders(tmp_path)
    folders.create()

    def run(content: bytes, options: ImportOptions | None = None, *, listener: Any = None) -> Imported:
        path = folders.uploads / "file"
        path.write_bytes(content)
        progress = Progress(listener) if listener else Progress()
        with database.writing(None, folders, progress, memory_mb=1024, threads=2) as opened:
            report = pipeline.run(Import(opened, folders.temporary, options or ImportOptions()), path)
            names = [column.name for column in report.columns]
            rows = opened.fetch("SELECT * FROM data ORDER BY rowid")
            table = {name: [row[at] for row in rows] for at, name in enumerate(names)}
            rejects = opened.fetch("SELECT * FROM rejects ORDER BY line")
            return Imported(table, rejects, opened.fetch("FROM misfits"), report)

    return run
