"""Lengths of time, stored as seconds: hours above 24 on a clock, numbers with units, and ISO 8601."""

from __future__ import annotations

from core.datasets.importing.types.notations.conversions import Conversion

TOLD = "durations were turned into seconds: 1:30:00 is 5400"

# A unit's seconds and how it is written; a letter alone stands for it only at the end of a word.
UNITS = (
    (604_800, "w|wks?|weeks?"),
    (86_400, "d|days?"),
    (3_600, "h|hrs?|hours?"),
    (60, "m|mins?|minutes?"),
    (1, "s|secs?|seconds?"),
)
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_PART = rf"{_NUMBER} ?(?i:{'|'.join(names for _seconds, names in UNITS)})"


def _clock() -> str:
    seconds = ((1, 3600), (2, 60), (3, 1))
    parts = [f"TRY_CAST(split_part(ltrim({{t}}, '-'), ':', {at}) AS DOUBLE) * {worth}" for at, worth in seconds]
    return f"({' + '.join(parts)}) * CASE WHEN starts_with({{t}}, '-') THEN -1 ELSE 1 END"


def _sum(found: str) -> str:
    """SQL of the seconds of all units; `found` is the pattern of one, with {names}."""
    return " + ".join(
        f"coalesce(TRY_CAST(regexp_extract({{t}}, '{found.replace('UNIT', names)}', 1) AS DOUBLE), 0) * {seconds}"
        for seconds, names in UNITS
    )


def _iso() -> str:
    # In ISO 8601 the M before the T would be months, which the pattern does not let pass.
    letters = ((604_800, "W"), (86_400, "D"), (3_600, "H"), (60, "M"), (1, "S"))
    return " + ".join(
        f"coalesce(TRY_CAST(regexp_extract({{t}}, '([0-9.]+){letter}', 1) AS DOUBLE), 0) * {seconds}"
        for seconds, letter in letters
    )


CONVERSIONS = (
    Conversion(
        "duration on a clock",
        "durations like 36:15:00, in seconds",
        "number",
        "DOUBLE",
        r"-?[0-9]{1,5}:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?",
        _clock(),
        "duration",
        proof=r"-?(?:2[4-9]|[3-9][0-9]|[0-9]{3,5}):.*|-.*",
        caution=TOLD,
    ),
    Conversion(
        "duration with units",
        "durations like 1h 30m, in seconds",
        "number",
        "DOUBLE",
        rf"{_PART}(?:,? ?{_PART})*",
        _sum(rf"({_NUMBER}) ?(?i:UNIT)(?:[^a-zA-Z]|$)"),
        "duration",
        proof=r".*[0-9] ?(?i:h|hrs?|hours?|mins?|minutes?|secs?|seconds?|days?)(?:[^a-zA-Z].*|$)",
        caution=TOLD,
    ),
    Conversion(
        "duration in ISO 8601",
        "durations like P1DT2H, in seconds",
        "number",
        "DOUBLE",
        r"P(?:[0-9]+W|(?:[0-9]+D)?(?:T(?:[0-9.]+H)?(?:[0-9.]+M)?(?:[0-9.]+S)?)?)",
        _iso(),
        "duration",
        caution=TOLD,
    ),
)
