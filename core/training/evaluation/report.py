"""The report of a training: everything the pages show of it, as JSON of plain finite numbers and sentences."""

from __future__ import annotations

import importlib.metadata
import math
import platform
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.datasets import Dataset
from core.models.batch import Array
from core.training.evaluation import curves, mistakes, scores, segments
from core.training.evaluation.importance import Measured
from core.training.evaluation.learning import Learning
from core.training.evaluation.mistakes import Mistake
from core.training.evaluation.scores import Score, Verdict
from core.training.evaluation.segments import Segment
from core.training.metrics import Metric, metrics_for
from core.training.preparation.deciding import ColumnPlan
from core.training.reading import Table
from core.training.search.clock import Clock
from core.training.search.problem import Problem
from core.training.search.searching import Found
from core.training.starting import TrainingSpec
from core.training.suspects import Suspect

if TYPE_CHECKING:
    from core.training.advice import Advice
    from core.training.search.combining import Ensemble

VERSION = 1
LIBRARIES = ("numpy", "scikit-learn", "xgboost-cpu", "duckdb")
UNSTABLE = 0.25  # spread of the folds' losses, as a share of their mean, from which a score depends on the split


@dataclass(frozen=True)
class Facts:
    """All that a report is written from."""

    spec: TrainingSpec
    dataset: Dataset
    advice: Advice
    table: Table
    plans: tuple[ColumnPlan, ...]
    problem: Problem
    metric: Metric
    found: Found
    combined: Ensemble
    measured: Measured
    suspects: tuple[Suspect, ...]
    leaderboard: tuple[dict[str, Any], ...]
    learned: Learning

    @property
    def target(self) -> Array:
        return self.problem.target[self.problem.scored]

    @property
    def baseline(self) -> Array:
        """The baseline's answers: its mean over the folds, the same for every row."""
        responses = next(c.responses for c in self.found.candidates if c.member.family == "baseline")
        return np.tile(responses.mean(axis=0), (len(responses), 1))


def write(facts: Facts, seconds: dict[str, float], clock: Clock) -> dict[str, Any]:
    """The report; see the shape in docs/training.md."""
    scored = _scores(facts)
    verdict = scores.verdict(facts.metric, scored[facts.metric.key], target=facts.spec.target)
    written = {
        "version": VERSION,
        **_what(facts),
        "metric": {key: getattr(facts.metric, key) for key in ("key", "label", "higher_is_better")},
        "scores": {key: asdict(score) for key, score in scored.items()},
        "verdict": asdict(verdict),
        "leaderboard": _leaderboard(facts),
        "curves": _curves(facts),
        "importance": _importance(facts.measured),
        "learning": facts.learned.to_json(),
        "mistakes": [asdict(one) for one in _mistakes(facts)],
        "segments": [asdict(segment) | {"sentence": segment.sentence} for segment in _segments(facts)],
        "warnings": _warnings(facts, verdict),
        "recipe": _recipe(facts),
        "timing": {
            "budget_seconds": facts.spec.budget_seconds,
            "total_seconds": round(clock.budget_seconds - clock.left, 2),
            **seconds,
        },
        "seed": facts.spec.seed,
        "environment": environment(facts.problem.threads),
    }
    plain: dict[str, Any] = as_json(written)
    return plain


def importance_shares(measured: Measured) -> dict[str, float]:
    """Each feature's part of all importance; what shuffling did not make worse has none."""
    total = sum(max(one.mean, 0.0) for one in measured.features)
    return {one.feature: max(one.mean, 0.0) / total if total else 0.0 for one in measured.features}


def environment(threads: int) -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        **{library.removesuffix("-cpu"): importlib.metadata.version(library) for library in LIBRARIES},
        "threads": threads,
    }


