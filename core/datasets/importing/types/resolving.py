"""What the columns of one file tell about each other, and every verdict in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.datasets.importing import conventions
from core.datasets.importing.types import dates, numbers
from core.datasets.importing.types.columns import Verdict
from core.datasets.importing.types.conversions import Conversion
from core.datasets.importing.words import count

PROVEN_BY_FILE = 0.9  # confidence in a reading that only another column of the file proves
GUESSED = 0.5  # confidence in one of two readings between which nothing decides


@dataclass(frozen=True)
class Habits:
    """How this file writes dates and decimals, as far as a column or a person says so."""

    day_first: bool | None = None
    decimal_comma: bool | None = None


def settle(verdicts: Iterable[Verdict], *, day_first: bool | None = None) -> list[Verdict]:
    """The verdicts with ambiguous columns settled by the others, or by a guess that is told."""
    verdicts = list(verdicts)
    habits = Habits(
        day_first=day_first if day_first is not None else _shown_order(verdicts),
        decimal_comma=_shown_comma(verdicts),
    )
    chosen = day_first is not None
    return [_settled_date(_settled_number(verdict, habits), habits, chosen=chosen) for verdict in verdicts]


def explain(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts, counted over the whole file, with their evidence and warnings in words."""
    return [replace(_with_cautions(verdict), evidence=_evidence(verdict)) for verdict in verdicts]


def _shown_order(verdicts: Iterable[Verdict]) -> bool | None:
    """Whether the columns whose order is certain put the day first; None if none is, or they differ."""
    shown = {dates.day_first(v.conversion) for v in verdicts if v.conversion and not _other_order(v)} - {None}
    return shown.pop() if len(shown) == 1 else None


def _shown_comma(verdicts: Iterable[Verdict]) -> bool | None:
    commas = {_decimal_comma(v.conversion) for v in verdicts if v.conversion and not _other_comma(v)} - {None}
    return commas.pop() if len(commas) == 1 else None


def _other_order(verdict: Verdict) -> Conversion | None:
    """The rival that reads the same dates with day and month exchanged."""
    here = verdict.conversion and dates.day_first(verdict.conversion)
    others = (rival for rival in verdict.rivals if dates.day_first(rival) is not None)
    return next((rival for rival in others if dates.day_first(rival) != here), None) if here is not None else None


def _other_comma(verdict: Verdict) -> Conversion | None:
    """The rival for which the comma (or the point) means the other of its two meanings."""
    numbers = (rival for rival in verdict.rivals if rival.kind == "number" and verdict.conversion)
    here = verdict.conversion and _decimal_comma(verdict.conversion)
    return next((rival for rival in numbers if _decimal_comma(rival) is not here), None)


def _decimal_comma(conversion: Conversion) -> bool | None:
    return numbers.decimal_comma(conversion.key)


def _known(verdict: Verdict) -> Habits:
    """The habits of this very column in an earlier file."""
    written = verdict.column.written
    return Habits(conventions.day_first(written), conventions.decimal_comma(written))


def _settled_date(verdict: Verdict, habits: Habits, *, chosen: bool) -> Verdict:
    rival = _other_order(verdict)
    if rival is None or verdict.conversion is None:
        return verdict
    known = _known(verdict).day_first
    if known is not None and not chosen:
        return verdict if dates.day_first(verdict.conversion) == known else _exchanged(verdict, rival)
    wanted = True if habits.day_first is None else habits.day_first
    verdict = verdict if dates.day_first(verdict.conversion) == wanted else _exchanged(verdict, rival)
    order = "day" if wanted else "month"
    if chosen:
        return verdict
    if habits.day_first is not None:
        return verdict.told(
            f"“{verdict.column.name}”: day and month could be exchanged; read {order} first like the other dates here.",
            confidence=PROVEN_BY_FILE,
        )
    return verdict.told(
        f"“{verdict.column.name}”: no date shows whether the day or the month comes first; read {order} first.",
        confidence=GUESSED,
    )


def _settled_number(verdict: Verdict, habits: Habits) -> Verdict:
    rival = _other_comma(verdict)
    example = next((text for text in verdict.column.sample if "," in text or "." in text), "")
    if rival is None or verdict.conversion is None or not example:
        return verdict
    reading, known = verdict.conversion, _known(verdict).decimal_comma
    if known is not None:
        return verdict if _decimal_comma(reading) is known else _exchanged(verdict, rival)
    if habits.decimal_comma is not None and _decimal_comma(reading) is not habits.decimal_comma:
        verdict = _exchanged(verdict, rival)
    elif reading.key == "decimal":  # 1.234 is a decimal number unless the file writes decimals with a comma
        return verdict
    return verdict.told(
        f"“{verdict.column.name}”: values like {example} could be thousands or decimals; "
        f"read as {verdict.conversion.label if verdict.conversion else 'text'}.",
        confidence=GUESSED if habits.decimal_comma is None else PROVEN_BY_FILE,
    )


def _exchanged(verdict: Verdict, rival: Conversion) -> Verdict:
    others = (r for r in (verdict.conversion, *verdict.rivals) if r and r is not rival)
    return replace(verdict, conversion=rival, rivals=tuple(others))


def _with_cautions(verdict: Verdict) -> Verdict:
    name, warnings = verdict.column.name, []
    if verdict.conversion and verdict.conversion.caution:
        warnings.append(f"“{name}”: {verdict.conversion.caution}.")
    if verdict.misfits:
        warnings.append(
            f"“{name}”: {verdict.misfits:,} of {verdict.filled - verdict.missing:,} values are not "
            f"{verdict.conversion.label if verdict.conversion else 'text'}; they are empty in the table."
        )
    if verdict.markers and verdict.conversion is None:
        missing = count(verdict.missing, "value")
        warnings.append(f"“{name}”: {missing} read as missing, from words that usually stand for “no value”.")
    return verdict.told(*warnings)


def _evidence(verdict: Verdict) -> str:
    present = verdict.filled - verdict.missing
    if not present:
        return "no value in the whole file"
    absent = f"; {verdict.missing:,} stand for a missing value" if verdict.missing else ""
    if verdict.conversion is None:
        return f"{count(present, 'value')} of no other kind{absent}"
    read = present - verdict.misfits
    rest = f"; {verdict.misfits:,} as nothing of the kind" if verdict.misfits else ""
    share = "100%" if read == present else f"{100 * read / present:.2f}%"
    return f"{share} of {count(present, 'value')} read as {verdict.conversion.label}{rest}{absent}"
