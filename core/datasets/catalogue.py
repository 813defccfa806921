"""The datasets there are: find them, read them, rename them, let them go."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import core.datasets.originals as originals
from core.errors import BadInput, Conflict, NotFound
from core.storage import folders
from core.storage.engine import Reader, quote
from core.storage.names import checked_name
from core.storage.state import Page, State
from core.storage.state import datasets as table
from core.storage.state import jobs as jobs_table
from core.workspace import Workspace

LISTED = (table.c.id, table.c.name)  # what may change, or tells which one it is
MOST_REMEMBERED = 300  # datasets whose records are kept at hand
MOST_ROWS = 10_000  # rows in one answer: more is an export


@dataclass(frozen=True)
class Column:
    """A column as it is stored. `type` is DuckDB's; `original` is the name the file had."""

    name: str
    kind: str
    type: str
    original: str


@dataclass(frozen=True)
class Dataset:
    """One version of a table. `bytes` and `sha256` are the file's that came in, `stored_bytes` what it takes now.

    Versions of one table share a `series`, the id of the first. `origin` says where this version comes from:
    `{"kind": "file" | "files" | "address" | "database" | "query" | "steps" | …}` and what that kind needs to be told.
    """

    id: str
    name: str
    source: str
    rows: int
    columns: tuple[Column, ...]
    report: dict[str, Any]
    bytes: int
    stored_bytes: int
    sha256: str
    created_at: datetime
    series: str = ""
    version: int = 1
    origin: dict[str, Any] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """The column of this name. Raises NotFound, naming those that are close."""
        return find_column(self.columns, name, owner=f"The dataset “{self.name}”")


@dataclass(frozen=True)
class Rows:
    """Some rows of a table: values as Python objects, in the order of `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def find_column(columns: Sequence[Column], name: str, *, owner: str) -> Column:
    """The column of this name; `owner` says whose columns these are. Raises NotFound with those that are close."""
    for column in columns:
        if column.name == name:
            return column
    close = difflib.get_close_matches(name, [column.name for column in columns], n=3)
    near = " or ".join(f"“{candidate}”" for candidate in close)
    raise NotFound(
        f"{owner} has no column “{name}”.", hint=f"Did you mean {near}?" if close else f"Its columns: {_some(columns)}."
    )


def add(ws: Workspace, dataset: Dataset) -> Dataset:
    """Writes the row of a dataset whose file is in place, as the next version of its series or the first of its own."""
    with ws.state.writing() as connection:
        series = dataset.series or dataset.id
        last = connection.execute(sa.select(sa.func.max(table.c.version)).where(table.c.series == series)).scalar()
        added = replace(dataset, series=series, version=(last or 0) + 1)
        values = {name: getattr(added, name) for name in Dataset.__dataclass_fields__}
        values["columns"] = [vars(column) for column in added.columns]
        connection.execute(table.insert().values(**values))
    return added


def find(ws: Workspace, dataset_id: str) -> Dataset:
    """Raises NotFound when there is none of this id."""
    with ws.state.reading() as connection:
        row = connection.execute(sa.select(*LISTED).where(table.c.id == dataset_id)).mappings().first()
    if row is None:
        raise _unknown(dataset_id)
    return _known(ws, row)


def newest(ws: Workspace, *, limit: int = 50, cursor: int | None = None) -> Page[Dataset]:
    """The newest version of each dataset."""
    later = table.alias("later")
    superseded = sa.exists().where(later.c.series == table.c.series, later.c.version > table.c.version)
    return ws.state.page(table, partial(_known, ws), ~superseded, limit=limit, cursor=cursor, columns=LISTED)


def versions(ws: Workspace, dataset_id: str) -> tuple[Dataset, ...]:
    """All versions of the series that this dataset belongs to, newest first."""
    series = find(ws, dataset_id).series
    query = sa.select(*LISTED).where(table.c.series == series).order_by(table.c.version.desc())
    with ws.state.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(_known(ws, row) for row in rows)


def rename(ws: Workspace, dataset_id: str, name: str) -> Dataset:
    """Gives a dataset, with all its versions, another name."""
    series = find(ws, dataset_id).series
    with ws.state.writing() as connection:
        connection.execute(table.update().where(table.c.series == series).values(name=checked_name(name)))
    return find(ws, dataset_id)


def remove(ws: Workspace, dataset_id: str) -> None:
    """Removes one version of a dataset and its files. Those who read it now may finish; models made from it stay.

    Raises Conflict while a job that needs it waits or runs.
    """
    dataset = find(ws, dataset_id)
    job_id = _needed_by(ws, dataset_id)
    if job_id is not None:
        raise Conflict(f"“{dataset.name}” is needed by job {job_id}.", hint="Wait for that job to end, or cancel it.")
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(table.c.id == dataset_id))
    for file in ws.folders.datasets.glob(f"{dataset_id}.*"):
        folders.remove(file)
    originals.remove_unneeded(ws, originals.hashes(dataset.origin))
    ws.engine.forget(path(ws, dataset_id))


@contextmanager
def reading(ws: Workspace, dataset: Dataset) -> Iterator[Reader]:
    """A cursor of one's own on the dataset's tables; `reader.table` is its data."""
    with ws.engine.reading(path(ws, dataset.id)) as reader:
        yield reader


def rows(ws: Workspace, dataset: Dataset, *, limit: int = 100, offset: int = 0, columns: tuple[str, ...] = ()) -> Rows:
    """Rows in the order of the file. Raises BadInput on a limit out of range, NotFound on an unknown column."""
    names = tuple(dataset.column(name).name for name in columns) or tuple(c.name for c in dataset.columns)
    with reading(ws, dataset) as reader:
        return _some_rows(reader, reader.table, names, limit=limit, offset=offset)


def rejects(ws: Workspace, dataset: Dataset, *, limit: int = 100, offset: int = 0) -> Rows:
    """Lines of the file that are not in the table: line number (from 1), text, reason."""
    with reading(ws, dataset) as reader:
        return _some_rows(reader, reader.named("rejects"), ("line", "text", "reason"), limit=limit, offset=offset)


def misfits(ws: Workspace, dataset: Dataset, *, limit: int = 100, offset: int = 0) -> Rows:
    """Texts that did not fit their column and are empty in the table: column, text, count of the rows that had it, and
    the first of these: a line of the file or a row of the table, as `misfit_places` of the import report says.

    Column by column, the most frequent first; of each column the thousand most frequent are kept.
    """
    with reading(ws, dataset) as reader:
        names = ("column_name", "text", "count", "line")
        found = _some_rows(reader, reader.named("misfits"), names, limit=limit, offset=offset)
        return Rows(("column", "text", "count", "line"), found.rows)


def path(ws: Workspace, dataset_id: str) -> Path:
    """Where the dataset's DuckDB file is."""
    return ws.folders.datasets / f"{dataset_id}.duckdb"


