"""What a person should look at before a file is imported: decisions that are far from sure, and warnings."""

from __future__ import annotations

from collections.abc import Iterator

from core.datasets.importing.reporting.inspection import Inspection

SURE_ENOUGH = 0.7  # confidence from which on a decision is taken without asking


def of(inspection: Inspection) -> tuple[str, ...]:
    """A sentence for each doubt; none for a file that can be imported straight away."""
    return tuple(_doubts(inspection))


def _doubts(inspection: Inspection) -> Iterator[str]:
    told = " ".join(inspection.warnings)
    for decision in inspection.decisions:
        if decision.confidence < SURE_ENOUGH and decision.evidence not in told:
            yield f"The {decision.what} is not sure: {decision.evidence}."
    for column in inspection.columns:
        if column.get("confidence", 1.0) < SURE_ENOUGH and f"“{column['name']}”" not in told:
            yield f"The kind of “{column['name']}” is not sure: {column['evidence']}."
    yield from inspection.warnings
