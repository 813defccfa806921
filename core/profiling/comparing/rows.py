"""Which rows came, went or changed: rows are the same when their key columns are.

Rows without a whole key, and rows whose key another row of the same side has, cannot be told apart: they are counted,
and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import core.profiling.comparing.schema as schema
import core.profiling.comparing.sides as sides
from core.datasets.catalogue import Dataset
from core.errors import BadInput
from core.profiling.comparing.schema import Pairing
from core.profiling.comparing.sides import Part, Side
from core.profiling.table import build_select, holds
from core.storage.engine import quote
from core.workspace import Workspace

What = Literal["added", "removed", "changed"]

MOST_ROWS = 1_000  # in one answer
MOST_KEYS = 5


@dataclass(frozen=True)
class RowChanges:
    """How many rows came, went, changed or stayed as they were; `changes` counts the changed cells by column.

    `repeated` rows of the left and right side share their key with another row there, `without_key` lack a part of it.
    """

    keys: tuple[str, ...]
    added: int
    removed: int
    changed: int
    same: int
    changes: dict[str, int]
    repeated: tuple[int, int]
    without_key: tuple[int, int]


@dataclass(frozen=True)
class ChangedRow:
    """A row: its key, its values on the right (of a removed one, on the left), and what changed cells held before.

    `before` has a value for each of the columns in `changed`, which are places in the list of columns.
    """

    key: tuple[Any, ...]
    values: tuple[Any, ...]
    changed: tuple[int, ...] = ()
    before: tuple[Any, ...] = ()


@dataclass(frozen=True)
class ChangedRows:
    """Some of the rows that came, went or changed, in the order of their keys."""

    what: What
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True)
class Match:
    """Two open sides whose rows belong together by keys; `columns` are all others that both have."""

    left: Side
    right: Side
    keys: tuple[Pairing, ...]
    columns: tuple[Pairing, ...]

    @property
    def parameters(self) -> list[Any]:
        return [*self.left.parameters, *self.right.parameters]

    def all(self, statement: str) -> list[tuple[Any, ...]]:
        return self.left.connection.execute(statement, self.parameters).fetchall()


def changes(ws: Workspace, left: Part, right: Part, *, keys: Sequence[str]) -> RowChanges:
    """Counts the rows that came, went and changed. Raises NotFound or BadInput for keys that cannot be used."""
    with _matched(ws, left, right, keys) as match:
        added, removed, changed, same, *cells = match.all(build_counts(match))[0]
        kept = (removed + changed + same, added + changed + same)
        without = (_without_key(match.left, match, 0), _without_key(match.right, match, 1))
        return RowChanges(
            keys=tuple(pairing.right.name for pairing in match.keys),
            added=added,
            removed=removed,
            changed=changed,
            same=same,
            changes={p.right.name: n for p, n in zip(match.columns, cells, strict=True) if n},
            repeated=(match.left.rows - without[0] - kept[0], match.right.rows - without[1] - kept[1]),
            without_key=without,
        )


def changed_rows(
    ws: Workspace,
    left: Part,
    right: Part,
    *,
    keys: Sequence[str],
    what: What = "changed",
    column: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> ChangedRows:
    """Rows that came, went or changed; of changed ones only those that changed in `column`, when one is given."""
    if not 0 < limit <= MOST_ROWS or offset < 0:
        raise BadInput(f"Rows {offset} to {offset + limit} were asked for.", hint=f"Ask for 1 to {MOST_ROWS} rows.")
    with _matched(ws, left, right, keys) as match:
        rows = match.all(build_rows(match, what, _place(match, column), limit, offset))
        return ChangedRows(
            what=what,
            keys=tuple(pairing.right.name for pairing in match.keys),
            columns=tuple(pairing.right.name for pairing in match.columns),
            rows=tuple(_row(match, what, row) for row in rows),
        )


def suggested_keys(left: Dataset, right: Dataset) -> tuple[str, ...]:
    """The first id that both have; none where there is no id."""
    pairings, _ = schema.pair(left.columns, right.columns)
    ids = [pairing for pairing in pairings if pairing.left.kind == "id" and pairing.right.kind == "id"]
    return tuple(pairing.right.name for pairing in ids[:1])


def build_counts(match: Match) -> str:
    """Rows that came, went, changed and stayed, and then the changed cells of each column."""
    differ = [_differ(place) for place in range(len(match.columns))]
    both, any_differs = "a.k0 IS NOT NULL AND b.k0 IS NOT NULL", " OR ".join(differ) or "FALSE"
    counts = [
        "count_if(b.k0 IS NULL)",
        "count_if(a.k0 IS NULL)",
        f"count_if({both} AND ({any_differs}))",
        f"count_if({both} AND NOT ({any_differs}))",
        *(f"count_if({both} AND {one})" for one in differ),
    ]
    return f"{_build_sides(match)}\n{build_select(counts, _build_join(match))}"


def build_rows(match: Match, what: What, column: int | None, limit: int, offset: int) -> str:
    """The rows of one kind: their keys, all values on the right, all values on the left."""
    keys = [f"coalesce(a.k{place}, b.k{place})" for place in range(len(match.keys))]
    values = [f"{side}.c{place}" for side in ("a", "b") for place in range(len(match.columns))]
    differ = [_differ(place) for place in range(len(match.columns)) if column in (None, place)]
    wanted = {
        "added": "b.k0 IS NULL",
        "removed": "a.k0 IS NULL",
        "changed": f"a.k0 IS NOT NULL AND b.k0 IS NOT NULL AND ({' OR '.join(differ) or 'FALSE'})",
    }[what]
    order = ", ".join(str(place + 1) for place in range(len(keys)))
    return (
        f"{_build_sides(match)}\n{build_select([*keys, *values], _build_join(match))}\n"
        f"WHERE {wanted}\nORDER BY {order}\nLIMIT {int(limit)} OFFSET {int(offset)}"
    )


@contextmanager
def _matched(ws: Workspace, left: Part, right: Part, keys: Sequence[str]) -> Iterator[Match]:
    pairings, _ = schema.pair(left.dataset.columns, right.dataset.columns)
    wanted = _checked(right.dataset, pairings, keys)
    with sides.opened(ws, left, right) as (before, after):
        match = Match(before, after, wanted, tuple(p for p in pairings if p not in wanted))
        match.all(_build_repeated(match))
        yield match


def _checked(dataset: Dataset, pairings: Sequence[Pairing], keys: Sequence[str]) -> tuple[Pairing, ...]:
    if not 0 < len(keys) <= MOST_KEYS:
        raise BadInput(f"{len(keys)} key columns were given.", hint=f"Give 1 to {MOST_KEYS}: those that name a row.")
    by_name = {pairing.right.name: pairing for pairing in pairings}
    for name in keys:
        if dataset.column(name).name not in by_name:
            raise BadInput(f"Only one of the two tables has “{name}”.", hint="Choose a key that both have.")
    return tuple(by_name[name] for name in dict.fromkeys(keys))


def _build_repeated(match: Match) -> str:
    """Keeps the keys that several rows of one side share as a temporary table."""
    each = [
        f"SELECT {_listed(match.keys, place, 'k')} FROM {side.source} GROUP BY ALL HAVING count(*) > 1"
        for place, side in enumerate((match.left, match.right))
    ]
    return f"CREATE OR REPLACE TEMP TABLE repeated AS\n{each[0]}\nUNION\n{each[1]}"


def _build_sides(match: Match) -> str:
    return f"WITH b AS ({_build_side(match, match.left, 0)}),\na AS ({_build_side(match, match.right, 1)})"


def _build_side(match: Match, side: Side, place: int) -> str:
    """The rows of a side that have a whole key of their own: keys as k0, k1 …, other columns as c0, c1 …"""
    columns = ", ".join(filter(None, (_listed(match.keys, place, "k"), _listed(match.columns, place, "c"))))
    there = " AND ".join(f"k{key} IS NOT NULL" for key in range(len(match.keys)))
    same = " AND ".join(f"o.k{key} = r.k{key}" for key in range(len(match.keys)))
    return (
        f"SELECT * FROM (SELECT {columns} FROM {side.source}) AS o ANTI JOIN temp.repeated AS r ON {same} WHERE {there}"
    )


def _build_join(match: Match) -> str:
    return "b FULL JOIN a ON " + " AND ".join(f"b.k{key} = a.k{key}" for key in range(len(match.keys)))


def _listed(pairings: Sequence[Pairing], place: int, letter: str) -> str:
    return ", ".join(f"{_comparable(p, place)} AS {letter}{number}" for number, p in enumerate(pairings))


def _comparable(pairing: Pairing, place: int) -> str:
    """A column as it can be compared with the other side's: as text where the two hold different things."""
    column = pairing.right if place else pairing.left
    alike = pairing.same_type or holds(pairing.left) == holds(pairing.right) == "numbers"
    return quote(column.name) if alike else f"{quote(column.name)}::VARCHAR"


