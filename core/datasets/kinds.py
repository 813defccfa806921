"""The kinds a column can be of: what a person would call it, whatever the storage type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    key: str
    label: str
    help: str


KINDS = (
    Kind("number", "Number", "Something measured or counted."),
    Kind("boolean", "Yes or no", "Two values that mean yes and no."),
    Kind("category", "Category", "A small set of values that repeat."),
    Kind("text", "Text", "Words or sentences, mostly different from row to row."),
    Kind("date", "Date", "A day, with or without the time of day."),
    Kind("time", "Time of day", "A time without a day."),
    Kind("id", "Id", "A value that names a row and means nothing else."),
)
