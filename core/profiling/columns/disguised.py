"""Numbers and dates that stand for “missing”: -999, 9999-12-31 and the like, far away from all other values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from core.datasets.catalogue import Column
from core.profiling.measures.draft import Draft, Drafts
from core.profiling.table import Table, literal, wide

APART = 0.5  # of the range of all other values: so far at least lies a value that means something else
DAYS = ("0001-01-01", "1899-12-30", "1900-01-01", "1901-01-01", "1970-01-01", "2099-12-31", "2999-12-31", "9999-12-31")


def _seconds(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


# What a marker is called, by its place on the axis of what a column holds.
MARKERS: dict[str, dict[float, str]] = {
    "numbers": {float(sign + "9" * digits): f"{sign}{'9' * digits}" for digits in range(2, 8) for sign in ("", "-")},
    "dates": {_seconds(day): day for day in DAYS},
}


@dataclass(frozen=True)
class Suspect:
    """An extreme value of a column that looks like a marker."""

    draft: Draft
    place: float

    @property
    def name(self) -> str:
        return MARKERS[self.draft.holds][self.place]

    @property
    def is_low(self) -> bool:
        return self.place == self.draft.low


def find_disguised(table: Table, drafts: Drafts) -> None:
    """disguised (rows) and disguised_value of columns whose lowest or highest value is a marker far from the rest."""
    suspects = {draft.column.name: suspect for draft in drafts.values() if (suspect := _suspect(draft))}
    columns = [suspect.draft.column for suspect in suspects.values()]

    def fragments(column: Column) -> list[str]:
        return build_suspect(suspects[column.name])

    for name, (rows, nearest) in wide(table, columns, fragments).items():
        if nearest is not None and _is_apart(suspects[name], nearest):
            drafts[name].put(disguised=rows, disguised_value=suspects[name].name)


def place_of(what: str, name: object) -> float:
    """Where on the axis the marker of this name lies; NaN for a name that is no marker."""
    return next((place for place, marker in MARKERS.get(what, {}).items() if marker == name), math.nan)


def build_suspect(suspect: Suspect) -> list[str]:
    """The rows with the marker, and the other value that is nearest to it."""
    axis, place = suspect.draft.terms["axis"], literal(suspect.place)
    nearest = f"min({axis}) FILTER ({axis} > {place})" if suspect.is_low else f"max({axis}) FILTER ({axis} < {place})"
    return [f"count_if({axis} = {place})", nearest]


def _suspect(draft: Draft) -> Suspect | None:
    if not draft.has_range or draft.low == draft.high:
        return None
    markers = MARKERS.get(draft.holds, {})
    return next((Suspect(draft, place) for place in (draft.low, draft.high) if place in markers), None)


def _is_apart(suspect: Suspect, nearest: float) -> bool:
    farthest = suspect.draft.high if suspect.is_low else suspect.draft.low
    rest = abs(farthest - nearest)
    return rest > 0 and abs(nearest - suspect.place) > APART * rest
