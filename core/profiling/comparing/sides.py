"""The two sides of a comparison: a dataset, or those of its rows that fit some conditions, open to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from core import datasets
from core.datasets import conditions as filters
from core.datasets.catalogue import Column, Dataset
from core.datasets.conditions import Condition
from core.profiling.comparing.records import SideFacts
from core.profiling.table import build_select, in_batches
from core.storage.engine import Reader
from core.workspace import Workspace

MOST_SAMPLED = 50_000  # rows of a side: the distance of two distributions is then known to half a percent
FEWEST_SAMPLED = 2_000
SAMPLED_CELLS = 5_000_000  # of very wide tables fewer rows are taken: about 40 MB
EVERY_ROW = "TRUE"


@dataclass(frozen=True)
class Part:
    """A dataset, or the rows of it that fit all conditions; with `otherwise`, those that do not fit them all."""

    dataset: Dataset
    conditions: tuple[Condition, ...] = ()
    otherwise: bool = False

    @property
    def words(self) -> str:
        """Which rows of the dataset are meant; empty when all are."""
        said = " and ".join(filters.describe(condition) for condition in self.conditions)
        return f"all rows but those where {said}" if said and self.otherwise else said


def split(dataset: Dataset, conditions: Sequence[Condition]) -> tuple[Part, Part]:
    """The rows that fit the conditions, and all others."""
    return Part(dataset, tuple(conditions)), Part(dataset, tuple(conditions), otherwise=True)


@dataclass(frozen=True)
class Side:
    """One side, open. `source` stands after FROM and needs the `parameters`; so does `sample`, which has fewer rows."""

    connection: duckdb.DuckDBPyConnection
    part: Part
    source: str
    sample: str
    parameters: tuple[Any, ...]
    rows: int

    @property
    def whole(self) -> bool:
        """Whether the sample is all there is."""
        return self.sample == self.source

    def column(self, name: str) -> Column:
        return self.part.dataset.column(name)

    def all(self, build: Callable[[str], str]) -> list[tuple[Any, ...]]:
        """The rows of a statement about this side, which `build` makes of what to write after FROM."""
        return _asked(self.connection, build(self.source), self.parameters)

    def arrays(self, expressions: Sequence[str]) -> list[Any]:
        """The values of expressions in the sampled rows, one array each; missing ones are masked."""
        statement = build_select([f"{sql} AS c{place}" for place, sql in enumerate(expressions)], self.sample)
        found = self.connection.execute(statement, list(self.parameters)).fetchnumpy()
        return [found[f"c{place}"] for place in range(len(expressions))]

    def wide(self, columns: Sequence[Column], fragments: Callable[[Column], Sequence[str]]) -> dict[str, list[Any]]:
        """Several aggregates of each column in as few statements as possible: the values by column name."""
        found: dict[str, list[Any]] = {}
        for batch in in_batches(columns):
            wanted = {column.name: list(fragments(column)) for column in batch}
            expressions = [fragment for each in wanted.values() for fragment in each]
            values = iter(_asked(self.connection, build_select(expressions, self.source), self.parameters)[0])
            found |= {name: [next(values) for _ in asked] for name, asked in wanted.items()}
        return found

    def facts(self) -> SideFacts:
        dataset = self.part.dataset
        return SideFacts(dataset.id, dataset.name, dataset.version, self.rows, self.part.words)


@contextmanager
def opened(ws: Workspace, left: Part, right: Part) -> Iterator[tuple[Side, Side]]:
    """Both sides on one connection, so that a statement may speak of both."""
    with ExitStack() as stack:
        first = stack.enter_context(datasets.reading(ws, left.dataset))
        second = stack.enter_context(datasets.reading(ws, right.dataset))
        yield _side(first.connection, first, left), _side(first.connection, second, right)


def _side(connection: duckdb.DuckDBPyConnection, reader: Reader, part: Part) -> Side:
    where = filters.build_where(part.dataset, part.conditions, table=reader.table)
    wanted = f"({where.sql}) IS NOT TRUE" if part.otherwise else where.sql
    source = reader.table if wanted == EVERY_ROW else f"(SELECT * FROM {reader.table} WHERE {wanted})"
    rows = int(_asked(connection, f"SELECT count(*) FROM {source}", where.parameters)[0][0])
    step = _sampling_step(rows, len(part.dataset.columns))
    sample = f"(SELECT * FROM {reader.table} WHERE ({wanted}) AND hash(rowid) % {step} = 0)" if step > 1 else source
    return Side(connection, part, source, sample, where.parameters, rows)


def _sampling_step(rows: int, columns: int) -> int:
    """One row in how many is in the sample: by a hash of its number, as in a profile."""
    wanted = min(MOST_SAMPLED, max(FEWEST_SAMPLED, SAMPLED_CELLS // max(columns, 1)))
    return max(1, -(-rows // wanted))


def _asked(connection: duckdb.DuckDBPyConnection, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    return connection.execute(statement, list(parameters)).fetchall()
