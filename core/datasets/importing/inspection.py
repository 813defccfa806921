"""A look at a file before it is imported: every decision, and a preview of raw text beside the typed values."""

from __future__ import annotations

import datetime
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.datasets.importing.database import Database
from core.datasets.importing.report import Decision, ImportReport

LOOKED_AT_ROWS = 10_000  # enough to see what the columns hold, little enough to answer at once
PREVIEW_ROWS = 100
RAW_LINES = 20
RAW_LETTERS = 2000


@dataclass(frozen=True)
class Inspection:
    """What an import of this file would do. `complete` says whether the whole file was looked at."""

    decisions: tuple[Decision, ...]
    columns: tuple[dict[str, Any], ...]
    preview: tuple[tuple[Any, ...], ...]
    raw: tuple[str, ...]
    rows_read: int
    rows_rejected: int
    complete: bool
    warnings: tuple[str, ...]
    report: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Inspection:
        lists = {name: tuple(stored[name]) for name in ("columns", "raw", "warnings")}
        preview = tuple(tuple(row) for row in stored["preview"])
        decisions = tuple(Decision(**decision) for decision in stored["decisions"])
        return cls(**stored | lists | {"preview": preview, "decisions": decisions})


def made_of(database: Database, report: ImportReport, path: Path) -> Inspection:
    rows = database.fetch(f"SELECT * FROM data ORDER BY rowid LIMIT {PREVIEW_ROWS}")
    told = report.to_json()
    return Inspection(
        decisions=tuple(report.decisions),
        columns=tuple(told["columns"]),
        preview=tuple(tuple(_plain(value) for value in row) for row in rows),
        raw=tuple(_first_lines(path)) if report.format == "text" and not report.packing else (),
        rows_read=report.rows_read,
        rows_rejected=report.rows_rejected,
        complete=report.rows_read < LOOKED_AT_ROWS,
        warnings=tuple(report.warnings),
        report=told,
    )


def _plain(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _first_lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        start = file.read(RAW_LINES * RAW_LETTERS)
    return [line[:RAW_LETTERS] for line in start.decode("utf-8", "replace").splitlines()[:RAW_LINES]]
