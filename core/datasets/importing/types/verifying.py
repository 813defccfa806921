"""The whole file decides: one scan counts, for every column and candidate, how many values it can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from core.datasets.importing.types import candidates
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.conversions import Conversion
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
        found = _tally(fetch, relation, open_columns, {c.field: _plan(c) for c in open_columns})
        verdicts |= {verdict.column.field: verdict for verdict in found}
        open_columns = _widened(fetch, relation, [v for v in found if _doubtful(v)])
        if not open_columns:
            break
    words = [v.column for v in verdicts.values() if not _acceptable(v)]
    verdicts |= {v.column.field: v for v in _tally(fetch, relation, words, {c.field: () for c in words})}
    return [verdicts[column.field] for column in columns]


def build_tally(relation: str, columns: Sequence[TextColumn], plans: Plans) -> str:
    """One row: for each column the filled, the missing, and what each of its candidates reads."""
    counts = ",\n  ".join(count for column in columns for count in _counts(column, plans[column.field]))
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


def _plan(column: TextColumn) -> tuple[Conversion, ...]:
    if column.kind in ("", *candidates.VALUE_KINDS):
        return candidates.plan(column.sample, name=column.name, kind=column.kind)
    return ()


def _tally(fetch: Fetch, relation: str, columns: Sequence[TextColumn], plans: Plans) -> list[Verdict]:
    verdicts = []
    for some in _batches(columns):
        numbers = iter(fetch(build_tally(relation, some, plans))[0])
        for column in some:
            filled, absent, *read = islice(numbers, 2 + len(plans[column.field]))
            verdicts.append(_verdict(column, plans[column.field], filled, absent, read))
    return verdicts


def _counts(column: TextColumn, plan: Sequence[Conversion]) -> Iterator[str]:
    yield f"count({column.text})" if column.markers else f"count({quote(column.field)})"
    if not plan:
        words = column.words
        yield f"count(*) FILTER (WHERE {column.text} IN ({literals(words)}))"
        return
    readings = [conversion.strict(column.text) for conversion in plan]
    # Looking for markers costs more than reading a number, so only what the first candidate cannot read is looked at.
    yield f"count(*) FILTER (WHERE CASE WHEN ({readings[0]}) IS NULL THEN {column.is_missing} END)"
    yield from (f"count({reading})" for reading in readings)


def _verdict(column: TextColumn, plan: Sequence[Conversion], filled: int, absent: int, read: Sequence[int]) -> Verdict:
    if not plan:
        words = column.words if absent else ()
        return Verdict(column, None, filled, absent, markers=words)
    best = max(range(len(plan)), key=read.__getitem__)
    rivals = tuple(plan[i] for i in range(len(plan)) if i != best and read[i] == read[best])
    return Verdict(column, plan[best], filled, absent, filled - absent - read[best], rivals=rivals)


def _doubtful(verdict: Verdict) -> bool:
    """Whether another look could change the verdict: something was not read, or nothing had been sampled."""
    unseen = verdict.conversion is None and not verdict.column.sample and verdict.filled > verdict.missing
    return verdict.misfits > 0 or (unseen and verdict.column.kind in ("", *candidates.VALUE_KINDS))


def _widened(fetch: Fetch, relation: str, doubtful: Sequence[Verdict]) -> list[TextColumn]:
    """The columns whose plan changes once their sample holds what could not be read."""
    columns = []
    for some in _batches(doubtful):
        seen = [replace(v, column=replace(v.column, spaced=True), conversion=v.conversion or NOTHING) for v in some]
        cells = iter(fetch(build_misfits(relation, seen))[0])
        for verdict in seen:
            unread, code = next(cells) or [], next(cells)
            columns.append(_with_more(verdict, [*unread, *([code] if code else [])]))
    return [column for column in columns if column is not None]


def _with_more(verdict: Verdict, texts: list[str]) -> TextColumn | None:
    column = verdict.column
    more = tuple(dict.fromkeys((*candidates.distinct(texts), *column.sample)))
    widened = replace(column, sample=more)
    return None if more == column.sample or _plan(widened) == (verdict.conversion,) else widened


def _acceptable(verdict: Verdict) -> bool:
    """Whether so little cannot be read that the column may keep its kind. What a person chose is kept."""
    if verdict.conversion is None or verdict.column.kind in candidates.VALUE_KINDS:
        return True
    present = verdict.filled - verdict.missing
    allowed = 0.0 if verdict.conversion.exact else TOLERATED * present
    return present > 0 and verdict.misfits <= allowed


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + COLUMNS_PER_SCAN] for start in range(0, len(items), COLUMNS_PER_SCAN))
