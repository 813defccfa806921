"""Values from places all over a long file join the samples of its columns: what comes late is expected then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.datasets.importing.reporting import excerpts
from core.datasets.importing.text.lines import records
from core.datasets.importing.text.tables import TextTable
from core.datasets.importing.types import candidates
from core.datasets.importing.types.columns import EDGE_SPACES, TextColumn
from core.datasets.importing.types.notations import missing

MOST_CELLS = 100_000
LINES = 60  # of each place


def widen(table: TextTable, columns: Sequence[TextColumn]) -> list[TextColumn]:
    """The columns with what is seen further down; as they are if the file is short, or was mended."""
    rows = [] if table.mended else list(_rows(table))[: max(1, MOST_CELLS // len(table.columns))]
    return [_widened(column, rows) for column in columns] if rows else list(columns)


def _rows(table: TextTable) -> Iterator[list[str]]:
    width = len(table.columns)
    for place in excerpts.further(table.path):
        lines = place.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[:LINES]
        yield from (r.fields for r in records.read(lines, table.dialect, width=width) if len(r.fields) == width)


def _widened(column: TextColumn, rows: Sequence[Sequence[str]]) -> TextColumn:
    place = int(column.field[1:])
    chosen = column.markers or ()
    values = {row[place] for row in rows if row[place] and row[place].strip() not in chosen}
    more = candidates.distinct(sorted(values))
    return replace(
        column,
        sample=tuple(dict.fromkeys((*column.sample, *more))),
        spaced=column.spaced or any(value[0] in EDGE_SPACES or value[-1] in EDGE_SPACES for value in values),
        marked=column.marked or (column.markers is None and any(missing.is_marker(value.strip()) for value in values)),
    )