def as_json(value: Any) -> Any:
    """The same with plain Python numbers; what is not finite becomes null."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [as_json(item) for item in value]
    if isinstance(value, np.generic):
        return as_json(value.item())
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _what(facts: Facts) -> dict[str, Any]:
    table, advice = facts.table, facts.advice
    sampled = {"rows": table.rows, "of": table.of, "sentence": _sampled(table)} if table.sampled else None
    return {
        "task": facts.spec.task,
        "target": facts.spec.target,
        "dataset_id": facts.dataset.id,
        "dataset_name": facts.dataset.name,
        "classes": list(table.classes),
        "rows": table.rows,
        "rows_total": facts.dataset.rows,
        "rows_without_target": advice.rows_without_target,
        "rows_left_out": advice.dropped_rows - advice.rows_without_target,
        "sampled": sampled,
        "folds": facts.problem.fitted,
        "split": facts.spec.split.to_json() | {"sentence": facts.spec.split.sentence},
        "rows_scored": len(facts.problem.scored),
    }


def _scores(facts: Facts) -> dict[str, Score]:
    """The chosen metric first, then the others of the task."""
    others = (metric for metric in metrics_for(facts.spec.task) if metric.key != facts.metric.key)
    return {
        metric.key: scores.score(
            metric,
            facts.target,
            facts.combined.answers,
            facts.baseline,
            seed=facts.spec.seed,
            groups=facts.problem.scored_groups,
        )
        for metric in (facts.metric, *others)
    }


def _leaderboard(facts: Facts) -> list[dict[str, Any]]:
    """Candidates by their score alone, with the weight each has in the ensemble; those given up at the end."""
    weights = facts.combined.weights
    rows = [row | {"weight": weights.get(row["key"], 0.0)} for row in facts.leaderboard]
    sign = -1 if facts.metric.higher_is_better else 1
    return sorted(rows, key=lambda row: (row["score"] is None, sign * (row["score"] or 0.0)))


def _curves(facts: Facts) -> dict[str, Any]:
    answers, classes = facts.combined.answers, facts.table.classes
    if facts.spec.task == "binary":
        return curves.binary(facts.target, answers[:, 0], classes)
    if facts.spec.task == "multiclass":
        return curves.multiclass(facts.target, answers, classes)
    return _regression_curves(facts)


def _regression_curves(facts: Facts) -> dict[str, Any]:
    values, spread = facts.combined.answers[:, 0], facts.combined.spread
    assert spread is not None  # noqa: S101 -- regression always has one
    half = spread.quantile * facts.combined.sizes
    low, high = values - half, values + half
    return curves.regression(facts.target, values, low, high, level=spread.level, seed=facts.spec.seed)


def _importance(measured: Measured) -> dict[str, Any]:
    shares = importance_shares(measured)
    return {
        "unit": measured.unit,
        "rows": measured.rows,
        "note": (
            f"How much the {measured.unit} rises on rows the model had not seen when the values of a column are "
            "shuffled. Columns that say the same share their importance."
        ),
        "features": [asdict(one) | {"share": shares[one.feature]} for one in measured.features],
    }


def _mistakes(facts: Facts) -> tuple[Mistake, ...]:
    return mistakes.largest(facts.problem, facts.combined.answers, facts.table.places)


def _segments(facts: Facts) -> tuple[Segment, ...]:
    used = facts.problem.used
    columns = [(column.name, column.kind) for column in facts.table.columns if column.name in used]
    return segments.find(facts.problem, facts.combined.answers, columns)


def _recipe(facts: Facts) -> list[dict[str, Any]]:
    made = [name for sources in facts.problem.recipe.sources for name in sources]
    return [
        {
            "column": plan.name,
            "kind": plan.kind,
            "used": plan.name in made,
            "words": plan.words,
            "outputs": made.count(plan.name),
        }
        for plan in facts.plans
    ]


def _warnings(facts: Facts, verdict: Verdict) -> list[dict[str, Any]]:
    """What somebody should know before trusting the model, the gravest first."""
    found: list[dict[str, Any]] = []
    if not any(candidate.learned for candidate in facts.found.candidates):
        found.append({"code": "only_baseline", "column": None, "sentence": ONLY_BASELINE})
    found += _failed(facts)
    if verdict.code == "no_signal":
        found.append({"code": "no_signal", "column": None, "sentence": verdict.sentence})
    found += [
        {"code": "leak", "column": suspect.column, "sentence": suspect.sentence, "skill": suspect.skill}
        for suspect in facts.suspects
    ]
    if facts.table.sampled:
        found.append({"code": "sampled", "column": None, "sentence": _sampled(facts.table)})
    found += [{"code": "rows_left_out", "column": facts.spec.target, "sentence": s} for s in facts.advice.warnings]
    found += _unstable(facts)
    notes = [plan for plan in facts.plans if plan.note in NOTES]
    return found + [
        {"code": plan.note, "column": plan.name, "sentence": NOTES[plan.note].format(plan.name)} for plan in notes
    ]


def _failed(facts: Facts) -> list[dict[str, Any]]:
    """The candidates that ended with an error: the model is whole without them, but somebody should look."""
    failed = [row for row in facts.leaderboard if row["status"] == "failed"]
    sentences = (f"{row['label']} could not be fitted: {row['reason']}." for row in failed)
    return [{"code": "candidate_failed", "column": None, "sentence": sentence} for sentence in sentences]


def _unstable(facts: Facts) -> list[dict[str, Any]]:
    heaviest = max(facts.found.candidates, key=lambda c: facts.combined.weights.get(c.member.key, 0.0))
    losses = np.asarray(heaviest.fold_losses)
    if len(losses) < 3 or losses.std() <= UNSTABLE * losses.mean():
        return []
    sentence = "The score differs much from fold to fold: it depends on which rows the model happens to see."
    return [{"code": "unstable", "column": None, "sentence": sentence}]


def _sampled(table: Table) -> str:
    return (
        f"The table is larger than the memory allows: {table.rows:,} of {table.of:,} rows, drawn at random, were used."
    )


ONLY_BASELINE = (
    "No kind of model could be fitted to these rows: the stored one predicts the same for every row. "
    "Train again with more time, or exclude the columns that are hardest to read."
)
NOTES = {
    "id_kept": "“{}” looks like an id and was kept: ids can carry the order of entry. Exclude it if it means nothing.",
    "row_number": "“{}” only numbers the rows and was left out.",
    "unique": "“{}” is different in nearly every row and was left out.",
}
