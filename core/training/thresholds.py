"""From which probability on to act: what follows from a threshold, and the threshold that costs least.

With calibrated probabilities the cheapest threshold follows from the two costs alone (Elkan 2001): a row is called
positive where the expected cost of a miss is larger than that of a false alarm.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import BadInput

KINDS = ("true_positive", "false_positive", "true_negative", "false_negative")

Curve = Mapping[str, Sequence[float]]  # a training report's `curves.thresholds`: falling thresholds and their counts


@dataclass(frozen=True)
class Outcome:
    """What happens when rows from a probability on are called positive, in rows."""

    hits: int
    false_alarms: int
    rightly_left: int
    missed: int

    @property
    def rows(self) -> int:
        return self.hits + self.false_alarms + self.rightly_left + self.missed

    @property
    def found(self) -> float | None:
        """Share of the positives that are called so."""
        return _share(self.hits, self.missed)

    @property
    def right(self) -> float | None:
        """Share of those called positive that are."""
        return _share(self.hits, self.false_alarms)

    def cost(self, costs: Costs) -> float:
        """What the wrong calls cost, per row."""
        return (self.false_alarms * costs.false_alarm + self.missed * costs.missed) / self.rows


@dataclass(frozen=True)
class Costs:
    """What one wrong call costs, in any unit, the same for both."""

    false_alarm: float
    missed: float


@dataclass(frozen=True)
class Choice:
    """The cheapest threshold and, per row, what it costs and what the better of calling all or none would."""

    threshold: float
    outcome: Outcome
    cost: float
    cost_without: float

    @property
    def saving(self) -> float:
        return self.cost_without - self.cost


def at(curve: Curve, threshold: float) -> Outcome:
    """The outcome on unseen rows when those from the threshold on are called positive."""
    called = np.flatnonzero(np.asarray(curve["threshold"]) >= threshold)
    if not len(called):
        return _nobody(curve)
    return Outcome(*(int(curve[kind][int(called[-1])]) for kind in KINDS))


def by_cost(curve: Curve, costs: Costs) -> Choice:
    """The threshold at which the expected cost is least. Raises BadInput on costs that are not positive numbers."""
    if not all(math.isfinite(cost) and cost > 0 for cost in (costs.false_alarm, costs.missed)):
        raise BadInput(
            f"A false alarm is to cost {costs.false_alarm:g} and a missed case {costs.missed:g}.",
            hint="Give both a cost above 0, in the same unit.",
        )
    threshold = costs.false_alarm / (costs.false_alarm + costs.missed)
    outcome = at(curve, threshold)
    without = min(_nobody(curve).cost(costs), _everybody(curve).cost(costs))
    return Choice(threshold, outcome, outcome.cost(costs), without)


def _nobody(curve: Curve) -> Outcome:
    negatives, positives = _totals(curve)
    return Outcome(0, 0, negatives, positives)


def _everybody(curve: Curve) -> Outcome:
    negatives, positives = _totals(curve)
    return Outcome(positives, negatives, 0, 0)


def _totals(curve: Curve) -> tuple[int, int]:
    first = {kind: int(curve[kind][0]) for kind in KINDS}
    return first["true_negative"] + first["false_positive"], first["false_negative"] + first["true_positive"]


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
