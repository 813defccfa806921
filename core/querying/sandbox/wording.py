"""What DuckDB says, for people: what is wrong, where, and what to write instead; no paths, no inner names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import orjson

from core.querying.sandbox.known import Known, did_you_mean

LONGEST_MESSAGE = 400  # characters
LATE = "late"  # the code of a query that took its time and more


class Unfit(Exception):
    """A query that cannot run or did not end well. `start` and `length` are bytes of its text, None where unknown."""

    def __init__(
        self, message: str, hint: str = "", start: int | None = None, length: int = 0, code: str = "bad_query"
    ) -> None:
        super().__init__(message)
        self.message, self.hint, self.start, self.length, self.code = message, hint, start, length, code

    def to_json(self, sql: str) -> dict[str, Any]:
        """With the place in characters of the text, as an editor counts."""
        data = sql.encode()
        if self.start is None or not 0 <= self.start <= len(data):
            return {"code": self.code, "message": self.message, "hint": self.hint}
        start = len(data[: self.start].decode(errors="ignore"))
        length = len(data[self.start : self.start + self.length].decode(errors="ignore"))
        return {"code": self.code, "message": self.message, "hint": self.hint, "start": start, "end": start + length}


@dataclass(frozen=True)
class Told:
    """How one of DuckDB's errors is told: by its kind, its subtype and a part of its message, where they are given.

    {name}, {piece}, {type} and {said} are filled in; an empty hint is found out.
    """

    kind: str
    message: str
    hint: str = ""
    subtype: str = ""
    saying: str = ""
    code: str = "bad_query"

    def fits(self, kind: str, subtype: str, message: str) -> bool:
        return self.kind in (kind, "") and self.subtype in (subtype, "") and self.saying in message


LESS = "Aggregate, filter or join on less."
TOLD = (
    Told("", "The query is nested too deeply.", "Write it in steps, with WITH.", saying="expression depth"),
    Told("Binder", "There is no column “{name}”.", subtype="COLUMN_NOT_FOUND"),
    Told("Catalog", "There is no {type} “{name}”.", subtype="MISSING_ENTRY"),
    Told("Parser", "The SQL does not read on from “{piece}”.", "Look just before it: a comma, a word or a bracket.",
         saying="syntax error"),
    Told("Out of Memory", "The query needs more memory than a query may have.", LESS),
    Told("INTERRUPT", "The query was stopped because its time is over.", code=LATE),
    Told("Permission", "A query reads the tables listed here, no files and no addresses.", "Import the file first."),
    Told("IO", "The query needs more room on disk than a query may have.", LESS),
    Told("Conversion", "{said}", "TRY_CAST leaves what does not convert empty."),
    Told("", "{said}"),
)  # fmt: skip


def in_words(error: duckdb.Error, sql: str, known: Known, columns: Callable[[], Sequence[str]]) -> Unfit:
    """The error as a person can use it. `columns` finds the columns of the tables that the query reads."""
    found = _parts(error)
    start, length = _place(found)
    kind, subtype = str(found.get("exception_type", "")), str(found.get("error_subtype", ""))
    told = next(told for told in TOLD if told.fits(kind, subtype, str(found["exception_message"])))
    piece = sql.encode()[start : start + length].decode(errors="ignore") if start is not None else ""
    words = {
        "name": str(found.get("name", piece)),
        "piece": piece or "its end",
        "said": _said(str(found["exception_message"])),
        "type": str(found.get("type", "thing")).lower().replace("scalar function", "function"),
    }
    hint = told.hint.format(**words) or _hint(found, words, known, columns)
    return Unfit(told.message.format(**words), hint, start, length, told.code)


def _parts(error: duckdb.Error) -> dict[str, Any]:
    """What DuckDB says in its own form: `Binder Error: {"exception_type": …}`; a text where it says no more."""
    text = str(error)
    opening = text.find('{"exception_type"')
    try:
        return dict(orjson.loads(text[opening:])) if opening >= 0 else _plain_parts(text)
    except orjson.JSONDecodeError:
        return _plain_parts(text)


def _plain_parts(text: str) -> dict[str, Any]:
    kind, _, message = text.partition(" Error: ")
    return {"exception_type": kind, "exception_message": message or text}


def _place(found: dict[str, Any]) -> tuple[int | None, int]:
    location = re.fullmatch(r"\[(\d+),(\d+)\]", str(found.get("location", "")))
    if location:
        return int(location[1]), int(location[2])
    return (int(found["position"]), 1) if str(found.get("position", "")).isdigit() else (None, 0)


def _hint(found: dict[str, Any], words: dict[str, str], known: Known, columns: Callable[[], Sequence[str]]) -> str:
    if found.get("error_subtype") == "COLUMN_NOT_FOUND":
        names = list(dict.fromkeys(columns()))
        return did_you_mean(words["name"], names) or (f"The columns: {', '.join(names[:12])}." if names else "")
    candidates = [name for name in str(found.get("candidates", "")).split(",") if name]
    if words["type"] == "table":
        return known.hint(words["name"])
    return did_you_mean(words["name"], candidates)


def _said(message: str) -> str:
    """The first lines of a message: no place again, no path, no name of ours."""
    text = re.sub(r"\n+LINE \d+:.*", "", message, flags=re.DOTALL)
    text = re.sub(r"(?:[\"'])?/(?:[\w.@-]+/)+[\w.@-]*[\"']?", "a file", text)
    text = re.sub(r'"?\w+"?\.main\."?data"?', "the table", text).replace("memory.main.", "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined = " ".join(lines)
    return joined if len(joined) <= LONGEST_MESSAGE else joined[:LONGEST_MESSAGE] + "…"
