"""From the table to the problem that families learn: columns decided, recipe fitted, rows encoded, folds assigned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.datasets import Column
from core.models.batch import Batch
from core.training.preparation import deciding, fitting
from core.training.preparation.deciding import ColumnPlan
from core.training.reading import Table
from core.training.search import parting
from core.training.search.keeping import Plan
from core.training.search.parting import Division
from core.training.search.problem import Problem, averages


def plan_columns(table: Table) -> tuple[ColumnPlan, ...]:
    columns: tuple[Column, ...] = table.columns
    return deciding.decide(columns, table.batch)


def prepare(
    task: str, table: Table, plans: tuple[ColumnPlan, ...], folds: Plan, *, threads: int, seed: int, division: Division
) -> Problem:
    """The problem with these columns and folds. Everything random follows from the seed."""
    batch: Batch = table.batch
    recipe = fitting.fit(plans, batch, averages=averages(task, len(table.classes)), seed=seed)
    whole = Problem(
        task=task,
        target=table.target,
        classes=table.classes,
        batch=batch,
        recipe=recipe,
        matrix=recipe.encode(batch),
        part=np.zeros(0, np.int64),
        fitted=0,
        threads=threads,
        seed=seed,
        split=division.split,
        keys=division.keys,
    )
    return with_folds(whole, folds)


def with_folds(problem: Problem, folds: Plan) -> Problem:
    """The same rows in other folds. Raises BadInput when the rows cannot be divided as the split asks."""
    parts = parting.assign(
        problem.split, problem.keys, problem.target, folds, stratify=problem.task != "regression", seed=problem.seed
    )
    return replace(problem, part=parts.part, fitted=parts.judged)


def rarest(table: Table) -> int:
    """Rows of the rarest class; 0 for values."""
    return int(np.bincount(table.target).min()) if table.classes else 0
