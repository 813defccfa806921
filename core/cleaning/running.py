"""Steps one after the other: each becomes a temporary table that the next one reads, in a preview and in a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

import core.cleaning.catalogue as catalogue
from core.cleaning.steps import Built, Sql, Step, Table, described
from core.errors import BadInput, BadRows

MOST_STEPS = 100
MOST_ANSWERS = 10_000  # rows that a step may ask for before it is built

Execute = Callable[[Sql], list[tuple[Any, ...]]]
Other = Callable[[str], Table]


@dataclass(frozen=True)
class Ran:
    """A step that was run: its place in the list, its SELECT, and the tables before and after it."""

    place: int
    step: Step
    built: Built
    before: Table
    after: Table


def run(execute: Execute, source: Table, steps: Sequence[Step]) -> Iterator[Ran]:
    """Runs the steps that are on. The table before a step is there until the next one is asked for.

    Raises BadInput or NotFound on settings that cannot be used, BadRows on values that cannot be computed with.
    """
    if len(steps) > MOST_STEPS:
        raise BadInput(f"There are {len(steps)} steps.", hint=f"Give at most {MOST_STEPS}.")
    before = source
    for place, step in enumerate(steps):
        if step.on:
            built = catalogue.build(step, before)
            after = _made(execute, step, built, f"step_{place + 1}", before)
            yield Ran(place, step, built, before, after)
            if before is not source:
                execute(Sql(f"DROP TABLE {before.name}"))
            before = after


def table(execute: Execute, name: str, other: Other) -> Table:
    """The table of this name as it is now."""
    columns = described(execute(Sql(f"DESCRIBE {name}")))
    rows = int(execute(Sql(f"SELECT count(*) FROM {name}"))[0][0])
    return Table(name, columns, rows, execute, other)


def no_other(dataset_id: str) -> Table:
    """What a table of another dataset knows of further datasets."""
    raise LookupError(f"Nobody joins {dataset_id} to a table that is joined itself.")


def _made(execute: Execute, step: Step, built: Built, name: str, before: Table) -> Table:
    try:
        execute(Sql(f"CREATE TEMP TABLE {name} AS\n{built.select.text}", built.select.parameters))
    except (duckdb.DataError, duckdb.InvalidInputException, duckdb.BinderException) as error:
        reason = str(error).partition(":")[2].strip().splitlines()[0][:200]
        raise BadRows(
            f"“{catalogue.sentence(step)}” cannot be computed ({reason}).",
            hint="Change its settings, or switch it off.",
        ) from error
    return table(execute, name, before.other)
