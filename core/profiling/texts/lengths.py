"""Lengths and spaces of texts, on every row: from the distinct values where they repeat, else in one scan."""

from __future__ import annotations

from core.datasets.catalogue import Column
from core.profiling.measures.catalogue import build_term
from core.profiling.measures.draft import LONGEST_SHOWN, Drafts
from core.profiling.measures.patterns import MISSING_WORDS
from core.profiling.table import Table, text_literal, wide

# What DuckDB's trim takes away: the spaces of Unicode.
BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

# The same measures from distinct values `v` with their counts `k`; a test holds both against each other.
WEIGHTED = {
    "min": f"left(min(v), {LONGEST_SHOWN})",
    "max": f"left(max(v), {LONGEST_SHOWN})",
    "length_min": "min(length(v))",
    "length_mean": "sum(length(v) * k) / sum(k)",
    "length_max": "max(length(v))",
    "empty": "coalesce(sum(k) FILTER (trim(v) = ''), 0)",
    "padded": "coalesce(sum(k) FILTER (v <> trim(v)), 0)",
    "disguised_words": (
        "coalesce(sum(k) FILTER (lower(trim(v)) IN (" + ", ".join(map(text_literal, MISSING_WORDS)) + ")), 0)"
    ),
    "case_variants": (
        "(SELECT coalesce(sum(rows), 0) FROM "
        "(SELECT sum(k) AS rows FROM frequencies GROUP BY lower(v) HAVING count(*) > 1))"
    ),
}

SCANNED = ("length_min", "length_mean", "length_max", "empty", "padded", "disguised_words")


def scan_texts(table: Table, drafts: Drafts) -> None:
    """Lengths and the like of the text columns whose values were too many to count one by one."""
    columns = [c for c in table.holding("texts") if drafts[c.name].count and "length_min" not in drafts[c.name].numbers]
    for name, values in wide(table, columns, lambda column: _scanned(column, table.name)).items():
        drafts[name].put(**dict(zip(SCANNED, values, strict=True)))


def _scanned(column: Column, table: str) -> list[str]:
    return [build_term(key, column, table=table) for key in SCANNED]
