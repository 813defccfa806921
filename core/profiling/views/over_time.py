"""A table along one of its dates: rows and means per bucket, what is left out, rhythms, and levels that change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np

import core.profiling.words as words
from core.datasets.catalogue import Column, Dataset
from core.errors import BadInput
from core.profiling.measures.draft import plain
from core.profiling.records import Break, Season, Series, TimeGap, TimeView, Value
from core.profiling.table import Array, Table, build_select, holds, opened, terms, text_literal
from core.profiling.views.breaks import find_breaks
from core.profiling.views.buckets import Span, build_starts, span_of, written
from core.profiling.views.pairs import is_category
from core.profiling.views.seasons import find_seasons
from core.workspace import Workspace

MOST_COLUMNS = 12
USUAL_COLUMNS = 6  # shown where none are asked for
GAPS_KEPT = 20
MANY_GAPS = 0.1  # of the buckets begin a gap: these are then the rhythm, and only longer ones are told


@dataclass(frozen=True)
class Line:
    """A column to follow: the expression of a bucket's value, and for a category the value whose share it is."""

    column: Column
    expression: str
    value: Value = None

    @property
    def label(self) -> str:
        name = words.quoted(self.column.name)
        return f"Mean of {name}" if self.value is None else f"Share of {words.quoted(self.value)} in {name}"


def over_time(ws: Workspace, dataset: Dataset, date_column: str, columns: Sequence[str] = ()) -> TimeView:
    """A dataset along a column of dates, and these columns (else its first numbers): at most 400 buckets.

    Numbers are followed by their mean, other columns by the share of their most frequent value. Raises NotFound for a
    name that is no column, and BadInput for a column without dates or for too many columns.
    """
    date = dataset.column(date_column)
    if holds(date) != "dates":
        raise BadInput(f"“{date_column}” holds no dates.", hint="Choose a column of dates.")
    if len(columns) > MOST_COLUMNS:
        raise BadInput(f"{len(columns)} columns were chosen.", hint=f"Choose at most {MOST_COLUMNS}.")
    followed = [dataset.column(name) for name in columns if name != date_column] or _usual(dataset)
    with opened(ws, dataset) as table:
        return follow(table, date, followed)


def follow(table: Table, date: Column, columns: Sequence[Column]) -> TimeView:
    """The view of a table that is open."""
    span = span_of(table, date)
    if span is None:
        raise BadInput(f"“{date.name}” has no dates.", hint="Choose another column.")
    lines = [_line(table, column) for column in columns]
    sql = {"starts": build_starts(span, table=table.name), "buckets": build_buckets(span, lines, table=table.name)}
    starts = [row[0] for row in table.all(sql["starts"])]
    counts, values, known = _placed(starts, table.all(sql["buckets"]), len(lines))
    expressions = ["count(*)", *(line.expression for line in lines)]
    labels = ["Rows", *(line.label for line in lines)]
    (rhythm, *rhythms), behind = find_seasons(table, span, labels, expressions)
    series = tuple(
        _series(line, starts, values[place], known[place], rhythms[place]) for place, line in enumerate(lines)
    )
    gaps, breaks = tuple(_gaps(starts, counts)), tuple(_breaks("Rows", starts, _inner(counts)))
    return TimeView(
        column=date.name,
        bucket=span.length.key,
        starts=tuple(written(start) for start in starts),
        counts=tuple(int(count) for count in counts),
        left_out=table.rows - int(counts.sum()),
        series=series,
        gaps=gaps,
        season=rhythm,
        breaks=breaks,
        sentences=tuple(_sentences(span, gaps, [rhythm, *rhythms], [breaks, *(one.breaks for one in series)])),
        sql=sql | behind,
    )


def build_buckets(span: Span, lines: Sequence[Line], *, table: str) -> str:
    """Per bucket with rows: start, rows, and of each line the value and the rows that have one."""
    measured = [f"{line.expression}, count({terms(line.column)['column']})" for line in lines]
    return (
        f"{build_select([f'{span.start} AS start', 'count(*) AS rows', *measured], table)}\n"
        f"WHERE {span.inside}\nGROUP BY ALL\nORDER BY start"
    )


