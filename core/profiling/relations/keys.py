"""Which columns name a row: one, two or three together, or nearly so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.datasets.catalogue import Column
from core.profiling.columns.sample import Sample
from core.profiling.measures.draft import Draft, Drafts
from core.profiling.records import Key
from core.profiling.table import FLOATING, Table, terms

NEAR = 0.01  # of the rows may break a key for it to be told as nearly one
READ = 5_000  # rows of the sample by which combinations are ruled out before the whole sample is read
# How many columns are combined, by how many of them make a key: 300 pairs, 220 triples.
WIDEST = {1: 5_000, 2: 25, 3: 12}
MOST_COUNTED = 24  # combinations that are counted on every row
KEPT = 20

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Candidate:
    """Columns that name nearly every row of the sample; `repeats` rows of it share their values with an earlier one."""

    columns: tuple[Column, ...]
    repeats: int


def find_keys(
    table: Table,
    sample: Sample,
    drafts: Drafts,
    *,
    most_columns: int = 3,
    most_counted: int = MOST_COUNTED,
    tick: Callable[[float], None] = lambda done: None,
) -> tuple[Key, ...]:
    """Keys first, then what is nearly one; fewer columns first. Nothing is told of a table of less than two rows.

    The sample proposes, every row decides. A combination that holds a key is no key of its own.
    """
    if table.rows < 2:
        return ()
    found = [key for draft in drafts.values() if _may_name(draft) and (key := known_key(draft, table))]
    codes = _codes(table, sample, drafts) if most_counted else {}
    for size in range(1, most_columns + 1):
        candidates = sorted(_candidates(codes, size, found), key=lambda candidate: candidate.repeats)[:most_counted]
        most_counted -= len(candidates)
        for place, candidate in enumerate(candidates):
            tick((size - 1 + place / len(candidates)) / most_columns)
            found.append(count_key(table, candidate.columns))
    told = [key for key in found if key.is_key or (_is_near(key, table) and not _has_near(key, found, table))]
    return tuple(sorted(told, key=lambda key: (not key.is_key, len(key.columns), key.violations + key.missing))[:KEPT])


def known_key(draft: Draft, table: Table) -> Key | None:
    """How well one column names the rows, where its different values are counted already."""
    distinct = draft.numbers["distinct"]
    if distinct.precision != "exact":
        return None
    violations, missing = draft.count - int(draft.amount("distinct")), int(draft.amount("missing"))
    sql = build_shared_rows([draft.column], table=table.name)
    return Key((draft.column.name,), violations, missing, not violations and not missing, sql)


def count_key(table: Table, columns: Sequence[Column]) -> Key:
    """How well some columns name the rows, counted on every row."""
    violations, missing = table.one(build_violations(columns, table=table.name))
    is_key = not violations and not missing
    names = tuple(column.name for column in columns)
    return Key(names, int(violations), int(missing), is_key, build_shared_rows(columns, table=table.name))


def build_violations(columns: Sequence[Column], *, table: str) -> str:
    """Rows beyond the first of the same values, and rows that lack one: (violations, missing)."""
    names = [terms(column)["column"] for column in columns]
    present = " AND ".join(f"{name} IS NOT NULL" for name in names)
    return (
        f"SELECT coalesce(sum(k - 1), 0), (SELECT count(*) FROM {table} WHERE NOT ({present}))\n"
        f"FROM (SELECT count(*) AS k FROM {table} WHERE {present} GROUP BY {', '.join(names)} HAVING count(*) > 1)"
    )


def build_shared_rows(columns: Sequence[Column], *, table: str) -> str:
    """The rows that share their values with another one, side by side."""
    names = ", ".join(terms(column)["column"] for column in columns)
    return f"SELECT *\nFROM {table}\nQUALIFY count(*) OVER (PARTITION BY {names}) > 1\nORDER BY {names}"


def _codes(table: Table, sample: Sample, drafts: Drafts) -> dict[str, tuple[Column, Codes]]:
    """The columns that may be part of a key, those with the most different values first, as codes."""
    columns = [column for column in table.columns if _may_name(drafts[column.name])]
    columns.sort(key=lambda column: -drafts[column.name].amount("distinct"))
    return {column.name: (column, _coded(sample, column.name)) for column in columns}


def _may_name(draft: Draft) -> bool:
    """Measurements that happen to differ name nothing; a column with one value adds nothing."""
    return draft.column.type not in FLOATING and draft.amount("distinct") > 1


def _coded(sample: Sample, name: str) -> Codes:
    if name in sample.codes:
        return sample.codes[name].places.astype(np.int64)
    values = sample.axes[name]
    codes = np.full(len(values), -1, dtype=np.int64)
    present = np.isfinite(values)
    codes[present] = np.unique(values[present], return_inverse=True)[1]
    return codes


def _candidates(codes: dict[str, tuple[Column, Codes]], size: int, found: Sequence[Key]) -> Iterator[Candidate]:
    keys, told = [set(key.columns) for key in found if key.is_key], {key.columns for key in found}
    for names in combinations(list(codes)[: WIDEST[size]], size):
        if names in told or any(key <= set(names) for key in keys):
            continue
        chosen = [codes[name][1] for name in names]
        if repeats([code[:READ] for code in chosen]) <= NEAR * READ:
            repeated = repeats(chosen)
            if repeated <= NEAR * len(chosen[0]):
                yield Candidate(tuple(codes[name][0] for name in names), repeated)


def repeats(codes: Sequence[Codes]) -> int:
    """How many rows share their codes with an earlier one, among those that lack none."""
    together = np.zeros(len(codes[0]), dtype=np.int64)
    present = np.ones(len(codes[0]), dtype=bool)
    for code in codes:
        together = np.unique(together * (int(code.max(initial=0)) + 2) + code + 1, return_inverse=True)[1]
        present &= code >= 0
    kept = together[present]
    return len(kept) - len(np.unique(kept))


def _is_near(key: Key, table: Table) -> bool:
    return key.violations + key.missing <= NEAR * table.rows


def _has_near(key: Key, found: Sequence[Key], table: Table) -> bool:
    """Whether a part of the columns is nearly a key already: more columns that still do not suffice say nothing new."""
    return any(set(other.columns) < set(key.columns) and _is_near(other, table) for other in found)
