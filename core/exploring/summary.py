"""One column in the rows that are looked at, in a few facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.datasets import Column, Dataset
from core.datasets.condition_values import Family
from core.datasets.conditions import family
from core.exploring.views import DATA, View, build_filter, reading
from core.storage.engine import quote
from core.workspace import Workspace

LONGEST = 60  # characters of a text among the facts


@dataclass(frozen=True)
class Fact:
    """Something to know about a column: SQL that says {column}, for the families it makes sense for."""

    key: str
    label: str
    sql: str
    families: tuple[Family, ...] = ("number", "text", "date", "time", "boolean")


QUARTILES = "quantile_cont({finite}, [0.25, 0.5, 0.75])"  # DuckDB computes one of several that are the same

FACTS = (
    Fact("count", "Values", "count({column})"),
    Fact("missing", "Missing", "count(*) - count({column})"),
    Fact("distinct", "Different", "count(DISTINCT {column})"),
    Fact("sum", "Sum", "sum({finite})", ("number",)),
    Fact("mean", "Mean", "avg({finite})", ("number",)),
    Fact("min", "Lowest", "min({column})", ("number", "date", "time")),
    Fact("q25", "Lower quartile", QUARTILES + "[1]", ("number",)),
    Fact("median", "Median", QUARTILES + "[2]", ("number",)),
    Fact("q75", "Upper quartile", QUARTILES + "[3]", ("number",)),
    Fact("max", "Highest", "max({column})", ("number", "date", "time")),
    Fact("true", "Yes", "count_if({column})", ("boolean",)),
    Fact("false", "No", "count_if(NOT {column})", ("boolean",)),
    Fact("shortest", "Shortest, letters", "min(length({column}))", ("text",)),
    Fact("longest", "Longest, letters", "max(length({column}))", ("text",)),
    Fact("first", "First by alphabet", f"left(min({{column}}), {LONGEST})", ("text",)),
    Fact("last", "Last by alphabet", f"left(max({{column}}), {LONGEST})", ("text",)),
)


@dataclass(frozen=True)
class Summary:
    """The facts of a column by their keys; `rows` are those of the view. Infinities count as values, not in means."""

    column: str
    rows: int
    values: dict[str, Any]

    def facts(self) -> list[tuple[str, Any]]:
        """Each fact's label and value, in the order of the table."""
        return [(fact.label, self.values[fact.key]) for fact in FACTS if fact.key in self.values]


def summary(ws: Workspace, dataset: Dataset, column: str, view: View | None = None) -> Summary:
    """What there is to know about a column in the rows of a view. Raises NotFound on an unknown column."""
    wanted = dataset.column(column)
    where = build_filter(dataset, view or View())
    facts = _facts(wanted)
    sql = f"SELECT count(*), {', '.join(build_fact(wanted, fact) for fact in facts)}\nFROM {DATA}\n{where.clause}"
    with reading(ws, dataset) as connection:
        found = connection.execute(sql, where.parameters).fetchone() or ()
    return Summary(wanted.name, found[0], dict(zip((fact.key for fact in facts), found[1:], strict=True)))


def build_fact(column: Column, fact: Fact) -> str:
    name = quote(column.name)
    finite = f"CASE WHEN isfinite({name}) THEN {name} END" if column.type == "DOUBLE" else f"{name}::DOUBLE"
    return fact.sql.format(column=name, finite=finite)


def _facts(column: Column) -> list[Fact]:
    return [fact for fact in FACTS if family(column) in fact.families]
