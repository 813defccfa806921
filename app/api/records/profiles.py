"""What people decided about alerts and columns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.records.shared import Answer, Given, Instant

Code = Annotated[str, Field(description="The alert's, or `personal_data` to say whether a column is personal.")]
Column = Annotated[str | None, Field(description="The alert's; null for one about the whole table.")]
MarkName = Literal["pinned", "dismissed", "personal", "not_personal"]


class NewMark(Given):
    """It belongs to the series: later versions of the dataset have it too."""

    code: Code = Field(examples=["constant"])
    column: Column = None
    mark: MarkName
    reason: str = Field("", description="Needed for a dismissal.", examples=["It is meant to be so"])


class Mark(Answer):
    code: Code
    column: Column
    mark: MarkName
    reason: str
    created_at: Instant


class Marks(Answer):
    items: list[Mark]
