"""What changed since the version before, short enough for a corner of a page; kept, as versions never change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import datasets
from core.datasets.catalogue import Dataset
from core.profiling.comparing.comparisons import compare
from core.profiling.comparing.records import ColumnComparison, Comparison, SchemaChanges
from core.profiling.comparing.sides import Part
from core.profiling.encoding import from_json, to_json
from core.profiling.table import Report
from core.profiling.words import quoted
from core.workspace import Workspace
from core.writing import numbers

FORMAT = 2  # counted up when the records change: older files are then compared anew
NAMED = 4  # columns that a sentence names


@dataclass(frozen=True)
class Summary:
    """What changed, as sentences, and the columns whose values moved, those that moved most first."""

    before_id: str
    after_id: str
    before_version: int
    rows_before: int
    rows_after: int
    sentences: tuple[str, ...]
    moved: tuple[ColumnComparison, ...]
    calm: bool

    @property
    def headline(self) -> str:
        """The one sentence that says whether there is something to look at."""
        return self.sentences[0]


def summary(comparison: Comparison) -> Summary:
    """A comparison in a few sentences."""
    moved = comparison.having("strong", "shifted")
    told = [*_schema(comparison.schema), *_moved(moved), *_new(comparison)]
    calm = not told
    return Summary(
        before_id=comparison.left.dataset_id,
        after_id=comparison.right.dataset_id,
        before_version=comparison.left.version,
        rows_before=comparison.left.rows,
        rows_after=comparison.right.rows,
        sentences=(_rows(comparison), *(told or ["The same columns, and their values are spread as before."])),
        moved=moved,
        calm=calm,
    )


def since_last(ws: Workspace, dataset: Dataset, *, report: Report | None = None) -> Summary | None:
    """What changed since the version before this one; None for a first version, or where one of the two is empty."""
    before = previous(ws, dataset)
    if before is None or not (before.rows and dataset.rows):
        return None
    return summary(versions(ws, before, dataset, report=report))


def previous(ws: Workspace, dataset: Dataset) -> Dataset | None:
    """The version before this one that is still there."""
    older = (found for found in datasets.versions(ws, dataset.id) if found.version < dataset.version)
    return next(older, None)


def versions(ws: Workspace, before: Dataset, after: Dataset, *, report: Report | None = None) -> Comparison:
    """Two whole datasets compared: at once where that was done before."""
    place = _path(ws, before, after)
    kept = _load(place)
    if kept:
        return kept
    made = compare(ws, Part(before), Part(after), report=report)
    content = json.dumps({"format": FORMAT, "comparison": to_json(made)}, ensure_ascii=False, allow_nan=False)
    with ws.folders.appearing(place) as beside:
        beside.write_text(content)
    return made


def _path(ws: Workspace, before: Dataset, after: Dataset) -> Path:
    """Beside the newer dataset, whose removal takes everything that begins with its id."""
    return ws.folders.datasets / f"{after.id}.comparison.{before.id}.json"


def _load(place: Path) -> Comparison | None:
    try:
        kept: dict[str, Any] = json.loads(place.read_text())
        return from_json(Comparison, kept["comparison"]) if kept["format"] == FORMAT else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None  # it can be compared again


def _rows(comparison: Comparison) -> str:
    before, after = comparison.left.rows, comparison.right.rows
    if before == after:
        return f"As many rows as before: {numbers.count(after)}."
    share = numbers.share(abs(after - before) / before)
    return f"{numbers.counted(abs(after - before), 'row')} {'more' if after > before else 'fewer'} ({share})."


def _schema(changes: SchemaChanges) -> Iterator[str]:
    if changes.added:
        yield f"New: {_named(changes.added, 'column')}."
    if changes.removed:
        yield f"Gone: {_named(changes.removed, 'column')}."
    for renamed in changes.renamed:
        yield f"{quoted(renamed.before)} seems to be called {quoted(renamed.after)} now."
    if changes.retyped:
        yield f"Of another type: {_named(tuple(found.column for found in changes.retyped), 'column')}."


def _moved(moved: tuple[ColumnComparison, ...]) -> Iterator[str]:
    if moved:
        yield f"The values moved in {_named(tuple(column.after for column in moved), 'column')}."


def _new(comparison: Comparison) -> Iterator[str]:
    """New values in columns that have not moved as a whole."""
    names = tuple(c.after for c in comparison.having("stable", "unsure") if c.new and c.kind == "category")
    if names:
        yield f"Values that were not there before in {_named(names, 'column')}."


def _named(names: tuple[str, ...], noun: str) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{numbers.counted(len(names), noun)} ({', '.join(quoted(name) for name in names[:NAMED])}{more})"
