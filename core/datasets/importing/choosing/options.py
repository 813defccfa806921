"""Decisions that a person or a program takes instead of looking at the file."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from core.datasets.importing.choosing.conventions import Conventions
from core.datasets.kinds import KINDS
from core.errors import BadInput

LONGEST_DELIMITER = 20
LONGEST_NAME = 120  # characters of a column's name
MOST_SKIPPED = 1_000_000
SHOWN_LETTERS = 60  # of a value that is refused


@dataclass(frozen=True)
class ImportOptions:
    """Choices that override what would be found; ROWS says what each may be.

    Columns are meant by the name they get without any choice, or by the one they have in the file. With a `recipe`,
    columns that the file has not are told in the report; without one they are refused as misspelt. `conventions` says
    how columns of these names were written in an earlier file; it decides only what this file leaves open.
    """

    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    header: bool | None = None
    skip_rows: int | None = None
    table: int | None = None
    sheet: str | None = None
    combine: str | None = None
    nested: str | None = None
    rows_of: str | None = None
    missing_markers: tuple[str, ...] | None = None
    types: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    trim: tuple[str, ...] = ()
    day_first: bool | None = None
    all_text: bool = False
    recipe: str | None = None
    conventions: Conventions = field(default_factory=dict)

    @classmethod
    def from_json(cls, given: Mapping[str, Any] | None) -> ImportOptions:
        """Options from a JSON object. Raises BadInput for an unknown name or a value that cannot be meant."""
        values = {name: value for name, value in (given or {}).items() if value is not None}
        for name, value in values.items():
            row = ROWS.get(name)
            if row is None:
                raise BadInput(f"There is no import option “{name}”.", hint=_meant(name))
            if not row.possible(value):
                raise BadInput(f"The import option “{name}” cannot be {_shown(value)}.", hint=row.hint)
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Only what was chosen, as JSON has it."""
        chosen = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) != _default(one)}
        return {name: _json(value) for name, value in chosen.items()}


@dataclass(frozen=True)
class OptionRow:
    """What an option may be, for the program and in words."""

    possible: Callable[[Any], bool]
    hint: str


def _is_text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _are_words(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)


def _are_kinds(value: Any) -> bool:
    return isinstance(value, Mapping) and all(kind in KIND_KEYS for kind in value.values())


def _are_names(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME and name.isprintable()
        for name in value.values()
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())


COMBINE = ("same", "union")  # how several files become one table
NESTED = ("spread", "text", "rows")  # what becomes of values within values
KIND_KEYS = tuple(kind.key for kind in KINDS)
YES_OR_NO = "It is true or false."
COLUMNS = "It is a list of column names."

ROWS: dict[str, OptionRow] = {
    "delimiter": OptionRow(
        lambda value: _is_text(LONGEST_DELIMITER)(value) and "\n" not in value,
        f"It is 1 to {LONGEST_DELIMITER} characters; empty text means one column.",
    ),
    "quote": OptionRow(_is_text(1), "It is one character; empty text means that there are no quotes."),
    "encoding": OptionRow(_is_text(40), "It is the name of an encoding such as utf-8 or cp1252."),
    "header": OptionRow(_is_flag, YES_OR_NO),
    "skip_rows": OptionRow(
        lambda value: type(value) is int and 0 <= value <= MOST_SKIPPED, "It is the number of lines above the table."
    ),
    "table": OptionRow(
        lambda value: type(value) is int and 1 <= value <= MOST_SKIPPED,
        "It is 1 for the first of several tables in the text, 2 for the second, and so on.",
    ),
    "sheet": OptionRow(_is_text(500), "It is the name of a sheet, of a file in the archive or of a table."),
    "combine": OptionRow(
        lambda value: value in COMBINE,
        "It is same (all files have the same columns) or union (all columns of all files).",
    ),
    "nested": OptionRow(
        lambda value: value in NESTED,
        "It is spread (fields become columns), text (kept as JSON) or rows (each element of a list becomes a row).",
    ),
    "rows_of": OptionRow(_is_text(500), "It is the name of the list whose elements become rows."),
    "missing_markers": OptionRow(_are_words, "It is a list of words."),
    "types": OptionRow(_are_kinds, f"It is an object of column names and kinds; the kinds are {', '.join(KIND_KEYS)}."),
    "names": OptionRow(
        _are_names, f"It is an object of column names and new names; a name has 1 to {LONGEST_NAME} visible characters."
    ),
    "exclude": OptionRow(_are_words, COLUMNS),
    "trim": OptionRow(_are_words, COLUMNS),
    "day_first": OptionRow(_is_flag, YES_OR_NO),
    "all_text": OptionRow(
        _is_flag, f"{YES_OR_NO} With it a file without a header is exported as CSV without a line of names."
    ),
    "recipe": OptionRow(_is_text(200), "It is the name of the recipe that the other options come from."),
    "conventions": OptionRow(
        _are_texts, "It is an object of column names and the texts under “written” in an import report."
    ),
}


def _meant(name: str) -> str:
    close = difflib.get_close_matches(name, ROWS, n=3)
    return f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(ROWS)}."


def _shown(value: Any) -> str:
    written = repr(value)
    return written if len(written) <= SHOWN_LETTERS else written[:SHOWN_LETTERS] + "…"


def _default(option: Any) -> Any:
    return {} if option.default_factory is dict else option.default


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
