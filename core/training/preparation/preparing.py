"""From the table to the problem that families learn: columns decided, recipe fitted, rows encoded, folds assigned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.datasets import Column
from core.models.batch import Batch
from core.training.preparation import deciding, fitting
from core.training.preparation.deciding import ColumnPlan
from core.training.reading import Table
from core.training.search.keeping import Plan
from core.training.search.problem import Problem, assign, averages


def plan_columns(table: Table) -> tuple[ColumnPlan, ...]:
    columns: tuple[Column, ...] = table.columns
    return deciding.decide(columns, table.batch)


def prepare(task: str, table: Table, plans: tuple[ColumnPlan, ...], folds: Plan, *, threads: int, seed: int) -> Problem:
    """The problem with these columns and folds. Everything random follows from the seed."""
    batch: Batch = table.batch
    recipe = fitting.fit(plans, batch, averages=averages(task, len(table.classes)), seed=seed)
    return Problem(
        task=task,
        target=table.target,
        classes=table.classes,
        batch=batch,
        recipe=recipe,
        matrix=recipe.encode(batch),
        part=assign(table.target, folds.parts, stratify=task != "regression", seed=seed),
        fitted=folds.fitted,
        threads=threads,
        seed=seed,
    )


def with_folds(problem: Problem, folds: Plan) -> Problem:
    """The same rows in other folds."""
    part = assign(problem.target, folds.parts, stratify=problem.task != "regression", seed=problem.seed)
    return replace(problem, part=part, fitted=folds.fitted)


def rarest(table: Table) -> int:
    """Rows of the rarest class; 0 for values."""
    return int(np.bincount(table.target).min()) if table.classes else 0
