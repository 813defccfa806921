"""Rows that repeat other rows, and columns that repeat other columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from core.datasets.catalogue import Column
from core.profiling.columns.sample import Sample
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, Drafts, plain
from core.profiling.records import Duplicates, RepeatedRow
from core.profiling.table import Table, holds, plain_sql, terms

MOST_TWINS = 50  # pairs of columns that are compared row by row
EXAMPLES = 10
SHOWN_COLUMNS = 30  # of an example


def find_duplicate_rows(table: Table, drafts: Drafts) -> Duplicates:
    """How many rows repeat an earlier one. A column without gaps and repeats settles it: none."""
    if not table.rows or not table.columns or any(_names_every_row(draft) for draft in drafts.values()):
        return Duplicates(0, 0, sql=build_duplicates(table.columns, table=table.name) if table.columns else "")
    sql = build_duplicates(table.columns, table=table.name)
    rows, groups = table.one(sql)
    shown = table.columns[:SHOWN_COLUMNS]
    found = table.all(build_examples(table.columns, shown, table=table.name)) if rows else []
    examples = tuple(RepeatedRow(tuple(plain(value) for value in values), count) for count, *values in found)
    return Duplicates(int(rows), int(groups), tuple(column.name for column in shown), examples, sql)


def build_duplicates(columns: Sequence[Column], *, table: str) -> str:
    """Rows beyond the first of their group, and groups. Rows count as equal when their 64-bit hashes are."""
    return (
        "SELECT coalesce(sum(k - 1), 0), count(*)\n"
        f"FROM (SELECT count(*) AS k FROM {table} GROUP BY {build_hash(columns)} HAVING count(*) > 1)"
    )


def build_examples(columns: Sequence[Column], shown: Sequence[Column], *, table: str) -> str:
    """The rows that occur most often: how often, and the first values."""
    values = [f"any_value({shown_sql(column)})" for column in shown]
    return (
        f"SELECT count(*), {', '.join(values)}\n"
        f"FROM {table}\n"
        f"GROUP BY {build_hash(columns)}\n"
        "HAVING count(*) > 1\n"
        "ORDER BY ALL DESC\n"
        f"LIMIT {EXAMPLES}"
    )


def build_is_repeated(columns: Sequence[Column], *, table: str) -> str:
    """The condition for a row to occur more than once."""
    key = build_hash(columns)
    return f"{key} IN (SELECT {key} FROM {table} GROUP BY ALL HAVING count(*) > 1)"


def build_duplicate_rows(columns: Sequence[Column], *, table: str) -> str:
    """The rows that repeat, those alike next to each other."""
    return f"SELECT *\nFROM {table}\nQUALIFY count(*) OVER (PARTITION BY {build_hash(columns)}) > 1\nORDER BY ALL"


def build_hash(columns: Sequence[Column]) -> str:
    return "hash(" + ", ".join(terms(column)["column"] for column in columns) + ")"


def shown_sql(column: Column) -> str:
    """A value as it is shown: long texts are cut."""
    spoken = terms(column)
    return (
        f"left({spoken['text']}, {LONGEST_SHOWN})" if holds(column) == "texts" else plain_sql(column, spoken["column"])
    )


def find_twin_columns(table: Table, sample: Sample, drafts: Drafts) -> list[tuple[str, str]]:
    """Pairs of columns that are the same in every row: alike in their numbers and in the sample, then compared."""
    groups = defaultdict(list)
    for draft in drafts.values():
        if draft.amount("distinct") > 1:
            groups[_signature(draft, sample)].append(draft.column)
    candidates = [pair for alike in groups.values() for pair in combinations(alike, 2)][:MOST_TWINS]
    return [(a.name, b.name) for a, b in candidates if table.one(build_difference(a, b, table=table.name)) == (0,)]


def build_difference(first: Column, second: Column, *, table: str) -> str:
    """In how many rows two columns differ."""
    one, other = terms(first)["column"], terms(second)["column"]
    return f"SELECT count_if({one} IS DISTINCT FROM {other})\nFROM {table}"


def _names_every_row(draft: Draft) -> bool:
    distinct = draft.numbers["distinct"]
    return distinct.precision == "exact" and distinct.value == draft.rows


def _signature(draft: Draft, sample: Sample) -> tuple[object, ...]:
    name = draft.column.name
    if name in sample.axes:
        content: object = sample.axes[name].tobytes()
    else:
        codes = sample.codes[name]
        content = (codes.places.tobytes(), tuple(codes.texts))
    return draft.holds, draft.column.type, draft.count, hash(content)
