"""The models there are: versions under a name, from the moment their training is asked for until they are removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

import core.models.files as files
from core.errors import Conflict, NotFound
from core.models.features import Feature
from core.models.scorer import Scorer
from core.storage import folders
from core.storage.names import checked_name
from core.storage.state import Page, jobs, new_id, now
from core.storage.state import models as table
from core.workspace import Workspace

WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
FRACTION_TYPES = ("FLOAT", "DOUBLE")

Label = str | int | float | bool


class Typed(Protocol):
    """A column that says how it is stored."""

    @property
    def type(self) -> str: ...


class Source(Protocol):
    """What a model is made from: a dataset, as far as the catalogue cares."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    def column(self, name: str) -> Typed: ...


@dataclass(frozen=True)
class Model:
    """One version of a model. `status`: training, ready, failed or cancelled.

    `classes` are labels as the data has them (numbers stay numbers), () for regression. `scores` maps a metric's key to
    its label, value, interval (low, high) and the baseline's value. `checksum` is that of the files' checksums.
    """

    id: str
    name: str
    version: int
    dataset_id: str
    dataset_name: str
    dataset_sha256: str
    target: str
    target_type: str
    task: str
    metric: str
    settings: dict[str, Any]
    status: str
    job_id: str | None
    classes: tuple[Label, ...]
    features: tuple[Feature, ...]
    scores: dict[str, dict[str, Any]]
    error: dict[str, str] | None
    bytes: int | None
    checksum: str | None
    created_at: datetime
    finished_at: datetime | None

    @property
    def ready(self) -> bool:
        return self.status == "ready"

    @property
    def title(self) -> str:
        """The name with its version, for people."""
        return f"{self.name}, version {self.version}"


def add(
    ws: Workspace,
    *,
    name: str,
    dataset: Source,
    target: str,
    task: str,
    metric: str = "",
    settings: dict[str, Any] | None = None,
    job_id: str | None = None,
) -> Model:
    """Writes the row of a model that is about to be trained: the next version under its name."""
    name, model_id = checked_name(name), new_id("md")
    values = {
        "id": model_id,
        "name": name,
        "dataset_id": dataset.id,
        "dataset_name": dataset.name,
        "dataset_sha256": dataset.sha256,
        "target": target,
        "target_type": dataset.column(target).type,
        "task": task,
        "metric": metric,
        "settings": settings or {},
        "status": "training",
        "job_id": job_id,
        "created_at": now(),
    }
    newest_version = sa.select(sa.func.coalesce(sa.func.max(table.c.version), 0)).where(table.c.name == name)
    with ws.state.writing() as connection:
        version = connection.execute(newest_version).scalar_one() + 1
        connection.execute(table.insert().values(**values, version=version))
    return find(ws, model_id)


def attach(ws: Workspace, model_id: str, job_id: str) -> Model:
    """Says which job trains a model."""
    return _update(ws, model_id, job_id=job_id)


def finish(ws: Workspace, model_id: str, scorer: Scorer, report: dict[str, Any]) -> Model:
    """Stores a trained model's files, whole, and makes it ready. Scores and metric are those of the report."""
    model = find(ws, model_id)
    stored = files.write(ws.folders, model_id, scorer, report)
    return _update(
        ws,
        model_id,
        status="ready",
        task=scorer.task,
        metric=report["metric"]["key"],
        classes=[label(text, model.target_type) for text in scorer.classes],
        features=[feature.to_json() for feature in scorer.features],
        scores=report["scores"],
        error=None,
        bytes=stored.bytes,
        checksum=stored.checksum,
        finished_at=now(),
    )


def fail(ws: Workspace, model_id: str, *, status: str = "failed", error: dict[str, str] | None = None) -> Model:
    """Says that a training came to nothing; `status` is failed or cancelled."""
    return _update(ws, model_id, status=status, error=error, finished_at=now())


def find(ws: Workspace, model_id: str) -> Model:
    with ws.state.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == model_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no model “{model_id}”.", hint="The list of models shows those there are.")
    return _from_row(row)


def newest(
    ws: Workspace,
    *,
    limit: int = 50,
    cursor: int | None = None,
    status: str | None = None,
    name: str | None = None,
    dataset_id: str | None = None,
) -> Page[Model]:
    """Models, newest first; with one status, under one name or made from one dataset if asked."""
    wanted = {"status": status, "name": name, "dataset_id": dataset_id}
    where = [table.c[column] == value for column, value in wanted.items() if value is not None]
    return ws.state.page(table, _from_row, *where, limit=limit, cursor=cursor)


def rename(ws: Workspace, model_id: str, name: str) -> Model:
    """Gives all versions under a model's name a new name. Raises Conflict when other models have it."""
    model, name = find(ws, model_id), checked_name(name)
    if name == model.name:
        return model
    try:
        with ws.state.writing() as connection:
            taken = connection.execute(sa.select(table.c.id).where(table.c.name == name)).first()
            if taken:
                raise Conflict(f"There is a model named “{name}” already.", hint="Choose a name that is free.")
            connection.execute(table.update().where(table.c.name == model.name).values(name=name))
    except sa.exc.IntegrityError as error:  # PostgreSQL lets two renamings look at the same time
        raise Conflict(f"There is a model named “{name}” already.", hint="Choose a name that is free.") from error
    return find(ws, model_id)


def remove(ws: Workspace, model_id: str) -> None:
    """Removes a model and its files. Raises Conflict while it is being trained."""
    model = find(ws, model_id)
    if _in_training(ws, model):
        raise Conflict(f"“{model.title}” is being trained.", hint="Cancel its training first, then remove it.")
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(table.c.id == model_id))
    for path in ws.folders.models.glob(f"{model_id}*"):
        folders.remove(path)


def label(text: str, type: str) -> Label:
    """A class as its column has it: `"1"` of a BIGINT column is 1, `"true"` of a BOOLEAN column is True."""
    if type == "BOOLEAN":
        return text.strip().lower() in ("true", "1", "1.0")
    try:
        number = float(text) if type in (*WHOLE_TYPES, *FRACTION_TYPES) else None
    except ValueError:
        return text
    if number is None:
        return text
    return int(number) if type in WHOLE_TYPES else number


def _update(ws: Workspace, model_id: str, **values: Any) -> Model:
    with ws.state.writing() as connection:
        connection.execute(table.update().where(table.c.id == model_id).values(**values))
    return find(ws, model_id)


def _in_training(ws: Workspace, model: Model) -> bool:
    # Whether its row says so is not enough: a training that was killed may not have had the time to say how it ended.
    query = sa.select(jobs.c.id).where(jobs.c.id == model.job_id, jobs.c.status.in_(("waiting", "running")))
    with ws.state.reading() as connection:
        return connection.execute(query).first() is not None


def _from_row(row: sa.RowMapping) -> Model:
    values = {name: row[name] for name in Model.__dataclass_fields__}
    return Model(
        **values
        | {
            "classes": tuple(row["classes"] or ()),
            "features": tuple(Feature.from_json(feature) for feature in row["features"] or ()),
            "scores": row["scores"] or {},
        }
    )