def build_mode(column: Column, *, table: str) -> str:
    """The most frequent value of a column as text."""
    text = terms(column)["text"]
    return (
        f"SELECT {text} AS value\nFROM {table}\nWHERE {text} IS NOT NULL\n"
        "GROUP BY ALL\nORDER BY count(*) DESC, value\nLIMIT 1"
    )


def _usual(dataset: Dataset) -> list[Column]:
    return [column for column in dataset.columns if column.kind == "number"][:USUAL_COLUMNS]


def _line(table: Table, column: Column) -> Line:
    spoken = terms(column)
    if holds(column) == "booleans":
        return Line(column, f"avg({spoken['column']}::INTEGER)", True)
    if not is_category(column):
        return Line(column, f"avg({spoken['axis']})")
    found = table.all(build_mode(column, table=table.name))
    value = found[0][0] if found else ""
    return Line(column, f"avg(({spoken['text']} = {text_literal(value)})::INTEGER)", plain(value))


def _placed(starts: list[datetime], rows: list[tuple[Any, ...]], lines: int) -> tuple[Array, Array, Array]:
    """Rows per bucket, and of each line the values (NaN without any) and the rows that have one."""
    places = {start: place for place, start in enumerate(starts)}
    counts, values = np.zeros(len(starts)), np.full((lines, len(starts)), np.nan)
    known = np.zeros((lines, len(starts)))
    for start, count, *measured in rows:
        place = places[start]
        counts[place] = count
        values[:, place] = [np.nan if value is None else value for value in measured[::2]]
        known[:, place] = measured[1::2]
    return counts, values, known


def _series(line: Line, starts: list[datetime], values: Array, known: Array, season: Season) -> Series:
    return Series(
        column=line.column.name,
        what="mean" if line.value is None else "share",
        label=line.label,
        values=tuple(float(value) if np.isfinite(value) else None for value in values),
        counts=tuple(int(count) for count in known),
        season=season,
        breaks=tuple(_breaks(line.label, starts, values)),
        value=line.value,
    )


def _inner(counts: Array) -> Array:
    """The counts without the first and the last bucket, which are seldom whole."""
    inner = counts.copy()
    inner[[0, -1]] = np.nan
    return inner


def _breaks(label: str, starts: list[datetime], values: Array) -> Iterator[Break]:
    places = find_breaks(values)
    ends = [0, *places, len(values)]
    levels = [float(np.nanmedian(values[begin:end])) for begin, end in pairwise(ends)] if places else []
    for place, before, after in zip(places, levels, levels[1:], strict=False):
        told = f"{label}: from {starts[place]:%Y-%m-%d} on about {after:,.4g} instead of {before:,.4g}."
        yield Break(written(starts[place]), before, after, told)


def _gaps(starts: list[datetime], counts: Array) -> Iterator[TimeGap]:
    """The runs of empty buckets, longest first; where there are many, only those longer than the usual one."""
    empty = np.concatenate([[0], (counts == 0).astype(np.int8), [0]])
    begins, ends = np.flatnonzero(np.diff(empty) == 1), np.flatnonzero(np.diff(empty) == -1)
    lengths = ends - begins
    usual = int(np.bincount(lengths).argmax()) if len(lengths) > MANY_GAPS * len(counts) else 0
    longest = [place for place in np.argsort(-lengths, kind="stable") if lengths[place] > usual][:GAPS_KEPT]
    for place in longest:
        yield TimeGap(written(starts[begins[place]]), written(starts[ends[place]]), int(lengths[place]))


def _sentences(
    span: Span, gaps: Sequence[TimeGap], seasons: Sequence[Season], breaks: Sequence[Sequence[Break]]
) -> Iterator[str]:
    if gaps:
        longest = gaps[0]
        length = f"{longest.buckets} {span.length.key}s" if longest.buckets > 1 else f"one {span.length.key}"
        told = f"No rows for {length} from {longest.start[:10]} on"
        yield f"{told}, the longest of {len(gaps)} gaps." if len(gaps) > 1 else f"{told}."
    yield from (found.sentence for level in breaks for found in level)
    yield from (told for season in seasons for told in season.sentences)
