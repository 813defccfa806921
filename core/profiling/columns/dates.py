"""Dates and times: their calendar, the gaps between them, and what lies in the future."""

from __future__ import annotations

from datetime import datetime

from core.datasets.catalogue import Column
from core.profiling.columns.calendars import HOURS, MONTHS, WEEKDAYS
from core.profiling.measures.catalogue import SOURCES, build_term
from core.profiling.measures.draft import Draft, Drafts
from core.profiling.records import Calendar
from core.profiling.table import Table, build_select, terms, text_literal, wide

OVER_DAYS = ("days_distinct", "largest_gap", "usual_gap", "gaps", "frequency")
SPANNING = ("days_span", "future")


def find_future(table: Table, drafts: Drafts, now: datetime) -> None:
    """Span and future of every column of dates that has a range, all in one scan."""
    columns = [column for column in table.holding("dates") if drafts[column.name].has_range]
    moment = build_now(now)

    def fragments(column: Column) -> list[str]:
        return [build_term(key, column, table=table.name, now=moment) for key in SPANNING]

    for name, values in wide(table, columns, fragments).items():
        drafts[name].put(**dict(zip(SPANNING, values, strict=True)))


def measure_dates(table: Table, draft: Draft) -> None:
    """Gaps and calendar of one column of dates whose different values were too many to be at hand."""
    if not draft.has_range or draft.calendar is not None:
        return
    draft.put(**dict(zip(OVER_DAYS, table.one(build_gaps(draft.column, table=table.name)), strict=True)))
    draft.calendar = _calendar(table.all(build_calendar(draft.column, table=table.name)))


def measure_times(table: Table, draft: Draft) -> None:
    """The hours of one column of times."""
    counts = [0] * HOURS
    for hour, rows in table.all(build_hours(draft.column, table=table.name)):
        counts[int(hour) % HOURS] += rows
    draft.calendar = Calendar((), (), tuple(counts))


def build_now(now: datetime) -> str:
    return f"TIMESTAMP {text_literal(now.strftime('%Y-%m-%d %H:%M:%S'))}"


def build_gaps(column: Column, *, table: str) -> str:
    """The measures that look from each day to the next one that occurs."""
    days = SOURCES["days"].format(**terms(column), table=table)
    return build_select([build_term(key, column, table=table) for key in OVER_DAYS], days)


def build_calendar(column: Column, *, table: str) -> str:
    """Values per weekday, month and hour: at most 2,016 rows."""
    moment = terms(column)["moment"]
    return (
        f"SELECT isodow({moment}) AS weekday, month({moment}) AS month, hour({moment}) AS hour, count(*) AS count\n"
        f"FROM {table}\n"
        f"WHERE {moment} IS NOT NULL\n"
        "GROUP BY ALL\n"
        "ORDER BY ALL"
    )


def build_hours(column: Column, *, table: str) -> str:
    name = terms(column)["column"]
    return (
        f"SELECT hour({name}) AS hour, count(*) AS count\n"
        f"FROM {table}\n"
        f"WHERE {name} IS NOT NULL\n"
        "GROUP BY ALL\n"
        "ORDER BY ALL"
    )


def _calendar(rows: list[tuple[int, int, int, int]]) -> Calendar:
    weekdays, months, hours = [0] * WEEKDAYS, [0] * MONTHS, [0] * HOURS
    for weekday, month, hour, count in rows:
        weekdays[weekday - 1] += count
        months[month - 1] += count
        hours[hour] += count
    return Calendar(tuple(weekdays), tuple(months), tuple(hours))
