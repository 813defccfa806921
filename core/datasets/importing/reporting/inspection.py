"""A look at a file before it is imported: every decision, and a preview of raw text beside the typed values."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.datasets.importing.reporting.report import Decision, ImportReport
from core.datasets.importing.storing.database import Database
from core.datasets.importing.types.columns import TextColumn
from core.datasets.importing.types.notations import missing
from core.datasets.importing.types.sql import quote

LOOKED_AT_ROWS = 10_000  # enough to see what the columns hold, little enough to answer at once
PREVIEW_ROWS = 100
RAW_LINES = 20
RAW_LETTERS = 2000
CELL_LETTERS = 500  # of one cell of the preview
REJECTS_SHOWN = 20


@dataclass(frozen=True)
class Inspection:
    """What an import of this file would do.

    `preview` holds the first rows as they would be stored, `raw_rows` the texts of the same cells as the file has them.
    `problems` are cells of these rows that hold a text but no value: (row, counted from 0; column; reason). `rejects`
    are the first lines that would be set aside: (line, text, reason). `looked_at` says in words how much of the file
    the counts are of; `complete` whether that is all of it.
    """

    decisions: tuple[Decision, ...]
    columns: tuple[dict[str, Any], ...]
    preview: tuple[tuple[Any, ...], ...]
    raw_rows: tuple[tuple[str | None, ...], ...]
    problems: tuple[tuple[int, str, str], ...]
    rejects: tuple[tuple[int | None, str, str], ...]
    raw: tuple[str, ...]
    rows_read: int
    rows_rejected: int
    complete: bool
    looked_at: str
    warnings: tuple[str, ...]
    report: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Inspection:
        lists = {name: tuple(stored[name]) for name in ("columns", "raw", "warnings")}
        tables = ("preview", "raw_rows", "problems", "rejects")
        rows = {name: tuple(tuple(row) for row in stored[name]) for name in tables}
        decisions = tuple(Decision(**decision) for decision in stored["decisions"])
        return cls(**stored | lists | rows | {"decisions": decisions})


def keep_texts(database: Database, relation: str, columns: Sequence[TextColumn]) -> None:
    """Writes the table `texts`: the cells of the first rows as the file has them."""
    texts = ", ".join(f"left({quote(column.field)}, {CELL_LETTERS})" for column in columns)
    database.fetch(f"CREATE OR REPLACE TEMP TABLE texts AS SELECT {texts} FROM {relation} LIMIT {PREVIEW_ROWS}")


def made_of(database: Database, report: ImportReport, path: Path) -> Inspection:
    preview = database.fetch(f"SELECT * FROM data ORDER BY rowid LIMIT {PREVIEW_ROWS}")
    texts = _texts(database)
    rejects = f"SELECT line, left(text, {CELL_LETTERS}), reason FROM rejects LIMIT {REJECTS_SHOWN}"
    complete = report.rows_read < LOOKED_AT_ROWS and not report.looked_at
    told = report.to_json()
    return Inspection(
        decisions=tuple(report.decisions),
        columns=tuple(told["columns"]),
        preview=tuple(tuple(_plain(value) for value in row) for row in preview),
        raw_rows=tuple(texts),
        problems=tuple(_problems(report, preview, texts)),
        rejects=tuple(_with_known_lines(database.fetch(rejects), report)),
        raw=tuple(_first_lines(path)) if report.format == "text" and not report.packing else (),
        rows_read=report.rows_read,
        rows_rejected=report.rows_rejected,
        complete=complete,
        looked_at="the whole file" if complete else report.looked_at or f"the first {report.rows_read:,} rows",
        warnings=tuple(report.warnings),
        report=told,
    )


def _with_known_lines(rejects: Sequence[tuple[Any, ...]], report: ImportReport) -> Iterator[tuple[Any, ...]]:
    for line, *rest in rejects:
        yield (line if not report.looked_at or line <= report.known_lines else None, *rest)


def _texts(database: Database) -> list[tuple[str | None, ...]]:
    """The texts of the preview's cells; of a file that has no texts, the values as text."""
    if database.fetch("SELECT 1 FROM duckdb_tables() WHERE table_name = 'texts'"):
        return database.fetch("FROM texts ORDER BY rowid")
    return database.fetch(
        f"SELECT left(columns(*)::VARCHAR, {CELL_LETTERS}) FROM data ORDER BY rowid LIMIT {PREVIEW_ROWS}"
    )


def _problems(
    report: ImportReport, preview: Sequence[Sequence[Any]], texts: Sequence[Sequence[str | None]]
) -> Iterator[tuple[int, str, str]]:
    """The cells of the preview that hold a text which is not of its column's kind."""
    doubtful = [(at, column) for at, column in enumerate(report.columns) if column.misfits]
    markers = report.options.get("missing_markers")
    for number, (values, row) in enumerate(zip(preview, texts, strict=True)):
        for at, column in doubtful:
            text = (row[at] or "").strip()
            absent = missing.is_marker(text) if markers is None else text in ("", *markers)
            if values[at] is None and not absent:
                yield number, column.name, f"not {column.label}" if column.label else "not of the column's kind"


def _plain(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _first_lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        start = file.read(RAW_LINES * RAW_LETTERS)
    return [line[:RAW_LETTERS] for line in start.decode("utf-8", "replace").splitlines()[:RAW_LINES]]
