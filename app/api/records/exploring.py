"""Looking into a dataset: rows of a view, the values and facts of a column, charts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.records.datasets import Cells
from app.api.records.shared import Answer, Given, Plain

MOST_ROWS = 10_000


class Condition(Given):
    """One column compared in one way."""

    column: str = Field(examples=["age"])
    operator: str = Field(
        description=(
            "is, is_not, one_of, none_of, below, at_most, above, at_least, between, contains, contains_not, "
            "starts_with, ends_with, matches, is_missing, is_present or repeats."
        ),
        examples=["at_least"],
    )
    value: Any = Field(None, description="A value, or a list of them where the operator takes several.", examples=[18])


class Order(Given):
    column: str = Field(examples=["age"])
    descending: bool = False


class View(Given):
    """Which rows are meant, and in which order; without anything, all of them in the order of the file."""

    conditions: list[Condition] = Field(default_factory=list)
    match: Literal["all", "any"] = Field("all", description="Whether all conditions have to hold, or any.")
    search: str = Field(
        "", description="Rows that contain this text in any column, whatever its case.", max_length=1000
    )
    sort: list[Order] = Field(default_factory=list, description="Missing values come last.")


class RowsAsked(View):
    columns: list[str] = Field(default_factory=list, description="Only these, in this order; none for all.")
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 100
    offset: Annotated[int, Field(ge=0, le=2**53)] = 0
    longest: int | None = Field(None, ge=1, description="Longer texts end after so many characters with “…”.")


class RowsFound(Answer):
    """Rows of a view. `places` are their places in the file, from 0; `total` is how many rows the view has."""

    columns: list[str]
    rows: Cells
    places: list[int]
    total: int
    offset: int


class ColumnAsked(View):
    column: str
    containing: str = Field("", description="Only values that contain this text.")
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class ColumnFound(Answer):
    """One column in the rows of a view: its facts, and its most frequent values with their counts."""

    column: str
    rows: int
    facts: dict[str, Plain]
    values: Cells = Field(description="Pairs of a value and its count, the most frequent first.")
    is_all: bool = Field(description="Whether no other value was left out.")


class ChartAsked(View):
    """A chart of the rows of a view."""

    kind: str = Field(description="bar, line, area, histogram, box, scatter, heat_map or pivot.", examples=["bar"])
    x: str = ""
    y: str = Field("", description="What is computed of a group, or the vertical axis of boxes and points.")
    group: str = Field("", description="The colour, or what goes down the side of a heat map or a pivot table.")
    facet: str = ""
    aggregate: str = Field("count", description="count, sum, mean, median, min, max or distinct.")
    part: str = Field("", description="Of dates: year, quarter, month, week, day, hour, month_of_year, weekday, …")
    bins: Annotated[int, Field(ge=0, le=200)] = 20
    top: Annotated[int, Field(ge=1, le=100)] = 20
    other: bool = Field(True, description="Whether categories beyond the `top` most frequent become “Other”.")


class ChartFound(Answer):
    """The numbers of a chart: aggregates over every row of the view, not a picture."""

    title: str
    columns: list[str]
    rows: Cells
    measure: str
    n: int = Field(description="Rows in the chart.")
    left_out: int = Field(description="Rows that are not, since a value is missing.")
    notes: list[str]
    sql: str
