"""What is drawn on request: two columns together, and columns over time. Bounded, whatever the table's size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from core.profiling.records.columns import Number, Value

Axis = Literal["number", "date", "time"]
Bucket = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year"]


@dataclass(frozen=True)
class Cell:
    """Rows in one cell of a grid: `x` and `y` are the places of its bins."""

    x: int
    y: int
    count: int


@dataclass(frozen=True)
class TrendPoint:
    """The second column where the first lies between `low` and `high`."""

    low: float
    high: float
    rows: int
    mean: float | None
    q25: float | None
    median: float | None
    q75: float | None


@dataclass(frozen=True)
class Density:
    """Rows by both columns: cells without rows are left out. Edges as in a histogram, `x_axis` says what they are.

    Where a few values lie far away from all others, the edges show the rest, and `beyond` rows are not drawn.
    """

    x_edges: tuple[float, ...]
    y_edges: tuple[float, ...]
    cells: tuple[Cell, ...]
    trend: tuple[TrendPoint, ...]
    x_axis: Axis = "number"
    y_axis: Axis = "number"
    beyond: int = 0


@dataclass(frozen=True)
class Box:
    """The numbers of one category, or of all that are not among the most frequent ones."""

    label: str
    rows: int
    min: float | None
    q05: float | None
    q25: float | None
    median: float | None
    q75: float | None
    q95: float | None
    max: float | None
    mean: float | None
    is_rest: bool = False


@dataclass(frozen=True)
class Mosaic:
    """How often each category of the first column meets each of the second, and how often chance would have it.

    `counts[i][j]` belongs to `first[i]` and `second[j]`. The most frequent categories come first; with `others`, the
    last one is all the rest.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    expected: tuple[tuple[float, ...], ...]
    first_others: bool = False
    second_others: bool = False


@dataclass(frozen=True)
class PairView:
    """Two columns together: one of `density`, `boxes` and `mosaic` is there, as `shape` says.

    `first` lies along x. Boxes have the categories of `first` and the numbers of `second`, on the axis `axis`.
    `left_out` rows lack one of the two. `numbers` says how strong the relation is, `sql` holds the statement behind
    each part.
    """

    first: str
    second: str
    shape: Literal["density", "boxes", "mosaic"]
    rows: int
    left_out: int
    sentence: str
    numbers: dict[str, Number] = field(default_factory=dict)
    density: Density | None = None
    boxes: tuple[Box, ...] = ()
    mosaic: Mosaic | None = None
    axis: Axis = "number"
    sql: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Break:
    """From the bucket that starts `at` on, the level is another: the medians `before` and `after`."""

    at: str
    before: float
    after: float
    sentence: str


@dataclass(frozen=True)
class Season:
    """The mean by weekday (Monday first), month (January first) and hour, None where there are no rows.

    A strength is the share of the variance between buckets that the rhythm explains, from 0 to 1.
    """

    weekdays: tuple[float | None, ...] = ()
    months: tuple[float | None, ...] = ()
    hours: tuple[float | None, ...] = ()
    weekday_strength: float = 0.0
    month_strength: float = 0.0
    hour_strength: float = 0.0
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One column over time: its mean per bucket, or the share of `value` where it is no number; None without rows."""

    column: str
    what: Literal["mean", "share"]
    label: str
    values: tuple[float | None, ...]
    counts: tuple[int, ...]
    season: Season
    breaks: tuple[Break, ...] = ()
    value: Value = None


@dataclass(frozen=True)
class TimeGap:
    """Buckets without any row: the first one, the one after the last, and how many there are."""

    start: str
    end: str
    buckets: int


@dataclass(frozen=True)
class TimeView:
    """A table along one of its dates. `starts` holds every bucket from the first to the last, `counts` its rows."""

    column: str
    bucket: Bucket
    starts: tuple[str, ...]
    counts: tuple[int, ...]
    left_out: int
    series: tuple[Series, ...]
    gaps: tuple[TimeGap, ...]
    season: Season
    breaks: tuple[Break, ...]
    sentences: tuple[str, ...]
    sql: dict[str, str] = field(default_factory=dict)
