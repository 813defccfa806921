"""What the columns of one file tell about each other, and every verdict in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.datasets.importing.choosing import conventions
from core.datasets.importing.reporting.words import count
from core.datasets.importing.types.columns import Verdict
from core.datasets.importing.types.notations import dates, mixed, numbers
from core.datasets.importing.types.notations.conversions import Conversion

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
    """The verdicts, counted over the whole file, with confidence, evidence and warnings in words."""
    return [_explained(verdict) for verdict in verdicts]


def _explained(verdict: Verdict) -> Verdict:
    present = verdict.filled - verdict.missing
    read = round((present - verdict.misfits) / present, 4) if present else 1.0
    return replace(_with_cautions(verdict).told(confidence=read), evidence=_evidence(verdict))


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
    if verdict.conversion.family.endswith("mixed") and habits.day_first is None:
        return _kept_as_text(verdict)
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


def _kept_as_text(verdict: Verdict) -> Verdict:
    """Several ways of writing dates, and nothing that shows what one of them means: nothing is guessed."""
    words = replace(verdict, conversion=None, rivals=(), missing=0, misfits=0)
    return words.told(
        f"“{verdict.column.name}”: dates in several ways of writing, and no value shows whether the day or the month "
        "comes first; kept as text. Choose the order of dates to have them read.",
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
    if verdict.conversion is None and not verdict.column.kind and mixed.conflicting(verdict.column.sample):
        warnings.append(
            f"“{name}”: dates of which some can only have the day first and others only the month; kept as text."
        )
    if verdict.markers and verdict.conversion is None:
        missing = count(verdict.missing, "value")
        warnings.append(f"“{name}”: {missing} read as missing, from words that usually stand for “no value”.")
    return verdict.told(*warnings)


def _evidence(verdict: Verdict) -> str:
    """Why the column is what it is, with the numbers of the whole file."""
    present = verdict.filled - verdict.missing
    if not present:
        return "no value in the whole file"
    absent = f"; {verdict.missing:,} stand for a missing value" if verdict.missing else ""
    if verdict.conversion is None:
        return f"{count(present, 'value')} of no other kind{absent}"
    read = present - verdict.misfits
    share = "100%" if read == present else f"{100 * read / present:.2f}%"
    told = f"{share} of {count(present, 'value')} read as {verdict.conversion.label}"
    return f"{told}{_rest(verdict)}{_proof(verdict)}{absent}"


def _rest(verdict: Verdict) -> str:
    """How the others could be read: of dates, whether with day and month exchanged."""
    if not verdict.misfits or verdict.conversion is None:
        return ""
    mirrored = dates.mirrored(verdict.conversion)
    exchanged = sum(times for text, times in verdict.unread if mirrored and mirrored.matches(text.strip()))
    if not exchanged or mirrored is None:
        return f"; {verdict.misfits:,} as nothing of the kind"
    neither = verdict.misfits - exchanged
    return f"; {exchanged:,} only as {mirrored.order}" + (f"; {neither:,} as neither" if neither else "")


def _proof(verdict: Verdict) -> str:
    """Of dates whose order could be another, a value that shows which it is."""
    mirrored = verdict.conversion and dates.mirrored(verdict.conversion)
    if not mirrored or not verdict.conversion or _other_order(verdict):
        return ""
    reads = verdict.conversion.matcher
    proof = next((text for text in verdict.column.sample if reads(text) and not mirrored.matches(text)), "")
    return f"; {proof} can only be meant so" if proof else ""
