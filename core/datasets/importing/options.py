"""What a person may decide about an import; everything left out is decided by looking at the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from core.datasets.importing.conventions import Conventions
from core.datasets.kinds import KINDS
from core.errors import BadInput

LONGEST_DELIMITER = 20
MOST_SKIPPED = 1_000_000


@dataclass(frozen=True)
class ImportOptions:
    """Choices that override what would be found.

    `sheet` names a sheet of a workbook or a file of a zip archive. `types` maps column names to kinds. `day_first`
    says how dates like 03/04/2024 are meant. `all_text` keeps every value exactly as read.
    `conventions` says how columns of these names were written in an earlier file; it decides only what this file
    leaves open, and names that this file has not are no mistake.
    """

    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    header: bool | None = None
    skip_rows: int | None = None
    sheet: str | None = None
    missing_markers: tuple[str, ...] | None = None
    types: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    all_text: bool = False
    conventions: Conventions = field(default_factory=dict)

    @classmethod
    def from_json(cls, given: Mapping[str, Any] | None) -> ImportOptions:
        """Options from a JSON object. Raises BadInput for an unknown name or a value that cannot be meant."""
        values = {name: value for name, value in (given or {}).items() if value is not None}
        known = [known_field.name for known_field in fields(cls)]
        for name, value in values.items():
            if name not in known:
                raise BadInput(f"There is no import option “{name}”.", hint=f"There are: {', '.join(known)}.")
            if not CHECKS[name](value):
                raise BadInput(f"The import option “{name}” cannot be {value!r}.", hint=HINTS[name])
        if "missing_markers" in values:
            values["missing_markers"] = tuple(values["missing_markers"])
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Only what was chosen."""
        chosen = {
            name: value for name, value in asdict(self).items() if value not in (None, {}, False) or name == "header"
        }
        return {name: value for name, value in chosen.items() if value is not None}


def _is_text(longest: int) -> Any:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


KIND_KEYS = tuple(kind.key for kind in KINDS)

CHECKS: dict[str, Any] = {
    "delimiter": lambda value: _is_text(LONGEST_DELIMITER)(value) and "\n" not in value,
    "quote": _is_text(1),
    "encoding": _is_text(40),
    "header": _is_flag,
    "skip_rows": lambda value: type(value) is int and 0 <= value <= MOST_SKIPPED,
    "sheet": _is_text(500),
    "missing_markers": lambda value: isinstance(value, list | tuple) and all(isinstance(word, str) for word in value),
    "types": lambda value: isinstance(value, dict) and all(kind in KIND_KEYS for kind in value.values()),
    "day_first": _is_flag,
    "all_text": _is_flag,
    "conventions": lambda value: isinstance(value, dict) and all(isinstance(text, str) for text in value.values()),
}
HINTS = {
    "delimiter": f"It is 1 to {LONGEST_DELIMITER} characters; empty text means one column.",
    "quote": "It is one character; empty text means that there are no quotes.",
    "encoding": "It is the name of an encoding such as utf-8 or cp1252.",
    "header": "It is true or false.",
    "skip_rows": "It is the number of lines above the table.",
    "sheet": "It is the name of a sheet, or of a file in the archive.",
    "missing_markers": "It is a list of words.",
    "types": f"It is an object of column names and kinds; the kinds are {', '.join(KIND_KEYS)}.",
    "day_first": "It is true or false.",
    "all_text": "It is true or false.",
    "conventions": "It is an object of column names and the texts under “written” in an import report.",
}
