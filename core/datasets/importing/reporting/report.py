"""The import report: every decision with its value, how sure it is, and the evidence in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from core.datasets.importing.reporting.words import count


@dataclass(frozen=True)
class Decision:
    """`confidence` goes from 0 to 1; 1 means that the whole file proves it or a person chose it."""

    what: str
    value: Any
    confidence: float
    evidence: str


@dataclass(frozen=True)
class ColumnReport:
    """`misfits` counts the values that were not of the kind and are empty now; `examples` shows some of them.

    `written` is the key of the conversion that read the texts, empty for a column that needed none; `label` says it in
    words, as in “dates like 2024-01-31”.
    """

    name: str
    original: str
    kind: str
    type: str
    evidence: str
    confidence: float = 1.0
    missing: int = 0
    misfits: int = 0
    examples: tuple[str, ...] = ()
    written: str = ""
    label: str = ""


@dataclass
class ImportReport:
    """What was decided, read, and left out. It is filled while the import goes on and kept with the dataset."""

    format: str = ""
    packing: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: bool | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    skipped_lines: list[str] = field(default_factory=list)
    rows_read: int = 0
    rows_rejected: int = 0
    looked_at: str = ""  # which part of the file this speaks of, empty for all of it
    known_lines: int = 0  # of a part: how many of its lines have the numbers they have in the file
    misfit_places: str = "row"  # what `line` counts in the table of misfits: lines of the file, or rows of the table
    missing_markers: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    columns: list[ColumnReport] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)

    def decide(self, what: str, value: Any, confidence: float, evidence: str) -> None:
        self.decisions.append(Decision(what, value, round(confidence, 2), evidence))

    def left_out(self, names: list[str]) -> None:
        """Tells which columns a person did not want."""
        if names:
            self.decide("columns left out", names, 1.0, "as chosen")

    def warn(self, *warnings: str) -> None:
        self.warnings += [warning for warning in warnings if warning not in self.warnings]

    def tell_names(self) -> None:
        """Warns of the columns whose names could not stay as they were."""
        chosen = (self.options.get("names") or {}).values()
        found = [column for column in self.columns if self.header and column.name not in chosen]
        changed = [column for column in found if column.name != column.original]
        if changed:
            some = ", ".join(f"“{column.original}” is now “{column.name}”" for column in changed[:5])
            self.warn(f"{count(len(changed), 'column name')} changed: {some}{' …' if len(changed) > 5 else ''}.")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
