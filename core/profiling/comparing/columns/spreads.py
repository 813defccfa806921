"""How the values of one column spread on both sides: counted over every row, in bins or levels that both share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.datasets.catalogue import Column
from core.profiling.comparing.columns import bins, drift, showing
from core.profiling.comparing.columns.drift import Counts
from core.profiling.comparing.columns.glances import AXES, Glance, on_axis
from core.profiling.comparing.records import Drift, Levels, Spread
from core.profiling.comparing.schema import Pairing
from core.profiling.comparing.sides import Side
from core.profiling.records import ValueCount, Values
from core.profiling.table import terms

FEW_VALUES = 12  # numbers with so few different values are levels, not a scale
MOSTLY_DIFFERENT = 0.5  # texts of which so many differ are compared by their length
MOST_LEVELS = 200  # levels that the index and the test tell apart; the rest is one
SHOWN_LEVELS = 30
SHOWN_VALUES = 10  # new or vanished values that are named
LONGEST_LABEL = 200  # characters

YES_OR_NO = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class Found:
    """What was found out about one column's values."""

    spread: Spread | None = None
    drift: Drift | None = None
    new: Levels | None = None
    vanished: Levels | None = None


def has_levels(pairing: Pairing, left: Glance, right: Glance) -> bool:
    """Whether to compare values one by one: categories, yes or no, and numbers of which there are a few."""
    if pairing.holds == "numbers":
        return len(np.unique(np.concatenate([left.sample, right.sample]))) <= FEW_VALUES
    if pairing.holds == "texts":
        return pairing.left.kind != "id" and max(left.different, right.different) <= MOSTLY_DIFFERENT
    return pairing.holds == "booleans"


def of_scale(sides: tuple[Side, Side], pairing: Pairing, glances: tuple[Glance, Glance]) -> Found:
    """Spread and drift of what has an order."""
    samples = (glances[0].sample, glances[1].sample)
    if not any(len(sample) for sample in samples):
        return Found()
    low, high = min(_known(g.low for g in glances)), max(_known(g.high for g in glances))
    shared = bins.common(*samples, low, high)
    expressions = (on_axis(pairing.left, pairing.holds), on_axis(pairing.right, pairing.holds))
    rows = [_counted(side, sql, shared) for side, sql in zip(sides, expressions, strict=True)]
    drawn = [_summed(each, 0, shared.count) for each in rows]
    parts = [_summed(each, 1, len(shared.cuts) + 1) for each in rows]
    return Found(
        spread=Spread(
            AXES.get(pairing.holds, "length"),
            _plain(drawn[0]),
            _plain(drawn[1]),
            edges=shared.edges,
            beyond=shared.beyond,
            sql=showing.build_scale(expressions, shared, (sides[0].part, sides[1].part)),
        ),
        drift=drift.of_values(
            parts[0], parts[1], samples, precision="exact" if sides[0].whole and sides[1].whole else "sample"
        ),
    )


def of_levels(sides: tuple[Side, Side], pairing: Pairing) -> Found:
    """Spread and drift of values one by one, and those that only one side has."""
    left, right = sides
    connection = left.connection
    connection.execute(build_levels(left, right, pairing), [*left.parameters, *right.parameters])
    rows = connection.execute(MOST_FREQUENT.format(limit=MOST_LEVELS)).fetchall()
    if not rows:
        return Found()
    rest = connection.execute(BEYOND.format(limit=MOST_LEVELS)).fetchall()[0]
    counts = [np.asarray([*(row[side] for row in rows), rest[side - 1]], np.int64) for side in (1, 2)]
    return Found(
        spread=replace(_levels_spread(pairing, rows, rest), sql=_levels_sql(sides, pairing)),
        drift=drift.of_levels(counts[0], counts[1]),
        new=_only(left, "before", "after", pairing),
        vanished=_only(left, "after", "before", pairing),
    )


def build_levels(left: Side, right: Side, pairing: Pairing) -> str:
    """The statement that counts every value on both sides into a temporary table: (level, before, after)."""
    return (
        "CREATE OR REPLACE TEMP TABLE levels AS\n"
        "SELECT level, coalesce(b.n, 0) AS before, coalesce(a.n, 0) AS after\n"
        f"FROM ({_build_counted(left.source, level(pairing.left, pairing.holds))}) AS b\n"
        f"FULL JOIN ({_build_counted(right.source, level(pairing.right, pairing.holds))}) AS a USING (level)"
    )


def level(column: Column, holds: str) -> str:
    """A value as text that is the same on both sides whatever the storage."""
    spoken = terms(column)
    return f"({spoken['axis']})::VARCHAR" if holds == "numbers" else spoken["text"]


MOST_FREQUENT = "SELECT * FROM temp.levels ORDER BY before + after DESC, level LIMIT {limit}"
BEYOND = """
    SELECT coalesce(sum(before), 0)::BIGINT, coalesce(sum(after), 0)::BIGINT
    FROM (SELECT * FROM temp.levels ORDER BY before + after DESC, level OFFSET {limit})
"""
ONLY = """
    SELECT level, {there}, count(*) OVER (), sum({there}) OVER ()
    FROM temp.levels
    WHERE {absent} = 0
    ORDER BY {there} DESC, level
    LIMIT {limit}
"""


def _build_counted(source: str, written: str) -> str:
    return f"SELECT {written} AS level, count(*) AS n FROM {source} WHERE {written} IS NOT NULL GROUP BY ALL"


def _levels_sql(sides: tuple[Side, Side], pairing: Pairing) -> str:
    written = (level(pairing.left, pairing.holds), level(pairing.right, pairing.holds))
    return showing.build_levels(written, (sides[0].part, sides[1].part))


def _levels_spread(pairing: Pairing, rows: Sequence[Any], rest: Sequence[int]) -> Spread:
    shown, others = list(rows[:SHOWN_LEVELS]), rows[SHOWN_LEVELS:]
    if pairing.holds == "numbers":
        shown.sort(key=lambda row: float(row[0]))
    return Spread(
        "levels",
        tuple(row[1] for row in shown),
        tuple(row[2] for row in shown),
        labels=tuple(_label(pairing, row[0]) for row in shown),
        rest=(int(rest[0]) + sum(row[1] for row in others), int(rest[1]) + sum(row[2] for row in others)),
    )


def _only(side: Side, absent: str, there: str, pairing: Pairing) -> Levels | None:
    found = side.connection.execute(ONLY.format(absent=absent, there=there, limit=SHOWN_VALUES)).fetchall()
    if not found:
        return None
    items = tuple(ValueCount(_label(pairing, row[0]), row[1]) for row in found)
    return Levels(Values(items), distinct=found[0][2], rows=int(found[0][3]))


def _label(pairing: Pairing, text: str) -> str:
    """A level as people write it: 1 instead of 1.0, yes instead of true."""
    if pairing.holds == "numbers":
        return str(int(float(text))) if float(text).is_integer() else text
    return YES_OR_NO.get(text, text) if pairing.holds == "booleans" else text[:LONGEST_LABEL]


def _summed(rows: Sequence[Sequence[int]], place: int, length: int) -> Counts:
    counts = np.zeros(length, np.int64)
    for row in rows:
        counts[row[place]] += row[2]
    return counts


def _plain(counts: Counts) -> tuple[int, ...]:
    return tuple(int(count) for count in counts)


def _counted(side: Side, expression: str, shared: bins.Bins) -> list[tuple[Any, ...]]:
    return side.all(lambda source: bins.build_counts(expression, shared, source))


def _known(places: Iterable[float]) -> list[float]:
    return [place for place in places if not math.isnan(place)]
