"""Starts a training: checks what was asked, writes down the model to be and the job that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import core.training.splitting as splitting
from core import jobs, models
from core.datasets import Dataset
from core.datasets.importing.choosing import conventions
from core.errors import BadInput
from core.models import Model
from core.training.advice import Advice, advise
from core.training.metrics import find_metric
from core.training.splitting import Split
from core.workspace import Workspace
from core.writing import numbers

SHORTEST_SECONDS = 5  # the libraries alone take two of them


@dataclass(frozen=True)
class TrainingSpec:
    """Everything that decides a training: the same spec on the same dataset makes the same model, clock cuts apart."""

    model_id: str
    dataset_id: str
    target: str
    task: str
    metric: str
    budget_seconds: int
    exclude: tuple[str, ...]
    seed: int
    split: Split = Split()

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"exclude": list(self.exclude)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> TrainingSpec:
        return cls(**data | {"exclude": tuple(data["exclude"]), "split": splitting.of(data.get("split"))})


def start(
    ws: Workspace,
    dataset: Dataset,
    *,
    target: str,
    name: str | None = None,
    task: str | None = None,
    metric: str | None = None,
    budget_seconds: int | None = None,
    exclude: Iterable[str] = (),
    seed: int = 0,
    split: Split | None = None,
) -> Model:
    """The model to be, in status training; its job is in the queue.

    Raises BadInput with the reason when the target, the task, the metric, the split or the budget cannot be used,
    NotFound when a column does not exist.
    """
    advice = _possible(ws, dataset, target, task)
    settings = {
        "target": target,
        "task": advice.task,
        "metric": find_metric(advice.task, metric).key,
        "budget_seconds": _budget(ws, budget_seconds),
        "exclude": list(_excluded(dataset, target, exclude)),
        "seed": seed,
        "split": splitting.checked(split or Split(), dataset, target).to_json(),
    }
    model = models.add(
        ws,
        name=name or f"{dataset.name}: {target}",
        dataset=dataset,
        target=target,
        task=advice.task,
        settings=settings | {"conventions": conventions.of_report(dataset.report)},
    )
    spec = {"model_id": model.id, "dataset_id": dataset.id, **settings}
    job = jobs.add(ws, "train", TrainingSpec.from_json(spec).to_json(), subject=model.id)
    return models.attach(ws, model.id, job.id)


def _possible(ws: Workspace, dataset: Dataset, target: str, task: str | None) -> Advice:
    if task not in (None, "binary", "multiclass", "regression"):
        raise BadInput(f"There is no task “{task}”.", hint="Choose binary, multiclass or regression.")
    advice = advise(ws, dataset, target, task=task)
    if advice.problem:
        raise BadInput(advice.problem, hint=advice.hint)
    return advice


def _budget(ws: Workspace, seconds: int | None) -> int:
    wanted = ws.settings.default_budget_seconds if seconds is None else seconds
    if not SHORTEST_SECONDS <= wanted <= ws.settings.max_budget_seconds:
        raise BadInput(
            f"A training of {numbers.counted(wanted, 'second')} was asked for.",
            hint=f"Give it {SHORTEST_SECONDS} to {ws.settings.max_budget_seconds:,} seconds.",
        )
    return wanted


def _excluded(dataset: Dataset, target: str, exclude: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(dataset.column(name).name for name in exclude))
    if target in names:
        raise BadInput(
            f"“{target}” is to be predicted and cannot be excluded.", hint="Take it off the excluded columns."
        )
    if len(names) >= len(dataset.columns) - 1:
        raise BadInput("Every column is excluded.", hint="Leave at least one column to predict from.")
    return names
