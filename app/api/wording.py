"""What is wrong with a request, in words: the field, its value, and what to send instead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SHOWN_CHARACTERS = 60  # of a value that is wrong
SHOWN_ERRORS = 3  # more are a list that nobody reads
SEE_DOCS = "What it takes is described at /api/docs."


@dataclass(frozen=True)
class Wording:
    """How one type of pydantic's errors is told; {field}, {value} and {reason} are filled in."""

    message: str
    hint: str


USUAL = Wording("“{field}” cannot be {value}.", "{reason}.")
WORDINGS = {
    "missing": Wording("“{field}” is missing.", "Send a value for it. " + SEE_DOCS),
    "extra_forbidden": Wording("There is no field “{field}” here.", SEE_DOCS),
    "json_invalid": Wording("The body is not valid JSON: {reason}.", "Send one object, its names in double quotes."),
    "value_error": Wording("“{field}” cannot be {value}: {reason}.", SEE_DOCS),
    "body": Wording("The body is {value}, not a JSON object.", "Send an object as application/json. " + SEE_DOCS),
}


def in_words(errors: Sequence[Any]) -> tuple[str, str]:
    """Message and hint for a list of pydantic's errors."""
    told = [_one(error) for error in errors[:SHOWN_ERRORS]]
    rest = len(errors) - len(told)
    message = " ".join(message for message, _ in told) + (f" And {rest} more." if rest else "")
    return message, " ".join(dict.fromkeys(hint for _, hint in told))


def _one(error: dict[str, Any]) -> tuple[str, str]:
    field = _field(error["loc"])
    wording = WORDINGS["body"] if field == "body" else WORDINGS.get(error["type"], USUAL)
    if error["type"] == "json_invalid":
        wording = WORDINGS["json_invalid"]
    words = {"field": field, "value": shown(error.get("input")), "reason": _reason(error)}
    return wording.message.format(**words), wording.hint.format(**words)


def _field(location: Sequence[str | int]) -> str:
    """`("body", "rows", 3, "age")` is `rows[3].age`."""
    inner = location[1:] or location[:1]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in inner)
    return path.removeprefix(".")


def _reason(error: dict[str, Any]) -> str:
    context = error.get("ctx", {}).get("error")
    reason = str(context) if context else str(error["msg"])
    return reason.replace("Input should", "It should", 1).rstrip(".")


def shown(value: Any) -> str:
    """A value as a person can read it: short, on one line, control characters escaped."""
    text = value.decode(errors="replace") if isinstance(value, bytes) else value
    written = json.dumps(text, ensure_ascii=False, default=str)
    written = written.encode(errors="backslashreplace").decode()  # half a letter, which no answer can hold
    return written if len(written) <= SHOWN_CHARACTERS else written[:SHOWN_CHARACTERS] + "…"
