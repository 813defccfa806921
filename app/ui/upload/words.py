"""Words about imports that several parts of the page use."""

from __future__ import annotations

from typing import Any

from app.ui import numbers
from core.datasets import KINDS

SURE = ((0.95, "sure"), (0.7, "likely"), (0.0, "please check"))  # by confidence, from which on
COLOURS = {"sure": "green", "likely": "blue", "please check": "orange"}
KIND_LABELS = {kind.key: kind.label for kind in KINDS}
NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", " ": "space", "": "nothing", None: "none"}
ORIGINS = {
    "file": "an uploaded file",
    "files": "several files",
    "paste": "a pasted table",
    "address": "a web address",
    "database": "a database",
    "again": "the kept file, read again",
    "query": "a query",
    "steps": "cleaning steps",
}


def how_sure(confidence: float) -> str:
    """A confidence in words: sure, likely, please check."""
    return next(word for least, word in SURE if confidence >= least)


def sure(confidence: float) -> str:
    """The same as a badge in Markdown."""
    word = how_sure(confidence)
    return f":{COLOURS[word]}-badge[{word}]"


def written(value: Any) -> str:
    """The value of a decision as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return NAMES[value] if isinstance(value, str | None) and value in NAMES else numbers.number(value)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
