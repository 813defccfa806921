"""What one import is asked to do and with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.storing.database import Database


@dataclass(frozen=True)
class Import:
    """One import: where it writes, what a person chose, and a folder for what it needs on the way.

    `rows` limits how many rows are read; None reads all. `source` says where the rows come from, for the report.
    """

    database: Database
    folder: Path
    options: ImportOptions
    rows: int | None = None
    source: dict[str, Any] = field(default_factory=dict)

    def limited(self, relation: str) -> str:
        return relation if self.rows is None else f"(SELECT * FROM {relation} LIMIT {self.rows})"
