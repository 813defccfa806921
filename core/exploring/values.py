"""The different values of a column with how often they occur, to choose from in a filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.datasets import Column, Dataset
from core.datasets.conditions import Condition, build_condition
from core.exploring.views import DATA, View, build_filter, reading
from core.storage.engine import quote
from core.workspace import Workspace

MOST_CHOICES = 1_000
LONGEST_CHOICE = 200  # characters; longer texts are read, not chosen


@dataclass(frozen=True)
class Choices:
    """Values with their counts, the most frequent first. `is_all` says whether no other value was left out."""

    items: tuple[tuple[Any, int], ...]
    is_all: bool


def choices(
    ws: Workspace, dataset: Dataset, column: str, view: View | None = None, *, containing: str = "", limit: int = 100
) -> Choices:
    """The values of a column in the rows of a view, those that contain a text if asked. Raises NotFound."""
    wanted = dataset.column(column)
    limit = max(1, min(limit, MOST_CHOICES))
    where = build_filter(dataset, view or View())
    if containing:
        where = where.and_(build_condition(wanted, Condition(column, "contains", containing)))
    with reading(ws, dataset) as connection:
        found = connection.execute(build_choices(wanted, where.sql, limit + 1), where.parameters).fetchall()
    return Choices(tuple((value, count) for value, count in found[:limit]), is_all=len(found) <= limit)


def build_choices(column: Column, where: str, limit: int) -> str:
    """(value, count), the most frequent first."""
    name = quote(column.name)
    short = f" AND length({name}) <= {LONGEST_CHOICE}" if column.type == "VARCHAR" else ""
    return (
        f"SELECT {name} AS value, count(*) AS count\nFROM {DATA}\nWHERE ({where}) AND {name} IS NOT NULL{short}\n"
        f"GROUP BY ALL\nORDER BY count DESC, value\nLIMIT {limit:d}"
    )
