"""The settings of a step, read with care: each is what its field says, or the step says in words what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.cleaning.steps import Field, StepKind, Table
from core.datasets import Column
from core.datasets.conditions import Condition, family
from core.datasets.importing.text import names
from core.errors import BadInput

MOST_LISTED = 5_000  # entries of a list or a mapping
LONGEST_TEXT = 2_000


@dataclass(frozen=True)
class Settings:
    """The settings given for a step, against the table before it. Every getter raises BadInput or NotFound."""

    kind: StepKind
    table: Table
    given: dict[str, Any]

    def check_names(self) -> None:
        """Raises BadInput on a setting that the step does not have: it is a misspelling."""
        known = [field.key for field in self.kind.fields]
        unknown = [name for name in self.given if name not in known]
        if unknown:
            raise BadInput(
                f"“{self.kind.label}” has no setting “{unknown[0]}”.",
                hint=f"It has: {', '.join(known)}." if known else "It has none.",
            )

    def has(self, key: str) -> bool:
        return self.value(key) not in (None, "", [], {}, ())

    def value(self, key: str) -> Any:
        return self.given.get(key, self.field(key).default)

    def field(self, key: str) -> Field:
        return next(field for field in self.kind.fields if field.key == key)

    def column(self, key: str) -> Column:
        found = self.table.column(str(self._needed(key)))
        self._check_family(key, found)
        return found

    def columns(self, key: str) -> list[Column]:
        """The columns named; all that fit where none is named and none needs to be."""
        field = self.field(key)
        if not self.has(key) and field.optional:
            return [c for c in self.table.columns if not field.families or family(c) in field.families]
        found = [self.table.column(str(name)) for name in dict.fromkeys(self.listing(key))]
        for column in found:
            self._check_family(key, column)
        return found

    def text(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str | int | float) or len(str(value)) > LONGEST_TEXT:
            raise self.refused(key, f"Give a text of at most {LONGEST_TEXT:,} characters.")
        return str(value)

    def number(self, key: str, low: float, high: float) -> float:
        try:
            found = float(self._needed(key))
        except (TypeError, ValueError):
            found = float("nan")
        if not low <= found <= high:
            raise self.refused(key, f"Give a number from {low:g} to {high:g}.")
        return found

    def whole(self, key: str, low: int, high: int) -> int:
        found = self.number(key, low, high)
        if found != int(found):
            raise self.refused(key, f"Give a whole number from {low} to {high:,}.")
        return int(found)

    def choice(self, key: str) -> str:
        found, choices = self.value(key), dict(self.field(key).choices)
        if found not in choices:
            raise self.refused(key, f"Choose one of: {', '.join(choices)}.")
        return str(found)

    def yes(self, key: str) -> bool:
        return bool(self.value(key))

    def listing(self, key: str) -> list[Any]:
        found = self._needed(key)
        found = [found] if isinstance(found, str) else found
        if not isinstance(found, list | tuple) or len(found) > MOST_LISTED:
            raise self.refused(key, f"Give a list of at most {MOST_LISTED:,} values.")
        return list(found)

    def mapping(self, key: str) -> dict[str, Any]:
        found = self._needed(key)
        if not isinstance(found, dict) or len(found) > MOST_LISTED:
            raise self.refused(key, "Give pairs of names, the old one and the new one.")
        return {str(old): new for old, new in found.items()}

    def conditions(self, key: str) -> list[Condition]:
        return [Condition.from_json(condition) for condition in self.listing(key)]

    def objects(self, key: str, *fields: str) -> list[dict[str, Any]]:
        """A list of objects, each with these fields at least."""
        found = self.listing(key)
        if not all(isinstance(one, dict) and set(fields) <= one.keys() for one in found):
            raise self.refused(key, f"Each is an object with {', '.join(fields)}.")
        return found

    def new_name(self, key: str, proposed: str) -> str:
        """A name for a new column: the one given, which has to be free, or the proposed one made free."""
        wanted = str(self.value(key) or "").strip()
        if not wanted:
            return self.free_names([proposed])[0]
        if wanted.casefold() in {column.name.casefold() for column in self.table.columns}:
            raise BadInput(f"There is a column “{wanted}” already.", hint="Choose another name for the new one.")
        return self.free_names([wanted])[0]

    def free_names(self, proposed: Sequence[str]) -> list[str]:
        """These names, numbered where a column has them already."""
        taken = [column.name for column in self.table.columns]
        return list(names.clean([*taken, *proposed])[len(taken) :])

    def refused(self, key: str, hint: str) -> BadInput:
        field = self.field(key)
        return BadInput(f"“{self.kind.label}”: {field.label} is “{str(self.value(key))[:100]}”.", hint=hint)

    def _needed(self, key: str) -> Any:
        if not self.has(key):
            raise BadInput(
                f"“{self.kind.label}” needs to know: {self.field(key).label}.",
                hint=self.field(key).help or "Choose it.",
            )
        return self.value(key)

    def _check_family(self, key: str, column: Column) -> None:
        families = self.field(key).families
        if families and family(column) not in families:
            raise BadInput(
                f"“{self.kind.label}” cannot use “{column.name}”, which holds {WORDS[family(column)]}.",
                hint=f"It takes columns with {' or '.join(WORDS[wanted] for wanted in families)}.",
            )


WORDS = {"number": "numbers", "text": "text", "date": "dates", "time": "times of day", "boolean": "yes or no"}
