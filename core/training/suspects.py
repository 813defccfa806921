"""A column that knows too much about the target, and how that is said."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Suspect:
    """A column with its skill: the share of the way from guessing to perfection that it goes alone."""

    column: str
    skill: float

    @property
    def sentence(self) -> str:
        return (
            f"“{self.column}” alone predicts the target almost perfectly (skill {self.skill:.2f} of 1). "
            "If it is only known afterwards, or was made from the target, exclude it and train again."
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"sentence": self.sentence}
