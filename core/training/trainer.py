"""A training from the first row read to the model stored: the stages in order, each in a room of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import core.training.describing as describing
import core.training.reading as reading
from core import datasets, models
from core.datasets import Dataset
from core.errors import BadInput
from core.jobs import Reporter
from core.models import Scorer
from core.training.advice import Advice, advise
from core.training.evaluation import importance, leaks, learning, report
from core.training.evaluation.importance import Measured
from core.training.families.fitting import Limit
from core.training.metrics import find_metric
from core.training.preparation import preparing
from core.training.preparation.deciding import ColumnPlan
from core.training.progress import Telling
from core.training.reading import Table
from core.training.search import combining, keeping, parting, planning, refitting, searching
from core.training.search.clock import Clock
from core.training.search.combining import Ensemble
from core.training.search.keeping import Plan
from core.training.search.parting import Division
from core.training.search.problem import Problem
from core.training.search.refitting import Answering
from core.training.splitting import FORWARD, GROUPED
from core.training.starting import TrainingSpec
from core.training.timing import Timing
from core.workspace import Workspace

LEAK_SHARE = 0.05  # of the budget, at most, for looking at each column alone
EXPLAIN_SHARE = 0.4  # of what is left after combining, for shuffling columns
LEARNING_SHARE = 0.3  # of what is left then, for learning from fewer rows
FORWARD_FINISHING_SHARE = 0.3  # of the budget, when the members learn once more before they answer
REFIT_SHARE = 0.7  # of what is left then, for learning from all rows after a forward split


def train(ws: Workspace, spec: TrainingSpec, reporter: Reporter, clock: Clock) -> dict[str, Any]:
    """Trains and stores the model of this spec; returns the job's result."""
    if spec.split.kind == FORWARD.key:
        clock = replace(clock, finishing_share=FORWARD_FINISHING_SHARE)
    timing = Timing(reporter, clock, spec.budget_seconds)
    with timing.ticking():
        return _train(ws, spec, reporter, timing)


def _train(ws: Workspace, spec: TrainingSpec, reporter: Reporter, timing: Timing) -> dict[str, Any]:
    clock, metric = timing.clock, find_metric(spec.task, spec.metric)
    dataset = datasets.find(ws, spec.dataset_id)
    with timing.stage("reading"):
        advice, table, division = _read(ws, dataset, spec)
    with timing.stage("preparing"):
        plans, problem = _prepare(ws, spec, table, division, clock, reporter.folder)
        suspects = leaks.scan(problem, problem.used, _limit(clock, LEAK_SHARE * clock.budget_seconds))
    with timing.stage("searching"):
        telling = Telling(reporter, timing, metric, problem)
        found = searching.search(problem, clock, reporter.folder, telling.watcher)
    with timing.stage("combining"):
        combined = combining.combine(problem, metric, found, clock)
    with timing.stage("explaining"):
        measured = importance.measure(
            problem, combined.members, problem.used, _limit(clock, EXPLAIN_SHARE * clock.left)
        )
        learned = learning.measure(problem, _limit(clock, LEARNING_SHARE * clock.left))
        limit = _limit(clock, REFIT_SHARE * clock.left)
        answering = refitting.answering(problem, combined.members, found.candidates, limit)
        scorer = assemble(spec, table, problem, combined, answering, measured)
    with timing.stage("saving"):
        looked = (combined, measured, suspects, telling.rows, learned)
        facts = report.Facts(spec, dataset, advice, table, plans, problem, metric, found, *looked)
        model = models.finish(ws, spec.model_id, scorer, report.write(facts, timing.seconds, clock))
    return {"model_id": model.id, "metric": metric.key, "score": model.scores[metric.key]["value"]}


def assemble(
    spec: TrainingSpec, table: Table, problem: Problem, combined: Ensemble, answering: Answering, measured: Measured
) -> Scorer:
    """The model as it will answer."""
    shares = report.importance_shares(measured)
    features = describing.describe(table.columns, table.batch, frozenset(problem.used))
    return Scorer(
        task=problem.task,
        target=spec.target,
        classes=table.classes,
        features=tuple(replace(feature, importance=shares.get(feature.name, 0.0)) for feature in features),
        recipe=problem.recipe,
        folds=answering.encodings,
        members=answering.members,
        calibration=combined.calibration,
        spread=combined.spread,
    )


def _read(ws: Workspace, dataset: Dataset, spec: TrainingSpec) -> tuple[Advice, Table, Division]:
    advice = advise(ws, dataset, spec.target, task=spec.task)
    if advice.problem:
        raise BadInput(advice.problem, hint=advice.hint)
    classes = ordered_classes(tuple(label for label, _ in advice.classes))
    unread = tuple(name for name in spec.exclude if name != spec.split.column)
    table = reading.read(ws, dataset, target=spec.target, classes=classes, exclude=unread, seed=spec.seed)
    division = Division(spec.split, parting.keys(spec.split, table.batch, table.copies))
    # A group that the model has not seen tells it nothing: its name is not there to learn from.
    hidden = {*spec.exclude, *((spec.split.column,) if spec.split.kind == GROUPED.key else ())}
    return advice, table.without(hidden), division


def ordered_classes(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Classes in the order of their numbers, or of the alphabet; of two, the second is the positive one."""
    try:
        return tuple(sorted(labels, key=float))
    except ValueError:
        return tuple(sorted(labels))


def _prepare(
    ws: Workspace, spec: TrainingSpec, table: Table, division: Division, clock: Clock, folder: Path
) -> tuple[tuple[ColumnPlan, ...], Problem]:
    plans = preparing.plan_columns(table)
    kept = keeping.kept_plan(folder)
    forward = spec.split.kind == FORWARD.key
    folds = kept or planning.preferred(table.rows, preparing.rarest(table), forward=forward)
    problem = preparing.prepare(
        spec.task, table, plans, folds, threads=ws.settings.threads, seed=spec.seed, division=division
    )
    if not problem.used:
        raise BadInput(
            "No column is left to predict from: each is empty, constant, or different in every row.",
            hint="Bring a table with columns that repeat, or exclude fewer columns.",
        )
    if kept is None:
        problem = _afford(problem, folds, clock, folder)
    return plans, problem


def _afford(problem: Problem, folds: Plan, clock: Clock, folder: Path) -> Problem:
    affordable = planning.affordable(problem, folds, clock)
    keeping.keep_plan(folder, affordable)
    return problem if affordable == folds else preparing.with_folds(problem, affordable)


def _limit(clock: Clock, seconds: float) -> Limit:
    return Limit(clock.now() + seconds)
