"""Trains in this very process, with a real job and reporter: what a test wants to look into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import datasets, jobs, models, training
from core.datasets import Dataset
from core.jobs import Reporter, queue
from core.models import Batch, Model, Scorer
from core.models.batch import from_arrow
from core.training.search.clock import Clock
from core.training.trainer import train as train_now
from core.workspace import Workspace
from tests.worlds import store

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Trained:
    ws: Workspace
    dataset: Dataset
    model: Model
    scorer: Scorer
    report: dict[str, Any]


def load(ws: Workspace, name: str, *, where: str = "true", select: str = "*") -> Dataset:
    """One of the tables in tests/data, or some of its rows; `n` numbers them from 1."""
    numbered = f"SELECT *, row_number() OVER () AS n FROM read_csv('{DATA / name}.csv', nullstr='')"
    return store(ws, f"SELECT * EXCLUDE (n) FROM (SELECT {select} FROM ({numbered}) WHERE {where})", name=name)


def train(
    ws: Workspace,
    dataset: Dataset,
    *,
    target: str,
    budget_seconds: int = 8,
    late_seconds: float = 0.0,
    **options: Any,
) -> Trained:
    """A trained model. `late_seconds`: how much later than it should the training begins."""
    model = training.start(ws, dataset, target=target, budget_seconds=budget_seconds, **options)
    assert model.job_id
    queue.update(ws, model.job_id, status="running")
    spec = training.TrainingSpec.from_json(jobs.find(ws, model.job_id).spec)
    clock = Clock.starting(budget_seconds, spent_seconds=late_seconds)
    result = train_now(ws, spec, Reporter(ws, model.job_id), clock)
    queue.end(ws, model.job_id, "done", message="Done.", result=result)
    return Trained(ws, dataset, models.find(ws, model.id), models.load(ws, model.id), models.report(ws, model.id))


def rows(trained: Trained, dataset: Dataset) -> Batch:
    """The rows of a dataset as the model's scorer takes them."""
    with datasets.reading(trained.ws, dataset) as reader:
        query = f"SELECT * FROM {reader.table} ORDER BY rowid"
        return from_arrow(reader.connection.sql(query).to_arrow_table(), trained.scorer.features)


def column(ws: Workspace, dataset: Dataset, name: str) -> list[Any]:
    found = datasets.rows(ws, dataset, limit=10_000, columns=(name,))
    return [row[0] for row in found.rows]
