"""What the report says of a column that was found out from text."""

from __future__ import annotations

from collections.abc import Sequence

from core.datasets.importing.reporting.report import ColumnReport
from core.datasets.importing.types.columns import Verdict

EXAMPLES = 5  # of the texts that did not fit a column
EXAMPLE_LETTERS = 60


def kind(verdict: Verdict) -> str:
    """The kind if it is certain before the values are stored. What a person chose is kept if it could be."""
    chosen = verdict.column.kind
    if chosen and (verdict.conversion is None) == (chosen in ("text", "category", "id")):
        return chosen
    if verdict.conversion is None or verdict.conversion.kind == "number":
        return ""
    return verdict.conversion.kind


def column(verdict: Verdict, kind: str, misfits: Sequence[str]) -> ColumnReport:
    """A column as it was stored; `misfits` are texts that did not fit it."""
    return ColumnReport(
        name=verdict.column.name,
        original=verdict.column.original,
        kind=kind,
        type=verdict.type,
        evidence=verdict.evidence,
        confidence=verdict.confidence,
        missing=verdict.missing,
        misfits=verdict.misfits,
        examples=tuple(text[:EXAMPLE_LETTERS] for text in misfits[:EXAMPLES]),
        written=verdict.conversion.key if verdict.conversion else "",
        label=verdict.conversion.label if verdict.conversion else "",
    )
