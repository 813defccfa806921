"""Two tables compared: their columns, their rows, and how far the values of each column moved."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np

import core.profiling.comparing.schema as schema
import core.profiling.comparing.sides as sides
import core.profiling.comparing.words as words
from core.errors import BadRows
from core.profiling.comparing.columns import drift, glances, spreads
from core.profiling.comparing.columns.glances import Glance
from core.profiling.comparing.columns.spreads import Found
from core.profiling.comparing.records import ColumnComparison, Comparison, Verdict
from core.profiling.comparing.schema import Pairing
from core.profiling.comparing.sides import Part, Side
from core.profiling.records import Number
from core.profiling.table import Report
from core.workspace import Workspace

SAMPLED_AT_ONCE = 40  # columns whose samples are held in memory together


def compare(
    ws: Workspace, left: Part, right: Part, *, report: Report | None = None, now: datetime | None = None
) -> Comparison:
    """Everything that differs between two datasets, versions, or parts of them; the left one is the older.

    Distributions and gaps are counted over every row; the test of what has an order takes at most 50,000 rows of a
    side. `report` hears the part done (0 to 1) and may raise to end the work. Raises BadRows when a side has no rows.
    """
    begun = time.monotonic()
    with sides.opened(ws, left, right) as opened:
        _check(opened)
        pairings, changes = schema.pair(left.dataset.columns, right.dataset.columns)
        columns = list(_compared(opened, pairings, report or _nobody))
        return Comparison(
            left=opened[0].facts(),
            right=opened[1].facts(),
            schema=changes,
            columns=tuple(sorted(columns, key=_rank, reverse=True)),
            made_at=(now or datetime.now(UTC)).isoformat(),
            seconds=round(time.monotonic() - begun, 3),
        )


def _check(opened: Sequence[Side]) -> None:
    for side in opened:
        if not side.rows:
            where = f" where {side.part.words}" if side.part.words else ""
            raise BadRows(
                f"“{side.part.dataset.name}” has no rows{where}.", hint="Choose conditions that some rows fit."
            )


def _compared(opened: tuple[Side, Side], pairings: Sequence[Pairing], report: Report) -> Iterator[ColumnComparison]:
    for start in range(0, len(pairings), SAMPLED_AT_ONCE):
        batch = pairings[start : start + SAMPLED_AT_ONCE]
        holds = [pairing.holds for pairing in batch]
        before = glances.take(opened[0], [pairing.left for pairing in batch], holds)
        after = glances.take(opened[1], [pairing.right for pairing in batch], holds)
        for place, pairing in enumerate(batch):
            report((start + place) / len(pairings), f"Comparing {pairing.right.name}")
            yield _column(opened, pairing, (before[place], after[place]))


def _column(opened: tuple[Side, Side], pairing: Pairing, taken: tuple[Glance, Glance]) -> ColumnComparison:
    levels = spreads.has_levels(pairing, *taken)
    found = spreads.of_levels(opened, pairing) if levels else spreads.of_scale(opened, pairing, taken)
    numbers = [_numbers(side, pairing, glance) for side, glance in zip(opened, taken, strict=True)]
    compared = ColumnComparison(
        name=pairing.left.name,
        after=pairing.right.name,
        kind=pairing.right.kind,
        verdict=_verdict(opened, pairing, found, taken),
        sentence="",
        left=numbers[0],
        right=numbers[1],
        drift=found.drift,
        spread=found.spread,
        new=found.new,
        vanished=found.vanished,
    )
    return words.told(compared)


def _numbers(side: Side, pairing: Pairing, glance: Glance) -> dict[str, Number]:
    if pairing.holds != "numbers" or not len(glance.sample):
        return glance.numbers
    median = float(np.median(glance.sample))
    return glance.numbers | {"median": Number(median) if side.whole else Number(median, "sample", n=len(glance.sample))}


def _verdict(opened: tuple[Side, Side], pairing: Pairing, found: Found, taken: tuple[Glance, Glance]) -> Verdict:
    """Of an id only the gaps are judged: that its values are others says nothing."""
    rows = (opened[0].rows, opened[1].rows)
    missing = (float(taken[0].numbers["missing"].value or 0), float(taken[1].numbers["missing"].value or 0))
    if pairing.right.kind != "id":
        return drift.judged(found.drift, missing, rows)
    gaps = drift.judged(None, missing, rows)
    return "unjudged" if gaps == "stable" else gaps


def _rank(column: ColumnComparison) -> tuple[int, float, float]:
    before, after = column.missing_shares
    beyond_chance = column.drift.psi - column.drift.noise if column.drift else 0.0
    return drift.SERIOUSNESS.index(column.verdict), beyond_chance, abs(after - before)


def _nobody(fraction: float, message: str) -> None:
    """Hears reports that nobody asked for."""
