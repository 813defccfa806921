"""The datasets as tables of SQL: what each is called, and which version of which dataset that is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from core.datasets import Column, Dataset
from core.errors import NotFound
from core.querying.naming import names_of
from core.storage.state import datasets as rows
from core.workspace import Workspace


@dataclass(frozen=True)
class Table:
    """A version of a dataset as SQL sees it. `name` is the one to show; it answers to its `aliases` too."""

    name: str
    dataset_id: str
    title: str
    version: int
    newest: bool
    rows: int
    columns: tuple[Column, ...]
    aliases: tuple[str, ...]


def tables(ws: Workspace) -> tuple[Table, ...]:
    """Every version of every dataset; the dataset that came last first, and of each the newest version first.

    The newest version has the name of the dataset, an older one that name with `_v1`, `_v2`. A dataset keeps its name
    when others come and go; after a change of its title it answers to its former names too, and to its title in quotes.
    """
    series = _series(ws)
    names = names_of(ws, {key: versions[0]["name"] for key, versions in series.items()})
    given = {name for own in names.values() for name in own}
    made = [
        _table(row, at == 0, names[key], given) for key, versions in series.items() for at, row in enumerate(versions)
    ]
    return tuple(made)


def name_of(ws: Workspace, dataset: Dataset) -> str:
    """The name of this dataset in SQL. Raises NotFound when it is gone."""
    for table in tables(ws):
        if table.dataset_id == dataset.id:
            return table.name
    raise NotFound(f"The dataset “{dataset.name}” is gone.", hint="The list of datasets shows those there are.")


def _series(ws: Workspace) -> dict[str, list[sa.RowMapping]]:
    """The versions of each series, newest first. Import reports stay where they are: they can be long."""
    row = rows.c
    query = sa.select(row.id, row.series, row.name, row.version, row.rows, row.columns).order_by(row.seq.desc())
    found: dict[str, list[sa.RowMapping]] = defaultdict(list)
    with ws.state.reading() as connection:
        for version in connection.execute(query).mappings():
            found[version["series"]].append(version)
    return found


def _table(row: sa.RowMapping, newest: bool, names: list[str], given: set[str]) -> Table:
    """`names` are those of the series, `given` those of all: a version's name gives way to a dataset called so."""
    numbered = [name for name in (f"{name}_v{row['version']}" for name in names) if name not in given]
    own = [*names, *numbered, row["name"]] if newest else [*numbered, f"{names[0]}_{row['id']}"]
    return Table(
        name=own[0],
        dataset_id=row["id"],
        title=row["name"],
        version=row["version"],
        newest=newest,
        rows=row["rows"],
        columns=tuple(Column(**column) for column in row["columns"]),
        aliases=tuple(name for name in dict.fromkeys(own[1:]) if name != own[0]),
    )