def _differ(place: int) -> str:
    return f"a.c{place} IS DISTINCT FROM b.c{place}"


def _without_key(side: Side, match: Match, place: int) -> int:
    gaps = " OR ".join(f"{_comparable(key, place)} IS NULL" for key in match.keys)
    return int(side.all(lambda source: f"SELECT count_if({gaps}) FROM {source}")[0][0])


def _place(match: Match, column: str | None) -> int | None:
    if column is None:
        return None
    names = [pairing.right.name for pairing in match.columns]
    if match.right.part.dataset.column(column).name not in names:
        raise BadInput(f"“{column}” is not compared.", hint="Choose a column that both tables have and that is no key.")
    return names.index(column)


def _row(match: Match, what: What, row: tuple[Any, ...]) -> ChangedRow:
    keys, columns = len(match.keys), len(match.columns)
    right, left = row[keys : keys + columns], row[keys + columns :]
    if what != "changed":
        return ChangedRow(row[:keys], left if what == "removed" else right)
    changed = tuple(place for place in range(columns) if _differs(left[place], right[place]))
    return ChangedRow(row[:keys], right, changed, tuple(left[place] for place in changed))


def _differs(before: Any, after: Any) -> bool:
    return bool(before != after and not (before != before and after != after))  # NaN is the same as NaN, as in SQL
