"""Texts read sign by sign, on a part of the rows: all columns in one long table, so that few queries do."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from core.datasets.catalogue import Column
from core.profiling.measures.catalogue import ON_SAMPLE, build_term, measure
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, Drafts
from core.profiling.measures.patterns import SHAPE
from core.profiling.records import ValueCount, Values
from core.profiling.table import Table, build_select, in_batches, is_whole, terms
from core.profiling.texts.scripts import LATIN, build_scripts

MOST_READ, FEWEST_READ = 5_000, 500  # rows of which every sign is read
READ_CELLS = 100_000  # of tables with many columns of text fewer rows are read: each value takes microseconds
SHORTEST_CARD = 1e12  # smaller numbers have fewer than the 13 digits of a payment card
SHAPES = 6

# Which signs each measure counts, as its definition does.
SIGNS: dict[str, Callable[[str], bool]] = {
    "letters_share": str.isalpha,
    "digits_share": lambda sign: "0" <= sign <= "9",
    "spaces_share": lambda sign: sign in "\t\n\f\r ",
    "uppercase_share": lambda sign: unicodedata.category(sign) == "Lu",
    "marks_share": lambda sign: unicodedata.category(sign)[0] == "P",
}
MATCHED = tuple(key for key in ON_SAMPLE if key not in SIGNS)

# A column of the long table: `place` is the column's number, `value` its text.
READ = "temp.texts_read"
TEXT = Column("value", "text", "VARCHAR", "value")


def read_texts(table: Table, drafts: Drafts) -> None:
    """The measures that read every sign of a text, the shapes texts have, and their scripts."""
    columns = [draft.column for draft in drafts.values() if draft.count and keys_of(draft)]
    step = read_step(table.rows, len(columns))
    for batch in in_batches(columns):
        table.connection.execute(build_part(batch, step, table=table.name))
        rows = table.rows if step == 1 else table.one(build_rows(step, table=table.name))[0]
        read = [drafts[column.name] for column in batch]
        _measure(table, read, rows)
        _find_shapes(table, read, rows)


def read_step(rows: int, columns: int) -> int:
    """One row in how many is read."""
    return max(1, -(-rows // min(MOST_READ, max(FEWEST_READ, READ_CELLS // max(columns, 1)))))


def keys_of(draft: Draft) -> list[str]:
    """The measures of this room that a column has: of numbers only those that may be cards have one."""
    if draft.holds == "numbers" and not (is_whole(draft.column) and draft.high >= SHORTEST_CARD):
        return []
    return [key for key in ON_SAMPLE if draft.holds in measure(key).holds]


def build_part(columns: Sequence[Column], step: int, *, table: str) -> str:
    """The statement that keeps the values to read as a long temporary table: (place, value)."""
    values = ", ".join(f"left({terms(column)['text']}, {LONGEST_SHOWN})" for column in columns)
    return (
        "CREATE OR REPLACE TEMP TABLE texts_read AS\n"
        f"SELECT place, value FROM (\n"
        f"  SELECT unnest(range({len(columns)})) AS place, unnest([{values}]) AS value\n"
        f"  FROM {table}\n"
        f"  WHERE hash(rowid) % {step} = 0\n"
        ")\n"
        "WHERE value IS NOT NULL"
    )


def build_rows(step: int, *, table: str) -> str:
    return f"SELECT count(*)\nFROM {table}\nWHERE hash(rowid) % {step} = 0"


def build_measures() -> str:
    """Of each column its signs in one text, whether a text has a Latin letter, and the measures: (place, …)."""
    measured = [build_term(key, TEXT, table=READ) for key in MATCHED]
    latin = f"count_if(regexp_matches(value, '{LATIN}'))"
    signs = "string_agg(value, '')"
    return f"{build_select(['place', signs, latin, *measured], READ)}\nGROUP BY place"


def build_all_shapes() -> str:
    """The most frequent shapes of each column: (place, shape, texts)."""
    shape = SHAPE.format(text="value")
    counted = f"SELECT place, {shape} AS shape, count(*) AS texts FROM {READ} GROUP BY ALL"
    return (
        f"SELECT place, shape, texts\nFROM ({counted})\n"
        f"QUALIFY row_number() OVER (PARTITION BY place ORDER BY texts DESC, shape) <= {SHAPES}\n"
        "ORDER BY place, texts DESC, shape"
    )


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


def shares_of_signs(signs: str) -> dict[str, float | None]:
    """The share of each class among some signs, None without any."""
    counts = Counter(signs)
    total = len(signs)
    return {
        key: sum(count for sign, count in counts.items() if belongs(sign)) / total if total else None
        for key, belongs in SIGNS.items()
    }


def _measure(table: Table, drafts: Sequence[Draft], rows: int) -> None:
    for place, signs, latin, *found in table.all(build_measures()):
        draft = drafts[place]
        known = shares_of_signs(signs) | dict(zip(MATCHED, found, strict=True))
        draft.estimate(rows, **{key: known[key] for key in keys_of(draft)})
        if draft.holds == "texts":
            draft.scripts = _values(_scripts(table, place, signs, latin), draft, rows)


def _scripts(table: Table, place: int, signs: str, latin: int) -> list[tuple[str, int]]:
    """Only texts with letters beyond ASCII are looked at one script after the other."""
    if not any(sign.isalpha() for sign in set(signs) if not sign.isascii()):
        return [("Latin", latin)] if latin else []
    return table.all(build_scripts(TEXT, table=f"(SELECT value FROM {READ} WHERE place = {place})"))


def _find_shapes(table: Table, read: Sequence[Draft], rows: int) -> None:
    found: dict[int, list[tuple[str, int]]] = {}
    for place, shape, count in table.all(build_all_shapes()):
        found.setdefault(place, []).append((shape, count))
    for place, draft in enumerate(read):
        if draft.holds == "texts":
            draft.patterns = _values(found.get(place, []), draft, rows)


def _values(counted: Sequence[tuple[str, int]], draft: Draft, rows: int) -> Values:
    items = tuple(ValueCount(value, count) for value, count in counted)
    return Values(items) if rows == draft.rows else Values(items, "sample", rows)
