"""Comparing two datasets, or two parts of one."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from app.api.records.shared import Answer, Given
from core.profiling.comparing import RowChanges
from core.writing.values import plain_rows

Conditions = Annotated[
    list[dict[str, Any]],
    Field(
        description="Which rows are meant: all for which every condition holds.",
        examples=[[{"column": "age", "operator": "at_least", "value": 18}]],
    ),
]
Before = Annotated[str, Field(description="The dataset that is the older side.", examples=["ds_7k2m9qxa"])]


class Compared(Given):
    """What to compare a dataset with. Without `before`, its rows that fit `conditions` with all its others."""

    before: Before | None = None
    conditions: Conditions = Field(default_factory=list)
    before_conditions: Conditions = Field(default_factory=list)


class ComparedRows(Given):
    """Rows that have the same values in the columns `keys` are the same row."""

    before: Before
    keys: list[str] = Field(examples=[["customer_id"]])
    what: Literal["added", "removed", "changed"] = "changed"
    column: str | None = Field(None, description="Only rows that changed in this column.")
    limit: int = Field(50, description="How many rows at most: 1 to 1,000.")
    offset: int = Field(0, le=2**53)


Cells = Annotated[list[Any], BeforeValidator(lambda values: plain_rows([values])[0])]


class ChangedRow(Answer):
    """`changed` are places in `columns`; `before` holds what stood there."""

    key: Cells
    values: Cells
    changed: list[int]
    before: Cells


class RowDifferences(Answer):
    """How many rows came, went and changed, and some of those asked for."""

    counts: RowChanges
    columns: list[str]
    rows: list[ChangedRow]
