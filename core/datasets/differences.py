"""What changed from one version of a dataset to the next: its columns, its rows, and how its file was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.datasets.catalogue import Column, Dataset
from core.datasets.importing.reporting.words import count

NAMES_SHOWN = 3
KEPT_IN_SILENCE = ("conventions", "recipe")  # options that say nothing to a person


@dataclass(frozen=True)
class Renamed:
    """A column of the file that has another name in the later version."""

    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """A column that is of another kind or type in the later version."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What a later version has, and an earlier one had not, and the other way round."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    changed: tuple[Changed, ...]
    rows_before: int
    rows_after: int
    rejected_before: int
    rejected_after: int
    options: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The difference in short sentences; none when nothing differs."""
        return tuple(filter(None, (self._rows(), *self._columns(), self._rejected(), *self.options)))

    @property
    def of_columns(self) -> tuple[str, ...]:
        """What differs in the columns, in short sentences."""
        return tuple(filter(None, self._columns()))

    def _rows(self) -> str:
        more = self.rows_after - self.rows_before
        return f"{count(abs(more), 'row')} {'more' if more > 0 else 'fewer'}" if more else ""

    def _rejected(self) -> str:
        if self.rejected_before == self.rejected_after:
            return ""
        return f"rejected lines: {self.rejected_before:,} → {self.rejected_after:,}"

    def _columns(self) -> tuple[str, ...]:
        renamed = [f"“{one.before}” → “{one.after}”" for one in self.renamed]
        changed = [f"“{one.name}” {one.before} → {one.after}" for one in self.changed]
        return (
            _some("new", [f"“{name}”" for name in self.added]),
            _some("gone", [f"“{name}”" for name in self.removed]),
            _some("renamed", renamed),
            _some("read differently", changed),
        )


def between(earlier: Dataset, later: Dataset) -> Difference:
    """What changed. A column is the same when it has the same name, or else the same one in the file."""
    pairs = _pairs(earlier.columns, later.columns)
    matched_before, matched_after = {a.name for a, _ in pairs}, {b.name for _, b in pairs}
    return Difference(
        added=tuple(column.name for column in later.columns if column.name not in matched_after),
        removed=tuple(column.name for column in earlier.columns if column.name not in matched_before),
        renamed=tuple(Renamed(a.name, b.name) for a, b in pairs if a.name != b.name),
        changed=tuple(Changed(b.name, *_read(a, b)) for a, b in pairs if (a.kind, a.type) != (b.kind, b.type)),
        rows_before=earlier.rows,
        rows_after=later.rows,
        rejected_before=earlier.report.get("rows_rejected", 0),
        rejected_after=later.report.get("rows_rejected", 0),
        options=_options(earlier.report.get("options") or {}, later.report.get("options") or {}),
    )


def _pairs(before: tuple[Column, ...], after: tuple[Column, ...]) -> list[tuple[Column, Column]]:
    by_name = {column.name: column for column in after}
    same = [(column, by_name[column.name]) for column in before if column.name in by_name]
    taken = {b.name for _, b in same}
    by_original = {column.original: column for column in after if column.original and column.name not in taken}
    left = [column for column in before if column.name not in by_name and column.original in by_original]
    return [*same, *((column, by_original[column.original]) for column in left)]


def _read(before: Column, after: Column) -> tuple[str, str]:
    """The kinds, or the types where the kind is the same."""
    return (before.kind, after.kind) if before.kind != after.kind else (before.type, after.type)


def _options(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """The choices about the file as a whole that differ; those about columns show in the columns."""
    names = [name for name in (*before, *after) if name not in (*KEPT_IN_SILENCE, "types", "names", "exclude")]
    changed = [name for name in dict.fromkeys(names) if before.get(name) != after.get(name)]
    return (f"chosen: {', '.join(name.replace('_', ' ') for name in changed)}",) if changed else ()


def _some(what: str, items: list[str]) -> str:
    more = f" and {len(items) - NAMES_SHOWN:,} more" if len(items) > NAMES_SHOWN else ""
    return f"{what}: {', '.join(items[:NAMES_SHOWN])}{more}" if items else ""
