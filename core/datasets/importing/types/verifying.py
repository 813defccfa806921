"""The whole file decides: one scan counts, for every column and candidate, how many values it can read."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from core.datasets.importing.types import candidates
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.notations.conversions import Conversion
from core.datasets.importing.types.sql import literal, literals, quote

Item = TypeVar("Item")
Fetch = Callable[[str], list[tuple[Any, ...]]]  # runs a query to its end
Plans = Mapping[str, tuple[Conversion, ...]]  # the candidates of each field

TOLERATED = 0.01  # share of values that may not fit before a column stays text
COLUMNS_PER_SCAN = 400  # a wider SELECT takes longer to plan than another scan of so wide a file
ROUNDS = 3  # looks at the file: the first candidates, then twice with the values they could not read
MISFITS_SHOWN = 60

NOTHING = Conversion("nothing", "nothing", "text", "VARCHAR", "[^\\s\\S]", "NULL", "nothing")


def verify(fetch: Fetch, relation: str, columns: Sequence[TextColumn]) -> list[Verdict]:
    """One verdict a column, in their order, from scans over every row of `relation`."""
    verdicts: dict[str, Verdict] = {}
    open_columns = list(columns)
    for _round in range(ROUNDS):
        found = _tally(fetch, relation, open_columns, {c.field: plan(c) for c in open_columns})
        verdicts |= {verdict.column.field: verdict for verdict in found}
        open_columns = _widened(fetch, relation, [v for v in found if _doubtful(v)])
        if not open_columns:
            break
    words = [v.column for v in verdicts.values() if not acceptable(v)]
    verdicts |= {v.column.field: v for v in _tally(fetch, relation, words, {c.field: () for c in words})}
    return [verdicts[column.field] for column in columns]


def build_tally(relation: str, columns: Sequence[TextColumn], plans: Plans) -> str:
    """One row: for each column the filled, and what each of its candidates reads (the markers if it has none)."""
    counts = ",\n  ".join(count for column in columns for count in _counts(column, plans[column.field]))
    return f"SELECT\n  {counts}\nFROM {relation}"


def build_missing(relation: str, verdicts: Sequence[Verdict]) -> str:
    """One row: for each verdict how many of the texts that it cannot read say that the value is missing."""
    counts = ",\n  ".join(
        f"count(*) FILTER (WHERE CASE WHEN ({v.reading}) IS NULL THEN {v.column.is_missing} END)" for v in verdicts
    )
    return f"SELECT\n  {counts}\nFROM {relation}"


def build_misfits(relation: str, verdicts: Sequence[Verdict]) -> str:
    """One row: for each verdict the most frequent texts that its conversion cannot read, and one that is a code."""
    code = literal(candidates.CODE)
    texts = ",\n  ".join(
        f"approx_top_k({v.column.text}, {MISFITS_SHOWN}) FILTER (WHERE {v.is_misfit}),\n"
        f"  max({v.column.text}) FILTER (WHERE regexp_full_match({v.column.text}, {code}))"
        for v in verdicts
    )
    return f"SELECT\n  {texts}\nFROM {relation}"


def plan(column: TextColumn) -> tuple[Conversion, ...]:
    """The conversions that the column's sample allows."""
    return _planned(column.sample, column.name, column.kind) if column.kind in ("", *candidates.VALUE_KINDS) else ()


@functools.lru_cache(maxsize=1024)  # the same columns are planned again when their counts are judged
def _planned(sample: tuple[str, ...], name: str, kind: str) -> tuple[Conversion, ...]:
    return candidates.plan(sample, name=name, kind=kind)


def _tally(fetch: Fetch, relation: str, columns: Sequence[TextColumn], plans: Plans) -> list[Verdict]:
    verdicts = []
    for some in _batches(columns):
        numbers = iter(fetch(build_tally(relation, some, plans))[0])
        for column in some:
            filled, *counts = islice(numbers, 1 + max(1, len(plans[column.field])))
            verdicts.append(_verdict(column, plans[column.field], filled, counts))
    return _with_missing(fetch, relation, verdicts)


