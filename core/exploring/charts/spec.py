"""What a chart shows, as plain data, and the tables of what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from core.datasets.condition_values import Family
from core.errors import BadInput

Shape = Literal["grouped", "histogram", "box", "points"]
Need = Literal["no", "may", "must"]

MOST_BINS = 200
MOST_TOP = 100
OTHER = "Other"


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart: which columns it takes, and the shape of the query behind it."""

    key: str
    label: str
    shape: Shape
    x: Need
    y: Need
    group: Need
    x_families: tuple[Family, ...] = ()
    y_families: tuple[Family, ...] = ()
    group_label: str = "Colour"


@dataclass(frozen=True)
class Aggregate:
    """How the values of a group become one: SQL about {y}. `families` are those of y; none for all."""

    key: str
    label: str
    sql: str
    families: tuple[Family, ...] = ("number",)


@dataclass(frozen=True)
class DatePart:
    """What of a date is shown: SQL about {x}; `is_time` keeps it on an axis of time."""

    key: str
    label: str
    sql: str
    is_time: bool = True


NUMBER: tuple[Family, ...] = ("number",)
AXES: tuple[Family, ...] = ("number", "date")

CHART_KINDS = (
    ChartKind("bar", "Bars", "grouped", "must", "may", "may"),
    ChartKind("line", "Line", "grouped", "must", "may", "may", x_families=AXES),
    ChartKind("area", "Area", "grouped", "must", "may", "may", x_families=AXES),
    ChartKind("histogram", "Histogram", "histogram", "must", "no", "may", x_families=AXES),
    ChartKind("box", "Box plot", "box", "may", "must", "no", y_families=NUMBER),
    ChartKind("scatter", "Points", "points", "must", "must", "may", x_families=AXES, y_families=NUMBER),
    ChartKind("heat_map", "Heat map", "grouped", "must", "may", "must", group_label="Down"),
    ChartKind("pivot", "Pivot table", "grouped", "must", "may", "must", group_label="Down"),
)

AGGREGATES = (
    Aggregate("count", "Number of rows", "count(*)", ()),
    Aggregate("sum", "Sum", "sum({y})"),
    Aggregate("mean", "Mean", "avg({y})"),
    Aggregate("median", "Median", "median({y})"),
    Aggregate("min", "Lowest", "min({y})"),
    Aggregate("max", "Highest", "max({y})"),
    Aggregate("distinct", "Different values", "count(DISTINCT {y})", ()),
)

DATE_PARTS = (
    DatePart("year", "Years", "date_trunc('year', {x})"),
    DatePart("quarter", "Quarters", "date_trunc('quarter', {x})"),
    DatePart("month", "Months", "date_trunc('month', {x})"),
    DatePart("week", "Weeks", "date_trunc('week', {x})"),
    DatePart("day", "Days", "date_trunc('day', {x})"),
    DatePart("hour", "Hours", "date_trunc('hour', {x})"),
    DatePart("month_of_year", "Month of the year", "month({x})", is_time=False),
    DatePart("weekday", "Day of the week, Monday 1", "isodow({x})", is_time=False),
    DatePart("hour_of_day", "Hour of the day", "hour({x})", is_time=False),
)


@dataclass(frozen=True)
class ChartSpec:
    """A chart to be drawn. `group` is the colour, or what stands down the side of a heat map or a pivot table.

    `bins` 0 leaves numbers as they are; `part` empty takes the finest date part that a picture can hold.
    """

    kind: str
    x: str = ""
    y: str = ""
    group: str = ""
    facet: str = ""
    aggregate: str = "count"
    part: str = ""
    bins: int = 20
    top: int = 20
    other: bool = True

    def to_json(self) -> dict[str, Any]:
        """What is as usual is left out."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}

    @classmethod
    def from_json(cls, given: Any) -> ChartSpec:
        """Raises BadInput when it is no chart."""
        types = {f.name: type(f.default) if f.name != "kind" else str for f in fields(cls)}
        if not isinstance(given, Mapping) or "kind" not in given or not given.keys() <= types.keys():
            raise BadInput(f"“{str(given)[:100]}” is no chart.", hint=f"It may say: {', '.join(types)}.")
        wrong = [name for name, value in given.items() if type(value) is not types[name]]
        if wrong:
            raise BadInput(f"“{wrong[0]}” of the chart is “{str(given[wrong[0]])[:100]}”.", hint=_hint(types[wrong[0]]))
        return cls(**given)


def kind_of(key: str) -> ChartKind:
    """Raises BadInput, naming those there are."""
    for kind in CHART_KINDS:
        if kind.key == key:
            return kind
    raise BadInput(
        f"“{key}” is no kind of chart.", hint=f"Choose one of: {', '.join(kind.key for kind in CHART_KINDS)}."
    )


def aggregate_of(key: str) -> Aggregate:
    """Raises BadInput, naming those there are."""
    for aggregate in AGGREGATES:
        if aggregate.key == key:
            return aggregate
    choices = ", ".join(aggregate.key for aggregate in AGGREGATES)
    raise BadInput(f"“{key}” is no aggregate.", hint=f"Choose one of: {choices}.")


def part_of(key: str) -> DatePart:
    """Raises BadInput, naming those there are."""
    for part in DATE_PARTS:
        if part.key == key:
            return part
    raise BadInput(
        f"“{key}” is no part of a date.", hint=f"Choose one of: {', '.join(part.key for part in DATE_PARTS)}."
    )


def _hint(type: type) -> str:
    return {int: "Give a whole number.", bool: "Give true or false."}.get(type, "Give a text.")
