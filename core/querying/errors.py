"""An error in a query, with the place in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.errors import AppError, BadQuery, Busy, TooLarge


@dataclass(frozen=True)
class Place:
    """A piece of a text, from character `start` to `end`; `line` and `column` of its beginning count from 1."""

    start: int
    end: int
    line: int
    column: int


class FailedQuery(BadQuery):
    """A query that is refused, cannot be read, or did not end well. `place` is None where it is all of it."""

    def __init__(self, message: str, *, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message, hint=hint)
        self.place = place


class Stopped(BadQuery):
    """A query that somebody stopped, or whose time was over."""


def raised(told: dict[str, Any], sql: str) -> AppError:
    """The error that a query process told of, as the exception that it is. The message says where it is."""
    for leaf in (TooLarge, Busy):
        if told["code"] == leaf.code:
            return leaf(told["message"], hint=told["hint"])
    place = place_in(sql, int(told["start"]), int(told["end"])) if "start" in told else None
    where = f"Line {place.line}, column {place.column}: " if place and "\n" in sql.strip() else ""
    return FailedQuery(where + _lowered(told["message"], bool(where)), hint=told["hint"], place=place)


def place_in(sql: str, start: int, end: int) -> Place:
    before = sql[:start]
    return Place(start, max(end, start + 1), before.count("\n") + 1, start - before.rfind("\n"))


def _lowered(message: str, follows: bool) -> str:
    """A sentence after a colon begins small, unless it begins with a word in capitals."""
    return message[:1].lower() + message[1:] if follows and message[1:2].islower() else message
