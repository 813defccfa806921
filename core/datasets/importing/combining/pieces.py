"""One of several files that make a table: the SQL of its rows and what its columns are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.importing import opening
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.formats.archives import Unpacked
from core.datasets.importing.formats.structured import TypedColumn, TypedTable
from core.datasets.importing.opening import Content
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.task import Import
from core.datasets.importing.text import tables
from core.datasets.importing.text.tables import TextTable
from core.datasets.importing.types.sql import quote
from core.errors import AppError


@dataclass(frozen=True)
class Piece:
    """A file that was opened. `table` is there for text, which may have to be mended before it can be read."""

    file: str
    relation: str
    columns: tuple[TypedColumn, ...]
    named: bool
    folder: Path
    report: ImportReport
    table: TextTable | None = None
    warnings: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether nothing is known that would make its rows come out wrong."""
        return self.table is None or not self.table.broken

    @property
    def mended(self) -> bool:
        return self.table is None or self.table.mended is not None


def open_piece(task: Import, at: int, file: str, found: Path | Unpacked) -> Piece:
    """Opens one file of several, in a folder of its own. Raises what opening it alone would raise, with its name."""
    folder = task.folder / f"file{at}"
    folder.mkdir(exist_ok=True)
    alone = replace(task, folder=folder, options=replace(task.options, combine=None))
    report = ImportReport()
    try:
        return _piece(_opened(alone, found, report), file, folder, report)
    except AppError as error:
        raise type(error)(f"“{file}”: {error.message}", hint=error.hint) from error


def mend(task: Import, piece: Piece) -> Piece:
    """The same rows from a tidy copy."""
    if piece.table is None:
        return piece
    told = task.database.progress.of_bytes(piece.table.path.stat().st_size)
    return _of_text(tables.mend(piece.table, piece.folder, told), piece.file, task.options, piece.folder, piece.report)


def _opened(task: Import, found: Path | Unpacked, report: ImportReport) -> Content:
    if isinstance(found, Unpacked):
        return opening.open_unpacked(task, found, report)
    return opening.open_file(task, found, report)


def _piece(content: Content, file: str, folder: Path, report: ImportReport) -> Piece:
    if isinstance(content, TypedTable):
        return Piece(file, content.relation, content.columns, True, folder, report, None, content.warnings)
    table = tables.open_text(content.path, content.options)
    return _of_text(table, file, content.options, folder, report)


def _of_text(table: TextTable, file: str, options: ImportOptions, folder: Path, report: ImportReport) -> Piece:
    relation = table.relation(all_text=options.all_text)
    return Piece(file, relation, tuple(_columns(table)), bool(table.layout.names), folder, report, table)


def _columns(table: TextTable) -> Iterator[TypedColumn]:
    for text in table.columns:
        yield TypedColumn(text.name, text.original, quote(text.field), "text", "VARCHAR", proven=True, text=text)
