"""Where values are missing: by blocks of rows, and in which columns together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from core.datasets.catalogue import Column
from core.profiling.measures.draft import Draft, Drafts
from core.profiling.records import Missing, MissingPattern, MissingTogether
from core.profiling.table import Array, Table, in_batches, terms

BLOCKS = 128  # rows of the picture: about as many as a screen can show
MOST_COLUMNS = 200  # columns of the picture
PATTERN_COLUMNS = 40  # columns whose gaps are looked at together: bits of one integer
PATTERNS_READ, PATTERNS_KEPT = 5_000, 50
TOGETHER_KEPT = 100
TOGETHER = 0.1  # weaker correlations of gaps are not worth a line


def find_missing(table: Table, drafts: Drafts) -> Missing:
    """The blocks, patterns and pairs of the columns with gaps; an empty answer when there are none."""
    gappy = sorted((draft for draft in drafts.values() if draft.amount("missing")), key=lambda d: -d.amount("missing"))
    if not gappy:
        return Missing()
    shown = [draft for draft in drafts.values() if draft.amount("missing")][:MOST_COLUMNS]
    partly = [draft.column for draft in gappy if draft.count][:PATTERN_COLUMNS]
    sql = build_patterns(partly, table=table.name) if partly else ""
    patterns = table.all(sql) if partly else []
    starts, shares = _blocks(table, shown)
    return Missing(
        columns=tuple(draft.column.name for draft in shown),
        blocks=starts,
        shares=shares,
        patterns=_patterns(patterns, partly),
        together=_together(patterns, partly),
        left_out=len(gappy) - len(shown),
        blocks_sql=build_blocks([draft.column for draft in shown], table.rows, table=table.name),
        patterns_sql=sql,
    )


def build_blocks(columns: Sequence[Column], rows: int, *, table: str) -> str:
    """Per block its number, its rows, and the missing values of each column."""
    blocks = min(BLOCKS, rows)
    gaps = "".join(f",\n  count(*) - count({terms(column)['column']})" for column in columns)
    return (
        f"SELECT\n  rowid * {blocks} // {rows} AS block,\n  count(*){gaps}\nFROM {table}\nGROUP BY ALL\nORDER BY block"
    )


def build_patterns(columns: Sequence[Column], *, table: str) -> str:
    """The combinations of gaps, most frequent first: (bits, rows), bit i for the i-th column."""
    bits = " | ".join(
        f"(({terms(column)['column']} IS NULL)::UBIGINT << {place})" for place, column in enumerate(columns)
    )
    return (
        f"SELECT {bits} AS gaps, count(*) AS rows\n"
        f"FROM {table}\n"
        "GROUP BY ALL\n"
        "ORDER BY rows DESC, gaps\n"
        f"LIMIT {PATTERNS_READ}"
    )


def _blocks(table: Table, drafts: Sequence[Draft]) -> tuple[tuple[int, ...], tuple[tuple[float, ...], ...]]:
    shares: list[list[float]] = []
    sizes: list[int] = []
    for batch in in_batches([draft.column for draft in drafts]):
        found = table.all(build_blocks(batch, table.rows, table=table.name))
        sizes = [row[1] for row in found]
        shares = shares or [[] for _ in found]
        for row, known in zip(found, shares, strict=True):
            known.extend(round(gaps / row[1], 4) for gaps in row[2:])
    starts = np.cumsum([0, *sizes[:-1]])
    return tuple(int(start) for start in starts), tuple(tuple(row) for row in shares)


def _patterns(found: list[tuple[int, int]], columns: Sequence[Column]) -> tuple[MissingPattern, ...]:
    return tuple(
        MissingPattern(tuple(c.name for place, c in enumerate(columns) if gaps >> place & 1), rows)
        for gaps, rows in found[:PATTERNS_KEPT]
    )


def _together(found: list[tuple[int, int]], columns: Sequence[Column]) -> tuple[MissingTogether, ...]:
    if not found:
        return ()
    correlation = _correlation(found, len(columns))
    pairs = [
        MissingTogether(columns[i].name, columns[j].name, round(float(correlation[i, j]), 4))
        for i, j in combinations(range(len(columns)), 2)
        if abs(correlation[i, j]) >= TOGETHER
    ]
    return tuple(sorted(pairs, key=lambda pair: -abs(pair.correlation))[:TOGETHER_KEPT])


def _correlation(found: list[tuple[int, int]], columns: int) -> Array:
    gaps = np.array([[bits >> place & 1 for place in range(columns)] for bits, _ in found], dtype=np.float64)
    weights = np.array([rows for _, rows in found], dtype=np.float64) / sum(rows for _, rows in found)
    apart = gaps - weights @ gaps
    covariance = (apart * weights[:, None]).T @ apart
    spread = np.sqrt(np.diag(covariance))
    bottom = np.outer(spread, spread)
    related: Array = np.divide(covariance, bottom, out=np.zeros_like(covariance), where=bottom > 0)
    return related
