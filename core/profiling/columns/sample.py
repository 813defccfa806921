"""A bounded sample of the rows, chosen by the hash of their number.

It represents the table however that is sorted, does not fall in step with anything that repeats every so many rows, as
every n-th row would, and is always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.datasets.catalogue import Column
from core.profiling.measures.catalogue import ON_SAMPLE, QUANTILES, build_term, measure
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, Drafts, plain
from core.profiling.measures.histograms import axis_of, binned
from core.profiling.measures.patterns import SHAPE
from core.profiling.records import ValueCount, Values
from core.profiling.table import Array, Table, holds, is_whole, terms, wide

MOST_SAMPLED = 50_000  # rows: a share is then known to half a percent
FEWEST_SAMPLED = 1_000
SAMPLED_CELLS = 5_000_000  # of very wide tables fewer rows are taken: about 40 MB
SAMPLED = "temp.sampled"
MOST_READ, FEWEST_READ = 5_000, 500  # rows of the sample of which every character is read
READ_CELLS = 100_000  # of tables with many columns of text fewer rows are read: each value takes microseconds
SHORTEST_CARD = 1e12  # smaller numbers have fewer than the 13 digits of a payment card
TOP = 20
SHAPES = 6
EXAMPLES = 5


@dataclass(frozen=True)
class Codes:
    """Texts as numbers: `places[row]` is the text's place in `texts`, -1 where it is missing."""

    places: NDArray[np.int32]
    texts: list[str]


@dataclass(frozen=True)
class Sample:
    """`n` rows of the table, all of them if `whole`: values on their axis (NaN where missing), or texts as codes."""

    n: int
    whole: bool
    axes: dict[str, Array]
    codes: dict[str, Codes]


