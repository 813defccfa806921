"""Asks, before a training, what the model is for: rows like these, groups never seen, or what comes next.

The question is only worth asking where the answer changes the score, so each way to split is tried with one cheap model
(see `rehearsal`) and asked about with its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core import datasets
from core.datasets import Column, Dataset
from core.storage.engine import Reader, quote
from core.training.splitting import DISTINCT, FORWARD, GROUPED, INTEGERS, Split
from core.workspace import Workspace

FEWEST_GROUPS = 10
ROWS_A_GROUP = (3, 200)  # a customer or a country comes so often; more often, it is rather a trait than an entity
FEWEST_MOMENTS = 8
MOST_TRIED = 3  # columns of each sort: a person answers two or three questions, not ten
YEARS = (1800, 2200)
ENTITY_NAMES = re.compile(
    r"(?i)(^|[_\W])(id|key|code|no|nr|number|customer|client|user|patient|account|member|person|player|student|employee|"
    r"company|firm|store|shop|site|station|location|country|city|region|school|hospital|provider|device|sensor|machine|"
    r"vehicle|product|item|sku|house|household|family|group|session|subject)([_\W]|$)"
)
TIME_NAMES = re.compile(
    r"(?i)(^|[_\W])(date|time|day|week|month|quarter|year|yr|period|season|round)([_\W]|$)|(?i:date|year)$"
)


@dataclass(frozen=True)
class Trial:
    """One way to split and what it changes: the same cheap model scored on random rows and in this way.

    `matters`: the difference is larger than chance. `groups`: different values of the column.
    """

    kind: str
    column: str
    groups: int
    metric: str
    random_score: float
    score: float
    matters: bool

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Trial:
        return cls(**{name: stored[name] for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        """With its words, for programs."""
        said = {"split": self.split.to_json(), "question": self.question, "sentence": self.sentence}
        return asdict(self) | said

    @property
    def split(self) -> Split:
        return Split(self.kind, self.column)

    @property
    def question(self) -> str:
        return self.split.question

    @property
    def sentence(self) -> str:
        tried = f"{self.metric} {self.random_score:.3g} on random rows, {self.score:.3g} on {self.split.rows}"
        if not self.matters:
            return f"{tried}: about the same."
        if self.score > self.random_score:
            return f"{tried}: better than on random rows."
        return f"{tried}. A score on random rows would promise too much for that use."


def candidates(ws: Workspace, dataset: Dataset, target: str) -> tuple[Split, ...]:
    """The splits worth trying: by columns that name an entity which comes again, by columns of time, and by copies."""
    columns = [column for column in dataset.columns if column.name != target]
    with datasets.reading(ws, dataset) as reader:
        counted = _count(reader, [column for column in columns if _may_divide(column)])
    entities = [(column, groups) for column, groups, rows, _, _ in counted if _is_entity(column, groups, rows)]
    entities.sort(key=lambda found: (not ENTITY_NAMES.search(found[0].name), -found[1]))
    times = [column for column, groups, _, low, high in counted if _is_time(column, groups, low, high)]
    times.sort(key=lambda column: column.kind != "date")
    grouped = [Split(GROUPED.key, column.name) for column, _ in entities if column not in times]
    forward = [Split(FORWARD.key, column.name) for column in times]
    return (*grouped[:MOST_TRIED], *forward[:MOST_TRIED], Split(DISTINCT.key))


def _may_divide(column: Column) -> bool:
    return column.kind in ("id", "category", "text", "date") or column.type in INTEGERS


def _is_entity(column: Column, groups: int, rows: int) -> bool:
    if column.kind == "date" or groups < FEWEST_GROUPS:
        return False
    named = ENTITY_NAMES.search(column.name) is not None
    least, most = ROWS_A_GROUP
    return rows / groups >= least and (named or (column.kind != "number" and rows / groups <= most))


def _is_time(column: Column, groups: int, low: float | None, high: float | None) -> bool:
    if groups < FEWEST_MOMENTS:
        return False
    years = low is not None and high is not None and low >= YEARS[0] and high <= YEARS[1]
    return column.kind == "date" or (column.type in INTEGERS and years and TIME_NAMES.search(column.name) is not None)


def _count(reader: Reader, columns: Sequence[Column]) -> list[tuple[Column, int, int, float | None, float | None]]:
    """Of each column: different values (about), filled rows, and the limits of whole numbers."""
    if not columns:
        return []
    query = build_counts(reader.table, columns)
    numbers = iter(reader.connection.execute(query).fetchall()[0])
    return [(column, int(groups), int(rows), low, high) for column, groups, rows, low, high in _fours(columns, numbers)]


def _fours(columns: Sequence[Column], numbers: Any) -> list[tuple[Column, Any, Any, Any, Any]]:
    return [(column, *(next(numbers) for _ in range(4))) for column in columns]


def build_counts(table: str, columns: Sequence[Column]) -> str:
    """One row with four numbers a column."""
    counts = ",\n    ".join(
        f"approx_count_distinct({quote(c.name)}), count({quote(c.name)}), {_limit('min', c)}, {_limit('max', c)}"
        for c in columns
    )
    return f"""
        SELECT {counts}
        FROM {table}
    """


def _limit(function: str, column: Column) -> str:
    return f"{function}({quote(column.name)})::DOUBLE" if column.type in INTEGERS else "NULL"
