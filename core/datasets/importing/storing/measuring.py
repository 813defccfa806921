"""What kind of column each stored column is: mostly known from the statistics that DuckDB keeps with the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.datasets.importing.storing.database import Database
from core.datasets.importing.types import roles
from core.datasets.importing.types.roles import Measured
from core.datasets.importing.types.sql import quote

# DuckDB estimates the number of different values from a part of the rows. It may err by half: far above what a
# category can have it is believed, below it is measured.
SURELY_MANY = 3 * roles.MOST_LEVELS


@dataclass(frozen=True)
class Statistics:
    """What DuckDB knows of a stored column without looking at it; 0 and None where it knows nothing."""

    distinct: int = 0
    lowest: Any = None
    highest: Any = None
    shortest: int = 0  # bytes
    longest: int = 0


@dataclass(frozen=True)
class Stored:
    """A stored column whose kind has to be found: its name here and in the file, its type."""

    name: str
    original: str
    type: str


def statistics(database: Database, names: Sequence[str]) -> dict[str, Statistics]:
    """The statistics of these columns of `data`; nothing of an empty table."""
    found: dict[str, Statistics] = {}
    for start in range(0, len(names), roles.COLUMNS_PER_SCAN):
        some = names[start : start + roles.COLUMNS_PER_SCAN]
        rows = database.fetch(f"SELECT {', '.join(f'stats({quote(name)})' for name in some)} FROM data LIMIT 1")
        found |= {name: _statistics(told) for row in rows for name, told in zip(some, row, strict=True)}
    return found


def _statistics(told: Any) -> Statistics:
    known: dict[str, Any] = told if isinstance(told, dict) else {}
    return Statistics(
        distinct=known.get("approx_unique", 0),
        lowest=known.get("min"),
        highest=known.get("max"),
        shortest=known.get("min_string_length", 0),
        longest=known.get("max_string_length", 0),
    )


def kinds(database: Database, columns: Sequence[Stored]) -> dict[str, str]:
    """The kind of each of these columns, by name."""
    known = statistics(database, [column.name for column in columns])
    found: dict[str, str] = {}
    for start in range(0, len(columns), roles.COLUMNS_PER_SCAN):
        some = columns[start : start + roles.COLUMNS_PER_SCAN]
        found |= {
            m.name: roles.kind(m, unique=m.may_be_id and _unique(database, m.name))
            for m in _measure(database, some, known)
        }
    return found


def _measure(database: Database, columns: Sequence[Stored], known: dict[str, Statistics]) -> list[Measured]:
    texts = [column.name for column in columns if column.type == "VARCHAR"]
    few = [name for name in texts if known.get(name, Statistics()).distinct <= SURELY_MANY]
    counts = _by_name([c.name for c in columns], database.fetch(roles.build_counts("data", [c.name for c in columns])))
    distinct = _by_name(few, database.fetch(roles.build_distinct("data", few)) if few else [])
    words = dict(zip(texts, database.fetch(roles.build_words("data", texts)) if texts else (), strict=False))
    return [
        Measured(
            column.name,
            column.type,
            column.original,
            counts[column.name][0],
            distinct.get(column.name, (known.get(column.name, Statistics()).distinct,))[0],
            *(number or 0 for number in words.get(column.name, ())),
        )
        for column in columns
    ]


def _by_name(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """The numbers of one row, one for each name."""
    return {name: (number,) for row in rows for name, number in zip(names, row, strict=True)}


def _unique(database: Database, name: str) -> bool:
    """Counted by hash, which takes half the time of counting texts; among ten million values that differ, two share a
    hash of 64 bits once in 370,000 tables."""
    column = quote(name)
    return bool(
        database.fetch(f"SELECT count(DISTINCT hash({column})) = count({column}) FROM data WHERE {column} IS NOT NULL")[
            0
        ][0]
    )