def sample_step(rows: int, columns: int) -> int:
    """One row in how many is taken."""
    wanted = min(MOST_SAMPLED, max(FEWEST_SAMPLED, SAMPLED_CELLS // max(columns, 1)))
    return max(1, -(-rows // wanted))


def build_sample(table: Table) -> str:
    """The statement that keeps the sample as a temporary table, long texts cut."""
    kept = ",\n  ".join(_kept(column) for column in table.columns)
    step = sample_step(table.rows, len(table.columns))
    return (
        f"CREATE OR REPLACE TEMP TABLE sampled AS\nSELECT\n  {kept}\nFROM {table.name}\nWHERE hash(rowid) % {step} = 0"
    )


def take(table: Table) -> Sample:
    """Takes the sample; it stays in the temporary table `sampled` of this connection."""
    table.connection.execute(build_sample(table))
    as_axes = [column for column in table.columns if holds(column) != "texts"]
    as_codes = table.holding("texts")
    axes = {column.name: f"{terms(column)['axis']}" for column in as_axes}
    texts = {column.name: terms(column)["text"] for column in as_codes}
    selected = ", ".join(f"{sql} AS c{place}" for place, sql in enumerate((axes | texts).values()))
    arrow = table.connection.sql(f"SELECT {selected} FROM {SAMPLED}").to_arrow_table()
    arrays = [arrow.column(place) for place in range(len(table.columns))]
    return Sample(
        n=arrow.num_rows,
        whole=arrow.num_rows == table.rows,
        axes={name: _floats(values) for name, values in zip(axes, arrays, strict=False)},
        codes={name: _codes(values) for name, values in zip(texts, arrays[len(axes) :], strict=True)},
    )


def preview(sample: Sample, drafts: Drafts) -> None:
    """What the sample tells of every column, for the first paint: quantiles and histogram, or the top values."""
    for name, axis in sample.axes.items():
        _preview_axis(drafts[name], axis[np.isfinite(axis)], sample)
    for name, codes in sample.codes.items():
        drafts[name].top = _top_texts(codes, sample)


def measure_texts(table: Table, sample: Sample, drafts: Drafts) -> None:
    """The measures that read every character of a text, and the shapes texts have, on a part of the sample."""
    columns = [column for column in table.columns if drafts[column.name].count and _read_keys(drafts[column.name])]
    if not columns:
        return
    part = _take_part(table, sample, columns)

    def fragments(column: Column) -> list[str]:
        return [build_term(key, column, table=part.name) for key in _read_keys(drafts[column.name])]

    for name, values in wide(part, columns, fragments).items():
        drafts[name].estimate(part.rows, **dict(zip(_read_keys(drafts[name]), values, strict=True)))
    for column in columns:
        if holds(column) == "texts":
            _find_shapes(part, drafts[column.name])
            drafts[column.name].examples = tuple(sample.codes[column.name].texts[:EXAMPLES])


def _take_part(table: Table, sample: Sample, columns: Sequence[Column]) -> Table:
    """A table of its own: of one with few columns every query is planned faster."""
    step = max(1, -(-sample.n // min(MOST_READ, max(FEWEST_READ, READ_CELLS // len(columns)))))
    names = ", ".join(terms(column)["column"] for column in columns)
    table.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE sampled_texts AS\nSELECT {names}\nFROM {SAMPLED}\nWHERE rowid % {step} = 0"
    )
    return replace(table, name="temp.sampled_texts", rows=-(-sample.n // step))


def build_shapes(column: Column, *, table: str) -> str:
    """The most frequent shapes of a column's texts: (shape, values)."""
    spoken = terms(column)
    return (
        f"SELECT {SHAPE.format(**spoken)} AS shape, count(*) AS count\n"
        f"FROM {table}\n"
        f"WHERE {spoken['column']} IS NOT NULL\n"
        "GROUP BY ALL\n"
        "ORDER BY count DESC, shape\n"
        f"LIMIT {SHAPES}"
    )


def _kept(column: Column) -> str:
    spoken = terms(column)
    if holds(column) == "texts":
        return f"left({spoken['text']}, {LONGEST_SHOWN}) AS {spoken['column']}"
    return spoken["column"]


def _floats(values: Any) -> Array:
    return np.asarray(values.to_numpy(), dtype=np.float64)


def _codes(values: Any) -> Codes:
    encoded = values.combine_chunks().dictionary_encode()
    places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Codes(places.astype(np.int32), encoded.dictionary.to_pylist())


def _precision(sample: Sample) -> dict[str, Any]:
    return {} if sample.whole else {"precision": "sample", "n": sample.n}


def _preview_axis(draft: Draft, values: Array, sample: Sample) -> None:
    if not len(values):
        return
    if draft.holds == "booleans":
        counts = [ValueCount(True, int(values.sum())), ValueCount(False, int(len(values) - values.sum()))]
        counts.sort(key=lambda counted: -counted.count)
        draft.top = Values(tuple(counts), **_precision(sample))
        return
    low, high = (draft.low, draft.high) if draft.has_range else (float(values.min()), float(values.max()))
    draft.histogram = replace(binned(values, None, low, high, axis_of(draft)), **_precision(sample))
    if draft.holds == "numbers":
        quantiles = dict(zip(QUANTILES, np.quantile(values, list(QUANTILES.values())), strict=True))
        draft.estimate(sample.n, mean=values.mean(), **quantiles)


def _top_texts(codes: Codes, sample: Sample) -> Values:
    counts = np.bincount(codes.places[codes.places >= 0], minlength=len(codes.texts))
    first = np.argsort(-counts, kind="stable")[:TOP]
    items = tuple(ValueCount(plain(codes.texts[place]), int(counts[place])) for place in first)
    return Values(items, **_precision(sample))


def _read_keys(draft: Draft) -> list[str]:
    if draft.holds == "numbers" and not (is_whole(draft.column) and draft.high >= SHORTEST_CARD):
        return []
    return [key for key in ON_SAMPLE if draft.holds in measure(key).holds]


def _find_shapes(part: Table, draft: Draft) -> None:
    found = part.all(build_shapes(draft.column, table=part.name))
    items = tuple(ValueCount(shape, count) for shape, count in found)
    draft.patterns = Values(items) if part.rows == draft.rows else Values(items, "sample", part.rows)
