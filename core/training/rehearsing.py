"""The rehearsal itself, in a child process: each column alone, then one cheap model on each split in question."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

import core.training.reading as reading
import core.training.splitting as splitting
from core import datasets
from core.errors import BadInput
from core.jobs import Job, Reporter
from core.models import batch as batches
from core.models.batch import Array
from core.training.advice import Advice, advise
from core.training.evaluation import leaks
from core.training.families import Configuration
from core.training.families.fitting import Limit
from core.training.metrics import Metric, find_metric
from core.training.preparation import preparing
from core.training.reading import Table
from core.training.search import candidates, parting
from core.training.search.candidates import Candidate
from core.training.search.keeping import Plan
from core.training.search.parting import Division
from core.training.search.problem import Problem
from core.training.split_advice import Trial
from core.training.splitting import DISTINCT, GROUPED, Split
from core.training.suspects import Suspect
from core.training.trainer import ordered_classes
from core.workspace import Workspace

MOST_ROWS = 20_000  # the cheap model learns what there is to compare from as many
FOLDS = Plan(3, 3)
SECONDS = 6.0  # for one model on all folds, at most
LEAST_COPIES = 0.02  # of the rows: a few copies change no score
MANY_VALUES = 0.2  # different values of a column, as a share of the different rows, that do not repeat by chance
FEWEST_VALUES = 50
LEAST_DIFFERENCE = 0.03  # of R², ROC AUC or accuracy: less changes nobody's mind
MODEL = Configuration(
    "trial",
    "boosting",
    "Cheap XGBoost",
    {"learning_rate": 0.15, "max_depth": 5, "subsample": 0.9, "colsample_bytree": 0.8, "rounds": 100},
)
METRIC_OF_TASK = {"regression": "r2", "binary": "roc_auc", "multiclass": "accuracy"}


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function. Splits that the rows do not allow, like one that leaves a single group, are left out."""
    dataset = datasets.find(ws, job.spec["dataset_id"])
    advice = advise(ws, dataset, job.spec["target"], task=job.spec["task"])
    if advice.problem:
        raise BadInput(advice.problem, hint=advice.hint)
    classes = ordered_classes(tuple(label for label, _ in advice.classes))
    table = reading.read(ws, dataset, target=advice.target, classes=classes, exclude=(), seed=0, most=MOST_ROWS)
    threads = ws.settings.threads
    reporter.progress(0.0, "Looking at each column alone.")
    suspects = _suspects(table, advice, threads=threads)
    wanted = [splitting.of(split) for split in job.spec["splits"]]
    reporter.progress(0.2, "Trying random rows.")
    metric = find_metric(advice.task, METRIC_OF_TASK[advice.task])
    random = _scores(table, advice, metric, Division(), threads=threads) if wanted else np.zeros(0)
    found = []
    for number, split in enumerate(wanted, start=1):
        reporter.progress(0.2 + 0.8 * number / (len(wanted) + 1), f"Trying {split.rows}.")
        keys = parting.keys(split, table.batch, table.copies)
        if len(random) and keys is not None and _is_worth_trying(table, split, keys):
            other = _scores(table, advice, metric, Division(split, keys), threads=threads)
            found += [_compared(split, len(np.unique(keys)), metric, random, other)] if len(other) else []
    return {"trials": [trial.to_json() for trial in found], "suspects": [one.to_json() for one in suspects]}


def _is_worth_trying(table: Table, split: Split, keys: Array) -> bool:
    """Whether there are parts to divide into. Copies count where they cannot come by chance: where a column has many
    different values.
    """
    groups = len(np.unique(keys))
    if split.kind != DISTINCT.key:
        return groups > 1
    if groups > (1 - LEAST_COPIES) * table.rows:
        return False
    numbers = (batches.numbers(table.batch, column.name) for column in table.columns if column.kind == "number")
    texts = (batches.texts(table.batch, column.name) for column in table.columns if column.kind in ("text", "id"))
    many = max(FEWEST_VALUES, MANY_VALUES * groups)
    return any(len(np.unique(n)) > many for n in numbers) or any(len(set(t)) > many for t in texts)


def _suspects(table: Table, advice: Advice, *, threads: int) -> tuple[Suspect, ...]:
    problem = _problem(table, advice, Division(), threads=threads)
    return leaks.scan(problem, problem.used, Limit(time.monotonic() + SECONDS)) if problem else ()


def _compared(split: Split, groups: int, metric: Metric, random: Array, other: Array) -> Trial:
    difference = float(abs(random.mean() - other.mean()))
    chance = float(np.hypot(random.std(ddof=1), other.std(ddof=1)) if len(other) > 1 else random.std(ddof=1))
    return Trial(
        kind=split.kind,
        column=split.column,
        groups=groups,
        metric=metric.label,
        random_score=float(random.mean()),
        score=float(other.mean()),
        matters=difference > max(LEAST_DIFFERENCE, chance),
    )


def _scores(table: Table, advice: Advice, metric: Metric, division: Division, *, threads: int) -> Array:
    """The score of each fold; those that have no value, as when a class is missing, are left out."""
    problem = _problem(table, advice, division, threads=threads)
    if problem is None:
        return np.zeros(0)
    candidate = candidates.fit(problem, MODEL, Limit(time.monotonic() + SECONDS, needed=True), None)
    return _of_folds(problem, metric, candidate.responses) if isinstance(candidate, Candidate) else np.zeros(0)


def _problem(table: Table, advice: Advice, division: Division, *, threads: int) -> Problem | None:
    """What there is to learn; None when there is nothing to predict from but the groups themselves."""
    seen = table.without({division.split.column} if division.split.kind == GROUPED.key else set())
    plans = preparing.plan_columns(seen)
    if not any(plan.used for plan in plans):
        return None
    return preparing.prepare(advice.task, seen, plans, FOLDS, threads=threads, seed=0, division=division)


def _of_folds(problem: Problem, metric: Metric, responses: Array) -> Array:
    part, target = problem.part[problem.scored], problem.target[problem.scored]
    folds = [part == number for number in range(problem.fitted)]
    known = [fold for fold in folds if metric.needs == "value" or len(np.unique(target[fold])) > 1]
    return np.array([metric.score(target[fold], responses[fold]) for fold in known])
