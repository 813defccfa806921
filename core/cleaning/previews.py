"""What steps would do: tried at once, on a part of the rows where there are many, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import core.cleaning.catalogue as catalogue
import core.cleaning.running as running
from core import datasets
from core.cleaning.comparing import Difference, compare
from core.cleaning.running import Ran
from core.cleaning.steps import Sql, Step, Table
from core.datasets import Column, Dataset, showing
from core.errors import AppError
from core.storage import deadlines
from core.storage.engine import Reader, quote
from core.workspace import Workspace

MOST_ROWS = 100_000  # looked at: tried in a moment
MOST_CELLS = 2_000_000
SHOWN_ROWS = 100
LONGEST_SHOWN = 300  # characters of a text in the rows shown
PATIENCE_SECONDS = 20.0
HINT = "Start the steps without a preview: the job takes the time it needs."


@dataclass(frozen=True)
class StepReport:
    """What one step did to the rows looked at. One that is off, or comes after an error, did nothing.

    `error` holds code, message and hint of a step that cannot be done.
    """

    place: int
    sentence: str
    sql: str = ""
    rows_before: int = 0
    rows_after: int = 0
    difference: Difference | None = None
    notes: tuple[str, ...] = ()
    error: dict[str, str] | None = None


@dataclass(frozen=True)
class Preview:
    """The steps one by one, and the first rows after the last of them that could be done.

    `looked_at` of `total` rows were tried: every so-manieth where the table is large.
    """

    reports: tuple[StepReport, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    looked_at: int
    total: int

    @property
    def is_sample(self) -> bool:
        return self.looked_at < self.total

    @property
    def error(self) -> dict[str, str] | None:
        """The error of the step that cannot be done, if there is one."""
        return next((report.error for report in self.reports if report.error), None)


def preview(ws: Workspace, dataset: Dataset, steps: Sequence[Step]) -> Preview:
    """Tries the steps and stores nothing. A step that cannot be done ends the trial and says why in its report.

    Raises Busy when it takes too long.
    """
    reports = [StepReport(place, _sentence(step)) for place, step in enumerate(steps)]
    with _opened(ws, dataset) as source:
        last = source
        try:
            for ran in running.run(source.ask, source, steps):
                reports[ran.place] = _report(ran)
                last = ran.after
        except AppError as error:
            failed = next(place for place, step in enumerate(steps) if step.on and not reports[place].sql)
            reports[failed] = replace(reports[failed], error=error.to_json(), rows_before=last.rows)
        rows = last.ask(build_shown(last))
        return Preview(tuple(reports), last.columns, tuple(rows), source.rows, dataset.rows)


def build_shown(table: Table) -> Sql:
    """The first rows, their texts shortened."""
    values = [
        f"left({quote(c.name)}, {LONGEST_SHOWN}) AS {quote(c.name)}" if c.type == "VARCHAR" else quote(c.name)
        for c in table.columns
    ]
    return Sql(f"SELECT {', '.join(values)}\nFROM {table.name}\nLIMIT {SHOWN_ROWS}")


def every(dataset: Dataset) -> int:
    """Every which row of a dataset is looked at: 1 means all of them."""
    most = max(1, min(MOST_ROWS, MOST_CELLS // max(1, len(dataset.columns))))
    return max(1, -(-dataset.rows // most))


def _sentence(step: Step) -> str:
    try:
        return catalogue.sentence(step)
    except AppError:
        return step.kind  # what is wrong with it is said when it is tried


def _report(ran: Ran) -> StepReport:
    return StepReport(
        ran.place,
        catalogue.sentence(ran.step),
        showing.written(ran.built.select.text, ran.built.select.parameters),
        ran.before.rows,
        ran.after.rows,
        compare(ran),
        ran.built.notes,
    )


@contextmanager
def _opened(ws: Workspace, dataset: Dataset) -> Iterator[Table]:
    """The rows to try the steps on, and the way to other datasets."""
    with ExitStack() as stack:
        reader = stack.enter_context(datasets.reading(ws, dataset))
        stack.enter_context(deadlines.within(reader.connection, PATIENCE_SECONDS, hint=HINT))
        execute = _executing(reader)

        def other(dataset_id: str) -> Table:
            found = datasets.find(ws, dataset_id)
            name = stack.enter_context(datasets.reading(ws, found)).table
            return Table(name, found.columns, found.rows, execute, running.no_other)

        yield _source(execute, reader, dataset, other)


def _source(execute: running.Execute, reader: Reader, dataset: Dataset, other: running.Other) -> Table:
    reader.connection.execute(f"USE {reader.schema}")
    step = every(dataset)
    if step == 1:
        return Table("data", dataset.columns, dataset.rows, execute, other)
    execute(Sql(f"CREATE TEMP TABLE looked_at AS\nSELECT *\nFROM data\nWHERE rowid % {step} = 0"))
    rows = int(execute(Sql("SELECT count(*) FROM looked_at"))[0][0])
    return Table("looked_at", dataset.columns, rows, execute, other)


def _executing(reader: Reader) -> running.Execute:
    def execute(sql: Sql) -> list[tuple[Any, ...]]:
        return reader.connection.execute(sql.text, sql.parameters).fetchmany(running.MOST_ANSWERS)

    return execute
