"""What a model asks for: the columns it was trained on, with what it saw in each of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Feature:
    """One column that a model uses.

    `levels`: values seen, most frequent first (categories). `low`, `high`: range seen (dates: epoch seconds, UTC).
    `typical`: median or most frequent value (dates: ISO text). `importance`: share of the model's importance, 0 to 1.
    """

    name: str
    kind: str
    type: str
    levels: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    typical: float | str | None = None
    missing_share: float = 0.0
    importance: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"levels": list(self.levels)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Feature:
        return cls(**data | {"levels": tuple(data["levels"])})