def _counts(column: TextColumn, plan: Sequence[Conversion]) -> Iterator[str]:
    yield f"count({column.text})" if column.markers else f"count({quote(column.field)})"
    if plan:
        yield from (f"count({conversion.strict(column.text)})" for conversion in plan)
    else:
        yield f"count(*) FILTER (WHERE {column.text} IN ({literals(column.words)}))" if column.words else "0"


def _verdict(column: TextColumn, plan: Sequence[Conversion], filled: int, counts: Sequence[int]) -> Verdict:
    """What the counts say: of the markers in a column of words, or of the values that each candidate reads."""
    if not plan:
        return Verdict(column, None, filled, counts[0], markers=column.words if counts[0] else ())
    best = max(range(len(plan)), key=counts.__getitem__)
    rivals = tuple(plan[i] for i in range(len(plan)) if i != best and counts[i] == counts[best])
    return Verdict(column, plan[best], filled, 0, filled - counts[best], rivals=rivals)


def _with_missing(fetch: Fetch, relation: str, verdicts: list[Verdict]) -> list[Verdict]:
    """Tells misfits from markers. Most columns have neither, and looking for markers takes as long as reading."""
    unread = [verdict for verdict in verdicts if verdict.misfits]
    markers: dict[str, int] = {}
    for some in _batches(unread):
        found = fetch(build_missing(relation, some))[0]
        markers |= {verdict.column.field: count for verdict, count in zip(some, found, strict=True)}
    return [_less_missing(verdict, markers.get(verdict.column.field, 0)) for verdict in verdicts]


def _less_missing(verdict: Verdict, markers: int) -> Verdict:
    return replace(verdict, missing=markers, misfits=verdict.misfits - markers) if markers else verdict


def _doubtful(verdict: Verdict) -> bool:
    """Whether another look could change the verdict: something was not read, or nothing had been sampled."""
    return verdict.misfits > 0 or unseen(verdict)


def unseen(verdict: Verdict) -> bool:
    """Whether there are values, and none of them was in the sample."""
    empty_sample = verdict.conversion is None and not verdict.column.sample
    may_be_values = verdict.column.kind in ("", *candidates.VALUE_KINDS)
    return empty_sample and may_be_values and verdict.filled > verdict.missing


def _widened(fetch: Fetch, relation: str, doubtful: Sequence[Verdict]) -> list[TextColumn]:
    """The columns whose plan changes once their sample holds what could not be read."""
    columns = []
    for some in _batches(doubtful):
        seen = [replace(v, column=replace(v.column, spaced=True), conversion=v.conversion or NOTHING) for v in some]
        cells = iter(fetch(build_misfits(relation, seen))[0])
        for verdict in seen:
            unread, code = next(cells) or [], next(cells)
            columns.append(widened(verdict, [*unread, *([code] if code else [])]))
    return [column for column in columns if column is not None]


def widened(verdict: Verdict, texts: Sequence[str]) -> TextColumn | None:
    """The column with these texts in its sample, if they change what it may be."""
    column = verdict.column
    more = tuple(dict.fromkeys((*candidates.distinct(texts), *column.sample)))
    wider = replace(column, sample=more)
    return None if more == column.sample or plan(wider) == (verdict.conversion,) else wider


def acceptable(verdict: Verdict) -> bool:
    """Whether so little cannot be read that the column may keep its kind. What a person chose is kept."""
    if verdict.conversion is None or verdict.column.kind in candidates.VALUE_KINDS:
        return True
    present = verdict.filled - verdict.missing
    allowed = 0.0 if verdict.conversion.exact else TOLERATED * present
    return present > 0 and verdict.misfits <= allowed


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + COLUMNS_PER_SCAN] for start in range(0, len(items), COLUMNS_PER_SCAN))
