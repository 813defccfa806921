"""How the two sides and the verdicts are called on the page."""

from __future__ import annotations

from dataclasses import dataclass

from core.profiling.comparing import Comparison, SideFacts


@dataclass(frozen=True)
class VerdictWords:
    """`colour` is a name that badges understand."""

    label: str
    plural: str
    colour: str
    help: str


VERDICTS = {
    "strong": VerdictWords("strongly shifted", "Strongly shifted", "red", "Far more than chance, and far in size."),
    "shifted": VerdictWords("shifted", "Shifted", "orange", "More than chance, and enough to matter."),
    "unsure": VerdictWords(
        "too few rows", "Too few rows", "gray", "It looks different, but chance gives that as well."
    ),
    "stable": VerdictWords("stable", "Stable", "green", "The same, as far as it matters."),
    "unjudged": VerdictWords("not judged", "Not judged", "gray", "An id: its values are others by nature."),
}

LONGEST_NAME = 40


def names(found: Comparison) -> tuple[str, str]:
    """What to call the sides in a legend: short, and different."""
    left, right = found.left, found.right
    if right.condition or left.condition:
        return "All other rows", _cut(right.condition)
    if left.name != right.name:
        return _cut(left.name), _cut(right.name)
    return f"Version {left.version}", f"Version {right.version}"


def is_later(found: Comparison) -> bool:
    """Whether one side is a later version of the other, so that rows can have come and gone."""
    return found.left.name == found.right.name and not (found.left.condition or found.right.condition)


def rows(found: Comparison) -> tuple[str, str]:
    """What the numbers of rows of the two sides are called."""
    if is_later(found):
        return "Rows before", "Rows now"
    if found.right.condition:
        return "All other rows", "Rows that fit"
    return f"Rows of {_cut(found.left.name)}", f"Rows of {_cut(found.right.name)}"


def described(side: SideFacts) -> str:
    """A side in a sentence."""
    return side.condition or f"{side.name}, version {side.version}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
