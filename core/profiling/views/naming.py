"""What names the rows of a dataset, searched as far as three columns together."""

from __future__ import annotations

from datetime import UTC, datetime

import core.profiling.steps as steps
from core.datasets.catalogue import Dataset
from core.errors import BadInput
from core.profiling.records import Key
from core.profiling.relations.keys import find_keys
from core.profiling.table import Report, opened
from core.workspace import Workspace


def keys(ws: Workspace, dataset: Dataset, *, most_columns: int = 3, report: Report | None = None) -> tuple[Key, ...]:
    """The columns, pairs and triples that name a row or break that in a hundredth of the rows at most, keys first.

    `report` hears the part done, and whatever it raises ends the search. Raises BadInput for less than one column or
    more than three.
    """
    if not 1 <= most_columns <= 3:
        raise BadInput(f"Keys of {most_columns} columns were asked for.", hint="Ask for one, two or three.")
    with opened(ws, dataset) as table:
        work = steps.start(table, datetime.now(UTC))
        tell = report or (lambda done, words: None)
        return find_keys(
            table,
            work.sample,
            work.drafts,
            most_columns=most_columns,
            tick=lambda done: tell(done, "Looking for keys"),
        )
