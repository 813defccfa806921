"""The rows of a view as a file to take away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import core.exploring.places as places
from core import datasets
from core.datasets import Dataset, exporting
from core.exploring.views import DATA, View
from core.storage.state import new_id
from core.workspace import Workspace

CHOSEN = f"""(
    SELECT {DATA}.*, chosen.rowid
    FROM chosen
    JOIN {DATA} ON {DATA}.rowid = chosen.place
)"""


def export(
    ws: Workspace, dataset: Dataset, view: View | None = None, *, columns: Sequence[str] = (), format: str = "csv"
) -> Path:
    """Writes the rows of a view, in its order, to a new temporary file; whoever asked removes it.

    Raises BadInput on an unknown format, TooLarge when the rows do not fit it.
    """
    view = view or View()
    wanted = exporting.find_format(format)
    chosen = tuple(dataset.column(name) for name in columns) or dataset.columns
    path = ws.folders.temporary / f"{new_id('ex')}.{wanted.key}"
    with datasets.reading(ws, dataset) as reader:
        reader.connection.execute(f"USE {reader.schema}")
        exporting.check_size(wanted, dataset.name, places.count(reader.connection, dataset, view), len(chosen))
        sql, parameters = places.build_places(dataset, view)
        reader.connection.execute(f"CREATE TEMP TABLE chosen AS\n{sql}", parameters)
        query = exporting.build_export(CHOSEN, chosen, safe=wanted.runs_formulas)
        with ws.folders.appearing(path) as beside:
            wanted.write(reader, query, beside)
    return path