def _needed_by(ws: Workspace, dataset_id: str) -> str | None:
    """A job on this dataset that is not over. An interrupted one waits for a person, maybe for ever: it is over."""
    query = sa.select(jobs_table.c.id, jobs_table.c.spec).where(jobs_table.c.status.in_(("waiting", "running")))
    with ws.state.reading() as connection:
        active = connection.execute(query).all()
    return next((job.id for job in active if job.spec.get("dataset_id") == dataset_id), None)


def _some_rows(reader: Reader, table_name: str, names: tuple[str, ...], *, limit: int, offset: int) -> Rows:
    if not 0 < limit <= MOST_ROWS or offset < 0:
        raise BadInput(
            f"Rows {offset} to {offset + limit} were asked for.",
            hint=f"Ask for 1 to {MOST_ROWS} rows from row 0 on; export the dataset to have them all.",
        )
    query = f"""
        SELECT {", ".join(quote(name) for name in names)}
        FROM {table_name}
        ORDER BY rowid
        LIMIT ? OFFSET ?
    """
    return Rows(names, tuple(reader.connection.execute(query, [limit, offset]).fetchall()))


def _known(ws: Workspace, row: sa.RowMapping) -> Dataset:
    """The dataset of this row, under the name that it has now."""
    return replace(_unchanging(ws.state, row["id"]), name=row["name"])


@lru_cache(maxsize=MOST_REMEMBERED)
def _unchanging(state: State, dataset_id: str) -> Dataset:
    """All but the name never changes, and the report of a wide table takes a while to read."""
    with state.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == dataset_id)).mappings().first()
    if row is None:  # removed since it was listed
        raise _unknown(dataset_id)
    values = {name: row[name] for name in Dataset.__dataclass_fields__}
    return Dataset(**values | {"columns": tuple(Column(**column) for column in row["columns"])})


def _unknown(dataset_id: str) -> NotFound:
    return NotFound(f"There is no dataset “{dataset_id}”.", hint="The list of datasets shows those there are.")


def _some(columns: Sequence[Column]) -> str:
    names = [column.name for column in columns[:10]]
    return ", ".join(names) + (" …" if len(columns) > len(names) else "")
