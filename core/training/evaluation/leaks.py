"""Columns that know too much: those that predict the target nearly perfectly, all alone."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from core.models.batch import Array
from core.training.families.fitting import Limit
from core.training.search.loss import mean_loss
from core.training.search.problem import Problem
from core.training.suspects import Suspect

SUSPICIOUS = 0.9  # skill from which a column is worth a look: known leaks have 0.94 to 1.0, honest columns rarely
MOST_ROWS = 4000
PARTS = 3
DEPTH = 8


def scan(problem: Problem, features: tuple[str, ...], limit: Limit) -> tuple[Suspect, ...]:
    """The suspicious columns, worst first. Columns that the time does not allow to look at count as innocent."""
    rows = np.sort(np.random.default_rng(problem.seed).permutation(len(problem.target))[:MOST_ROWS])
    skills = [
        (name, skill(problem.task, _columns(problem, name, rows), problem.target[rows], len(problem.classes)))
        for name in features
        if not limit.passed
    ]
    found = [Suspect(name, value) for name, value in skills if value > SUSPICIOUS]
    return tuple(sorted(found, key=lambda suspect: -suspect.skill))


def skill(task: str, columns: Array, target: Array, classes: int) -> float:
    """How far a small tree on these columns gets from guessing (0) to perfection (1), on rows it had not seen.

    R² for values, 2 × ROC AUC − 1 for two classes, the share of the log loss taken away for more.
    """
    part = np.random.default_rng(0).permutation(np.arange(len(target)) % PARTS)
    responses, guesses = np.zeros((len(target), _width(task, classes))), np.zeros((len(target), _width(task, classes)))
    for number in range(PARTS):
        unseen = part == number
        responses[unseen] = _tree(task, columns[~unseen], target[~unseen], columns[unseen], classes)
        guesses[unseen] = _guess(task, target[~unseen], classes)
    if task == "binary":
        return 2 * float(roc_auc_score(target, responses[:, 0])) - 1
    loss, guessed = mean_loss(task, responses, target), mean_loss(task, guesses, target)
    return 1 - loss / guessed if guessed > 0 else 0.0


def _columns(problem: Problem, name: str, rows: Array) -> Array:
    at = [column for column, sources in enumerate(problem.recipe.sources) if name in sources]
    own = np.asarray([column for column in at if column < problem.matrix.shape[1]], np.int64)
    return np.asarray(problem.matrix[np.ix_(rows, own)])


def _tree(task: str, columns: Array, target: Array, unseen: Array, classes: int) -> Array:
    if not columns.shape[1]:
        return np.broadcast_to(_guess(task, target, classes), (len(unseen), _width(task, classes)))
    kind = DecisionTreeRegressor if task == "regression" else DecisionTreeClassifier
    model = kind(max_depth=DEPTH, min_samples_leaf=5, random_state=0).fit(columns, target)
    if task == "regression":
        return np.asarray(model.predict(unseen)).reshape(-1, 1)
    shares = np.full((len(unseen), max(classes, 2)), 0.0)
    shares[:, model.classes_] = model.predict_proba(unseen)
    smoothed = 0.99 * shares + 0.01 / shares.shape[1]
    return smoothed[:, 1:] if task == "binary" else smoothed


def _guess(task: str, target: Array, classes: int) -> Array:
    if task == "multiclass":
        return (np.bincount(target, minlength=classes) + 1) / (len(target) + classes)
    return np.array([target.mean()])


def _width(task: str, classes: int) -> int:
    return classes if task == "multiclass" else 1
