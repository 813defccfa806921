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
from core.profiling.measures.catalogue import QUANTILES
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, Drafts, plain
from core.profiling.measures.histograms import axis_of, binned
from core.profiling.records import ValueCount, Values
from core.profiling.table import Array, Table, build_select, holds, in_batches, terms

MOST_SAMPLED = 50_000  # rows: a share is then known to half a percent
FEWEST_SAMPLED = 1_000
SAMPLED_CELLS = 5_000_000  # of very wide tables fewer rows are taken: about 40 MB
SAMPLED = "temp.sampled"
TOP = 20


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


def build_sample(table: Table, columns: Sequence[Column]) -> str:
    """The values of some columns in the sample's rows, on their axes, long texts cut."""
    values = [f"{_value(column)} AS c{place}" for place, column in enumerate(columns)]
    step = sample_step(table.rows, len(table.columns))
    rows = "" if step == 1 else f"\nWHERE hash(rowid) % {step} = 0"
    return build_select(values, table.name) + rows


def take(table: Table) -> Sample:
    """Takes the sample."""
    batches = list(in_batches(table.columns))
    parts = table.at_once(Table.arrow, [build_sample(table, batch) for batch in batches])
    values = [column for part in parts for column in part.columns]
    columns = {column.name: found for column, found in zip(table.columns, values, strict=True)}
    n = parts[0].num_rows if parts else 0
    return Sample(
        n=n,
        whole=n == table.rows,
        axes={c.name: _floats(columns[c.name]) for c in table.columns if holds(c) != "texts"},
        codes={column.name: _codes(columns[column.name]) for column in table.holding("texts")},
    )


def preview(sample: Sample, drafts: Drafts) -> None:
    """What the sample tells of every column, for the first paint: quantiles and histogram, or the top values."""
    for name, axis in sample.axes.items():
        _preview_axis(drafts[name], axis[np.isfinite(axis)], sample)
    for name, codes in sample.codes.items():
        drafts[name].top = _top_texts(codes, sample)


def _value(column: Column) -> str:
    spoken = terms(column)
    return f"left({spoken['text']}, {LONGEST_SHOWN})" if holds(column) == "texts" else spoken["axis"]


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
