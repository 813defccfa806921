"""What a clean-up step is: a row in a table that turns settings into one SELECT over the table before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from core.datasets import Column
from core.datasets.catalogue import find_column
from core.datasets.condition_values import Family, family_of
from core.errors import BadInput

Input = Literal[
    "column", "columns", "text", "number", "choice", "yes", "list", "names", "groups",
    "conditions", "orders", "aggregates", "dataset", "keys",
]  # fmt: skip
KINDS: dict[Family, str] = {
    "number": "number",
    "text": "category",
    "date": "date",
    "time": "time",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and the values bound to its question marks, in their order."""

    text: str
    parameters: tuple[Any, ...] = ()

    @classmethod
    def joined(cls, *pieces: Sql | str, by: str = "") -> Sql:
        parts = [Sql(piece) if isinstance(piece, str) else piece for piece in pieces]
        return cls(by.join(part.text for part in parts), tuple(value for part in parts for value in part.parameters))


@dataclass(frozen=True)
class Table:
    """The table before a step. `ask` queries it; `other` is the table of another dataset, by its id."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    ask: Callable[[Sql], list[tuple[Any, ...]]] = field(repr=False)
    other: Callable[[str], Table] = field(repr=False)

    def column(self, name: str) -> Column:
        """The column of this name. Raises NotFound, naming those that are close."""
        return find_column(self.columns, name, owner="The table at this step")


@dataclass(frozen=True)
class Built:
    """The SELECT of a step. `keeps_rows`: row by row the same, so that cells can be compared; `notes` warn."""

    select: Sql
    keeps_rows: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A setting of a step: what it is called, what kind of input it takes, and what it may be."""

    key: str
    label: str
    input: Input
    choices: tuple[tuple[str, str], ...] = ()
    families: tuple[Family, ...] = ()
    default: Any = None
    optional: bool = False
    help: str = ""
    only_if: tuple[str, tuple[str, ...]] | None = None  # another setting, and the choices of it that need this one


@dataclass(frozen=True)
class StepKind:
    """A kind of step. `build` makes its SELECT; `sentence` says what it does, with its settings in braces."""

    key: str
    label: str
    group: str
    help: str
    fields: tuple[Field, ...]
    build: Callable[[Table, Any], Built]
    sentence: str


@dataclass(frozen=True)
class Step:
    """One step as a person put it together. One that is off is kept but does nothing."""

    kind: str
    settings: dict[str, Any]
    on: bool = True

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "settings": self.settings, "on": self.on}

    @classmethod
    def from_json(cls, given: Any) -> Step:
        """Raises BadInput when it is not a kind with its settings."""
        known = {"kind", "settings", "on"}
        if not isinstance(given, dict) or "kind" not in given or not given.keys() <= known:
            raise BadInput(
                f"“{str(given)[:100]}” is no step.",
                hint='A step looks like {"kind": "trim", "settings": {"columns": ["city"]}}.',
            )
        settings = given.get("settings", {})
        if not isinstance(settings, dict):
            raise BadInput(f"The settings of “{given['kind']}” are no object.", hint="Give them by their names.")
        return cls(str(given["kind"]), settings, bool(given.get("on", True)))


def described(rows: Sequence[tuple[Any, ...]]) -> tuple[Column, ...]:
    """Columns from what DuckDB's DESCRIBE answers."""
    return tuple(Column(name, KINDS[family_of(type)], type, name) for name, type, *_ in rows)
