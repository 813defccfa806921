"""One nasty file and its expected outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.datasets import ImportOptions

Table = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Case:
    """`table` maps column names to values; None means that the file has to be refused.

    `says` has to occur in a warning, or in the message of the refusal. `rejects` is the number of lines set aside.
    """

    claim: str
    content: bytes
    table: Table | None
    says: str = ""
    rejects: int = 0
    options: ImportOptions = field(default_factory=ImportOptions)

    def __str__(self) -> str:
        return self.claim


def text(
    claim: str, content: str, table: Table | None, *, codec: str = "utf-8", says: str = "", rejects: int = 0
) -> Case:
    return Case(claim, content.encode(codec), table, says, rejects)


def chosen(claim: str, content: str, table: Table | None, /, *, says: str = "", **options: Any) -> Case:
    """A case in which a person decided something."""
    return Case(claim, content.encode(), table, says, options=ImportOptions.from_json(options))


def column(claim: str, values: Sequence[str], expected: Sequence[Any], *, says: str = "") -> Case:
    """A column of words in front, so that the table has a shape, and the column that the case is about."""
    names = [f"row {'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10 % 10]}" for at in range(len(values))]
    lines = [f"{name}\t{value}" for name, value in zip(names, values, strict=True)]
    content = "\n".join(["label\tvalue", *lines]) + "\n"
    return text(claim, content, {"label": names, "value": expected}, says=says)
