"""What comes of reading one value: the value, the value with a note for the person, or a refusal with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Noted:
    """A value that was not written as it should be, but can mean only one thing. `note` says how it was read."""

    value: Any
    note: str


class Refused(Exception):
    """A value that cannot be used. `problem` continues a sentence that begins with the value."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
