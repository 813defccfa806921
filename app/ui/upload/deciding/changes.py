"""What a choice changed in how a file is read: the look before against the look after, in short sentences."""

from __future__ import annotations

from collections.abc import Iterator

from app.ui import numbers
from core.datasets import KINDS, Inspection

NAMES_SHOWN = 3
LABELS = {kind.key: kind.label for kind in KINDS}


def between(before: Inspection, after: Inspection) -> tuple[str, ...]:
    """The differences that a person would notice, the greatest first; none where nothing differs."""
    return tuple(_sentences(before, after))


def _sentences(before: Inspection, after: Inspection) -> Iterator[str]:
    kinds_before, kinds_after = _kinds(before), _kinds(after)
    if len(kinds_before) != len(kinds_after):
        yield f"columns: {len(kinds_before):,} → {len(kinds_after):,}"
    elif kinds_before.keys() != kinds_after.keys():
        yield f"other names, now {_some([f'“{name}”' for name in kinds_after if name not in kinds_before])}"
    if before.rows_read != after.rows_read:
        yield f"rows: {before.rows_read:,} → {after.rows_read:,}"
    if before.rows_rejected != after.rows_rejected:
        yield f"rejected lines: {before.rows_rejected:,} → {after.rows_rejected:,}"
    both = [name for name in kinds_after if kinds_before.get(name, kinds_after[name]) != kinds_after[name]]
    if both:
        yield _some([f"“{name}” {LABELS[kinds_before[name]]} → {LABELS[kinds_after[name]]}" for name in both])
    misfits = _misfits(before), _misfits(after)
    if misfits[0] != misfits[1]:
        yield f"misfits: {numbers.count(misfits[0])} → {numbers.count(misfits[1])}"
    values = sum(1 for a, b in zip(before.preview, after.preview, strict=False) if a != b)
    if values and len(kinds_before) == len(kinds_after) and not both:
        yield f"values differ in {numbers.counted(values, 'row')} of the preview"


def _kinds(seen: Inspection) -> dict[str, str]:
    return {column["name"]: column["kind"] for column in seen.columns}


def _misfits(seen: Inspection) -> int:
    return sum(column.get("misfits", 0) for column in seen.columns)


def _some(items: list[str]) -> str:
    more = f" and {len(items) - NAMES_SHOWN:,} more" if len(items) > NAMES_SHOWN else ""
    return ", ".join(items[:NAMES_SHOWN]) + more
