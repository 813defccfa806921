"""A profile without the values of some columns: how many and how spread may be told, what they are may not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from core.profiling.measures.catalogue import measure
from core.profiling.records import (
    Alert,
    ColumnProfile,
    Duplicates,
    Number,
    Profile,
    RepeatedRow,
    TargetView,
)

MASKED = "(masked)"
TELLING_WORDS = ("monotonic", "frequency")  # measures whose words are not values of the column


def masked(profile: Profile, columns: Collection[str]) -> Profile:
    """The profile in which no value of these columns is written: not as an example, an extreme, a bin or a sentence."""
    if not columns:
        return profile
    return replace(
        profile,
        columns=tuple(_column(column) if column.name in columns else column for column in profile.columns),
        alerts=tuple(_alert(alert) if alert.column in columns else alert for alert in profile.alerts),
        duplicates=_duplicates(profile.duplicates, columns) if profile.duplicates else None,
        target=_target(profile.target, columns) if profile.target else None,
    )


def _column(column: ColumnProfile) -> ColumnProfile:
    return replace(
        column,
        numbers={key: number for key, number in column.numbers.items() if not _is_value(key, number)},
        histogram=None,
        log_histogram=None,
        top=None,
        rare=None,
        patterns=None,
        examples=(),
        spellings=(),
    )


def _is_value(key: str, number: Number) -> bool:
    """Whether a number is, or gives away, a value of the column."""
    if isinstance(number.value, str):
        return key not in TELLING_WORDS
    return measure(key).unit == "value"


def _alert(alert: Alert) -> Alert:
    """The alert without its sentence and SQL, both of which may name values."""
    rows = "" if alert.rows is None else f" It concerns {alert.rows:,} rows."
    return replace(alert, sentence=f"The values of “{alert.column}” are masked.{rows}", sql="", where="true", action="")


def _duplicates(found: Duplicates, columns: Collection[str]) -> Duplicates:
    hidden = [name in columns for name in found.columns]
    examples = tuple(
        RepeatedRow(
            tuple(MASKED if hide else value for hide, value in zip(hidden, example.values, strict=True)), example.count
        )
        for example in found.examples
    )
    return replace(found, examples=examples)


def _target(view: TargetView, columns: Collection[str]) -> TargetView | None:
    """The view without the bins of masked columns; none at all where the target itself is masked."""
    if view.target in columns:
        return None
    return replace(view, bins=tuple(bins for bins in view.bins if bins.column not in columns))
