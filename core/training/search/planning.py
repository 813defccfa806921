"""How many folds the time allows: many for small tables, one held-out part where even three would not fit."""

from __future__ import annotations

import time
from dataclasses import dataclass

from core.training.families.boosting import probe_seconds
from core.training.families.fitting import Limit
from core.training.search.clock import Clock
from core.training.search.keeping import Plan
from core.training.search.parting import FORWARD_FOLDS
from core.training.search.problem import Problem

PROBE_ROUNDS = 40
PROBE_SHARE = 0.15  # of the time left, at most
ROUNDS_FACTOR = 3.5  # a booster that is not cut takes about this much longer than the probe
SEARCH_SHARE = 0.6  # of the time left that one configuration over all folds may take
CERTAIN_CELLS = 500_000  # rows × columns × outputs below which every plan fits


@dataclass(frozen=True)
class FoldRule:
    """Tables of up to `most_rows` rows get so many folds."""

    most_rows: float
    folds: int


FOLD_RULES = (
    FoldRule(2_500, 8),
    FoldRule(25_000, 5),
    FoldRule(60_000, 4),
    FoldRule(150_000, 3),
    FoldRule(float("inf"), 1),
)
HOLDOUT_PARTS = 5  # one fifth is held out when only one part is


def preferred(rows: int, classes_least: int, *, forward: bool = False) -> Plan:
    """The folds for a table of so many rows. `classes_least`: rows of the rarest class, 0 for values."""
    if forward:
        return Plan(FORWARD_FOLDS, FORWARD_FOLDS)
    folds = next(rule.folds for rule in FOLD_RULES if rows <= rule.most_rows)
    if classes_least:
        folds = min(folds, max(2, classes_least))
    return Plan(folds, folds) if folds > 1 else Plan(HOLDOUT_PARTS, 1)


def affordable(problem: Problem, plan: Plan, clock: Clock) -> Plan:
    """The plan that fits the time, after a short probe on one fold where that is in doubt."""
    if plan.fitted == 1 or problem.matrix.size * problem.outputs < CERTAIN_CELLS:
        return plan
    left = clock.search_left
    seconds = probe_seconds(problem.folds[0], PROBE_ROUNDS, Limit(time.monotonic() + PROBE_SHARE * left))
    return fitting_plan(plan, seconds * ROUNDS_FACTOR, left)


def fitting_plan(plan: Plan, seconds_a_fold: float, left: float) -> Plan:
    """Fewer folds when a configuration would take too long on all of them; one when even three would."""
    if seconds_a_fold * plan.fitted <= SEARCH_SHARE * left:
        return plan
    folds = int(SEARCH_SHARE * left / seconds_a_fold)
    if folds >= 3:
        return Plan(folds, folds)
    return Plan(3, 3) if seconds_a_fold * 3 < 2 * left else Plan(HOLDOUT_PARTS, 1)
