"""What moved in a column, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.profiling.comparing.columns.drift import MISSING_SHIFTED
from core.profiling.comparing.records import ColumnComparison, Levels, Spread
from core.profiling.words import quoted
from core.writing import numbers

NAMED = 3  # values that a sentence names
LARGEST_MOVES = 2  # levels whose shares a sentence gives
SMALLEST_MOVE = 0.02  # of a share that is worth a word

LEADING = {
    "stable": "Spread as before.",
    "unsure": "Too few rows to tell chance from change.",
    "unjudged": "An id: that its values are others says nothing.",
}


def told(column: ColumnComparison) -> ColumnComparison:
    """The column with its sentence."""
    said = [*_values(column), *_only(column), *_gaps(column)]
    lead = LEADING.get(column.verdict)
    if lead:
        said = [lead, *(_only(column) if column.verdict != "unjudged" else ()), *_gaps(column)]
    return replace(column, sentence=" ".join(said) or "The values are spread differently.")


def _values(column: ColumnComparison) -> Iterator[str]:
    spread = column.spread
    if spread is None:
        yield "There are no values to compare."
    elif spread.axis == "levels":
        yield from _levels(spread)
    else:
        yield from _moved(column, *MOVES[spread.axis])


# What tells where values of a scale lie, and how a sentence calls it.
MOVES = {
    "number": ("median", "The median"),
    "length": ("length_mean", "The mean length"),
    "date": ("max", "The latest value"),
    "time": ("max", "The latest value"),
}


def _moved(column: ColumnComparison, key: str, subject: str) -> Iterator[str]:
    before, after = (side[key].value if key in side else None for side in (column.left, column.right))
    if before is None or after is None:
        return
    if before == after:
        yield f"{subject} stayed at {_written(before)}, but the values spread differently."
        return
    verb = "went" if isinstance(before, str) else ("rose" if float(after) > float(before) else "fell")
    yield f"{subject} {verb} from {_written(before)} to {_written(after)}."


def _written(value: object) -> str:
    return numbers.moment(value) if isinstance(value, str) else numbers.number(value)  # type: ignore[arg-type]


def _levels(spread: Spread) -> Iterator[str]:
    """The levels whose shares moved most."""
    whole = (sum(spread.left) + spread.rest[0] or 1, sum(spread.right) + spread.rest[1] or 1)
    shares = [
        (label, left / whole[0], right / whole[1])
        for label, left, right in zip(spread.labels, spread.left, spread.right, strict=True)
    ]
    moved = [found for found in shares if abs(found[2] - found[1]) >= SMALLEST_MOVE]
    for label, before, after in sorted(moved, key=lambda found: -abs(found[2] - found[1]))[:LARGEST_MOVES]:
        verb = "rose" if after > before else "fell"
        yield f"{quoted(label)} {verb} from {numbers.share(before)} to {numbers.share(after)}."


def _only(column: ColumnComparison) -> Iterator[str]:
    if column.new:
        yield f"{_counted(column.new)} new: {_named(column.new)}."
    if column.vanished:
        verb = "is" if column.vanished.distinct == 1 else "are"
        yield f"{_counted(column.vanished)} {verb} gone: {_named(column.vanished)}."


def _counted(levels: Levels) -> str:
    return numbers.counted(levels.distinct, "value")


def _named(levels: Levels) -> str:
    named = ", ".join(quoted(item.value) for item in levels.values.items[:NAMED])
    return named + (", …" if levels.distinct > NAMED else "")


def _gaps(column: ColumnComparison) -> Iterator[str]:
    before, after = column.missing_shares
    if abs(after - before) >= MISSING_SHIFTED:
        verb = "rose" if after > before else "fell"
        yield f"Missing values {verb} from {numbers.share(before)} to {numbers.share(after)}."
