"""A profile as text with a little markup: for a message, a ticket or a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from core.profiling.records import Alert, ColumnProfile, Pair, Profile
from core.profiling.writing import measures
from core.writing import numbers

MOST_ALERTS = 40
MOST_COLUMNS = 300
MOST_PAIRS = 10
SEVERITIES = {"problem": "Problem", "warning": "Warning", "info": "Note"}


def to_markdown(profile: Profile, *, name: str) -> str:
    """The profile in short: size, alerts, a line per column, the strongest pairs."""
    parts = (
        _head(profile, name),
        _alerts(profile.alerts),
        _columns(profile.columns),
        _pairs(profile.associations.pairs),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(profile: Profile, name: str) -> str:
    found, made = profile.overview, datetime.fromisoformat(profile.made_at)
    repeated = f", {numbers.count(found.duplicate_rows)} of them repeated" if found.duplicate_rows else ""
    return (
        f"# Profile of {escaped(name)}\n\n"
        f"{numbers.counted(found.rows, 'row')}{repeated}, {numbers.counted(found.columns, 'column')}, "
        f"{numbers.share(found.missing_share)} of the cells missing. "
        f"Measured on {made.day} {made:%B %Y, %H:%M} UTC."
    )


def _alerts(alerts: Sequence[Alert]) -> str:
    lines = [
        f"- **{SEVERITIES[alert.severity]}: {escaped(alert.label)}.** {escaped(alert.sentence)}" for alert in alerts
    ]
    more = _more(len(alerts), MOST_ALERTS, "alert")
    return "\n".join([f"## What deserves a look ({len(alerts)})", "", *lines[:MOST_ALERTS], *more]) if lines else ""


def _columns(columns: Sequence[ColumnProfile]) -> str:
    head = ("Column", "Kind", "Missing", "Different", "In short")
    lines = [_row(head), _row("---" for _ in head), *(_row(_cells(column)) for column in columns[:MOST_COLUMNS])]
    return "\n".join(["## Columns", "", *lines, *_more(len(columns), MOST_COLUMNS, "column")])


def _cells(column: ColumnProfile) -> Iterator[str]:
    yield escaped(column.name)
    yield column.kind
    yield numbers.share(column.missing_share)
    yield measures.measured(column, "distinct")
    yield escaped(" · ".join(measures.main_numbers(column)))


def _pairs(pairs: Sequence[Pair]) -> str:
    lines = [
        f"- {escaped(pair.first)} and {escaped(pair.second)}: {numbers.number(pair.value, 2)}"
        for pair in pairs[:MOST_PAIRS]
    ]
    return "\n".join(["## What goes together", "", *lines]) if lines else ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _more(there: int, shown: int, noun: str) -> list[str]:
    return ["", f"And {numbers.counted(there - shown, f'further {noun}')}."] if there > shown else []


def escaped(text: str) -> str:
    """Text that Markdown leaves as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", re.sub(r"\s+", " ", text))
