"""The columns of a table that is not long, read whole and many at a time: thousands of queries would take longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.profiling.columns.counting import RARE, TOP, put_counts, put_few, shown_values
from core.profiling.measures.draft import LONGEST_SHOWN, Draft
from core.profiling.measures.patterns import MISSING_WORDS
from core.profiling.records import ValueCount, Values
from core.profiling.table import MOST_VALUES, WIDEST, Table, terms, wide
from core.profiling.texts.lengths import BLANKS

BYTES_AT_ONCE = 8 << 20  # of values held in memory
LONGEST_COLUMN = 64 << 20  # bytes of a column of text that is read whole
MOST_NAMES = 10_000  # different texts: more of them that hardly repeat are sentences, whose spelling is their own
NEARLY_UNIQUE = 0.5  # of the values

Tick = Callable[[float], None]


def count_at_hand(table: Table, drafts: Sequence[Draft], frequent: int, tick: Tick) -> None:
    """distinct, top, rare and all that follows from them, of columns that fit; the others are left as they are.

    `frequent` texts of each column are kept to compare their spellings.
    """
    sizes = _sizes(table, drafts) if table.rows <= MOST_VALUES else {}
    batches = list(_in_batches([draft for draft in drafts if draft.column.name in sizes], sizes))
    with ThreadPoolExecutor() as threads:
        for place, batch in enumerate(batches):
            tick(place / len(batches))
            columns = table.arrow(build_columns(batch, table=table.name)).columns
            list(threads.map(lambda draft, array: _count(draft, array, frequent), batch, columns))
            pa.default_memory_pool().release_unused()  # Arrow would keep it for itself


def build_columns(drafts: Sequence[Draft], *, table: str) -> str:
    """The columns as they are, numbered."""
    selected = [f"{draft.terms['column']} AS c{place}" for place, draft in enumerate(drafts)]
    return f"SELECT\n  {', '.join(selected)}\nFROM {table}"


def count_texts(draft: Draft, array: Any, frequent: int) -> None:
    """The frequencies of a column of texts, and the measures that follow from the different ones."""
    encoded = array.combine_chunks().dictionary_encode()
    texts, places = encoded.dictionary, encoded.indices.drop_null().to_numpy()
    counts = np.bincount(places, minlength=len(texts)).astype(np.int64)
    weight = float((counts * np.log(counts)).sum())
    put_counts(draft, len(texts), int((counts == 1).sum()), int(counts.max()), weight)
    table = pa.table({"v": texts, "k": counts})
    is_free = len(texts) > MOST_NAMES and len(texts) > NEARLY_UNIQUE * draft.count
    draft.frequent = tuple(_chosen(table, "descending", TOP if is_free else max(frequent, TOP)))
    draft.top = Values(shown_values((item.value, item.count) for item in draft.frequent[:TOP]))
    draft.rare = Values(shown_values((item.value, item.count) for item in _chosen(table, "ascending", RARE)))
    draft.put(**_measured(texts, counts))
    if not is_free:
        draft.put(case_variants=_in_several_cases(texts, counts))


def _sizes(table: Table, drafts: Sequence[Draft]) -> dict[str, int]:
    """The bytes of each column that can be read whole."""
    texts = [draft.column for draft in drafts if draft.column.type == "VARCHAR"]
    found = wide(table, texts, lambda column: [f"sum(strlen({terms(column)['column']}))"])
    sizes = {name: int(size) for name, (size,) in found.items() if size is not None and size <= LONGEST_COLUMN}
    return sizes | {draft.column.name: 8 * table.rows for draft in drafts if draft.can_travel}


def _in_batches(drafts: Sequence[Draft], sizes: dict[str, int]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    held = 0
    for draft in drafts:
        size = sizes[draft.column.name]
        if batch and (held + size > BYTES_AT_ONCE or len(batch) == WIDEST):
            yield batch
            batch, held = [], 0
        batch.append(draft)
        held += size
    if batch:
        yield batch


def _count(draft: Draft, array: Any, frequent: int) -> None:
    if draft.holds == "texts":
        count_texts(draft, array, frequent)
        return
    values = array.drop_null()
    if draft.holds == "dates":
        micro = values.cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()
        found, counts = np.unique(micro, return_counts=True)
        put_few(draft, found.view("datetime64[us]"), found / 1e6, counts)
    else:
        found, counts = np.unique(values.to_numpy(), return_counts=True)
        put_few(draft, found, found.astype(np.float64), counts)


def _chosen(table: Any, order: str, limit: int) -> Iterator[ValueCount]:
    """The values with the highest or lowest counts, those with the same count in their own order."""
    keys = [("k", order), ("v", "ascending")]
    chosen = table.take(pc.select_k_unstable(table, k=min(limit, table.num_rows), sort_keys=keys))
    for value, count in zip(chosen["v"].to_pylist(), chosen["k"].to_pylist(), strict=True):
        yield ValueCount(value[:LONGEST_SHOWN], count)


def _measured(texts: Any, counts: np.ndarray[Any, np.dtype[np.int64]]) -> dict[str, Any]:
    """The measures of texts that `WEIGHTED` defines in SQL, here of distinct texts with their counts."""
    lengths = pc.utf8_length(texts).to_numpy()
    trimmed = pc.utf8_trim(texts, BLANKS)
    lowered = pc.utf8_lower(trimmed)
    ends = pc.min_max(texts)

    def rows(found: Any) -> int:
        return int(counts[found.to_numpy(zero_copy_only=False)].sum())

    return {
        "min": ends["min"].as_py()[:LONGEST_SHOWN],
        "max": ends["max"].as_py()[:LONGEST_SHOWN],
        "length_min": int(lengths.min()),
        "length_mean": float((lengths * counts).sum() / counts.sum()),
        "length_max": int(lengths.max()),
        "empty": rows(pc.equal(trimmed, "")),
        "padded": rows(pc.not_equal(texts, trimmed)),
        "disguised_words": rows(pc.is_in(lowered, value_set=pa.array(MISSING_WORDS))),
    }


def _in_several_cases(texts: Any, counts: np.ndarray[Any, np.dtype[np.int64]]) -> int:
    lowered = pc.utf8_lower(texts)
    if pc.all(pc.equal(lowered, texts)).as_py():
        return 0
    places = lowered.dictionary_encode().indices.to_numpy()
    spellings = np.bincount(places)
    return int(counts[spellings[places] > 1].sum())
