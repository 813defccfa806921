"""From the plans of the columns to the recipe that prediction replays. One row in ROLES per way to use a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.models import batch as batches
from core.models.batch import Batch
from core.models.encoding import Between, Calendar, Clock, Encoder, Frequency, Levels, Numbers, ParsedNumbers, Recipe
from core.models.encoding.dates import CALENDAR, calendar_part
from core.training.preparation import topics
from core.training.preparation.deciding import MANY_LEVELS, ColumnPlan

MOST_DATE_PAIRS = 6  # differences between date columns: four date columns, all pairs
MOST_CLASSES_AVERAGED = 12  # target means per class up to here; above, the columns would crowd out the others


@dataclass(frozen=True)
class Role:
    """A way to use a column: `fit(name, batch, seed)` returns the encoder, or None when there is nothing to fit."""

    key: str
    fit: Callable[[str, Batch, int], Encoder | None]


def _calendar(name: str, batch: Batch, seed: int) -> Encoder:
    dates = batches.dates(batch, name)
    return Calendar(name, tuple(part.key for part in CALENDAR if _varies(calendar_part(dates, part.of))))


def _levels(name: str, batch: Batch, seed: int) -> Encoder:
    return Levels(name, tuple(level for level, _ in _counted(name, batch)[:MANY_LEVELS]))


def _frequency(name: str, batch: Batch, seed: int) -> Encoder:
    counted = _counted(name, batch)
    return Frequency(name, tuple(level for level, _ in counted), np.array([count for _, count in counted], np.float64))


ROLES = {
    role.key: role
    for role in (
        Role("number", lambda name, batch, seed: Numbers(name)),
        Role("parsed", lambda name, batch, seed: ParsedNumbers(name)),
        Role("clock", lambda name, batch, seed: Clock(name)),
        Role("calendar", _calendar),
        Role("levels", _levels),
        Role("frequency", _frequency),
        Role(
            "characters",
            lambda name, batch, seed: topics.fit(name, "characters", batches.texts(batch, name), seed=seed),
        ),
        Role("words", lambda name, batch, seed: topics.fit(name, "words", batches.texts(batch, name), seed=seed)),
    )
}
AVERAGED = "averaged"  # has no encoder here: each fold fits its own, see averaging


def fit(plans: Iterable[ColumnPlan], batch: Batch, *, averages: int, seed: int) -> Recipe:
    """The recipe of all used columns. `averages`: how many numbers a target encoding has."""
    used = [plan for plan in plans if plan.used]
    fitted = [ROLES[role].fit(plan.name, batch, seed) for plan in used for role in plan.roles if role in ROLES]
    dates = [plan.name for plan in used if "calendar" in plan.roles]
    between = [Between(first, second) for first, second in combinations(dates, 2)][:MOST_DATE_PAIRS]
    averaged = tuple(plan.name for plan in used if AVERAGED in plan.roles) if averages else ()
    return Recipe((*(encoder for encoder in fitted if encoder), *between), averaged, max(averages, 1))


def _counted(name: str, batch: Batch) -> list[tuple[str, int]]:
    """The values of a column with their counts, most frequent first, ties in the order of their names."""
    counts = Counter(value for value in batches.texts(batch, name) if value is not None)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _varies(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> bool:
    known = values[~np.isnan(values)]
    return len(known) > 0 and bool(known.min() < known.max())
