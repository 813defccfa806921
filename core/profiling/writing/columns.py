"""The columns of a report: each in full while there is room, then without SQL, then a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.profiling.measures.catalogue import measure
from core.profiling.records import ColumnProfile, Pair, Profile, Spelling
from core.profiling.sql import sql_of
from core.profiling.writing import drawing, measures, pieces
from core.profiling.writing.fitting import Way, fit
from core.writing import html, numbers
from core.writing.html import Html, element

EVERY = ("count", "missing", "distinct")
SHOWN = {
    "numbers": ("mean", "std", "min", "q25", "median", "q75", "max", "zeros", "outliers"),
    "texts": ("mode_share", "length_min", "length_mean", "length_max", "empty"),
    "dates": ("min", "max", "days_span", "largest_gap", "future"),
    "times": ("min", "max"),
    "booleans": ("true_share",),
}
UNITS = {"distinct": "values", "length_min": "characters", "length_mean": "characters", "length_max": "characters"}
PAIRS_OF_A_COLUMN = 3
WEAK = 0.1  # strength of an association that is not worth a line
MOST_SPELLINGS = 3


def columns(profile: Profile) -> Iterator[Html]:
    """All columns in their order: in full while there is room, then without SQL, then a line each."""
    yield element("h2", "Columns")
    ways: tuple[Way[ColumnProfile], ...] = (
        Way(lambda column: _column(column, _pairs(profile, column.name)), 2_200_000),
        Way(_short_column, 700_000),
        Way(_column_line, 600_000),
    )
    found = fit(profile.columns, ways)
    yield element("div", html.joined([*found.parts[0], *found.parts[1]], "\n"), class_="columns")
    if found.parts[2]:
        head = element("tr", *(element("th", name) for name in ("Column", "Kind", "Missing", "In short")))
        yield element("table", head, html.joined(found.parts[2], "\n"))
    yield from pieces.left_out(found.left_out, "column")


def _pairs(profile: Profile, name: str) -> list[Pair]:
    found = [p for p in profile.associations.pairs if name in (p.first, p.second) and p.strength >= WEAK]
    return found[:PAIRS_OF_A_COLUMN]


def _column(column: ColumnProfile, pairs: Sequence[Pair]) -> Html:
    key, drawn = drawing.picture(column)
    keys = [key for key in (*EVERY, *SHOWN[column.holds]) if column.value(key) is not None]
    lines = [element("tr", *(element("td", cell) for cell in _line(column, key))) for key in keys]
    statements = [(measure(key).label, sql_of(column, key)) for key in keys]
    if key:
        statements.insert(0, ("The drawing", sql_of(column, key)))
    return element(
        "section",
        _column_title(column),
        drawn,
        element("table", *lines),
        *(element("p", _goes_with(column, pairs), class_="quiet") for _ in pairs[:1]),
        *(element("p", _written_alike(found), class_="quiet") for found in column.spellings[:MOST_SPELLINGS]),
        pieces.statements(statements),
        class_="column",
    )


def _short_column(column: ColumnProfile) -> Html:
    return element(
        "section", _column_title(column), drawing.picture(column)[1], element("p", _in_short(column)), class_="column"
    )


def _column_line(column: ColumnProfile) -> Html:
    cells = (column.name, pieces.label(column.kind), numbers.share(column.missing_share), _in_short(column))
    return element("tr", *(element("td", cell) for cell in cells))


def _column_title(column: ColumnProfile) -> Html:
    return element("h3", column.name, " ", element("span", f"{pieces.label(column.kind)}, {column.type}"))


def _in_short(column: ColumnProfile) -> str:
    gaps = [f"{numbers.share(column.missing_share)} missing"] if column.missing else []
    return " · ".join([*measures.main_numbers(column), *gaps])


def _line(column: ColumnProfile, key: str) -> tuple[str, str, str]:
    """A measure's name, its value with its unit, and how precise it is."""
    unit = UNITS.get(key, "rows" if measure(key).unit == "count" else "")
    written = f"{measures.bare(column, key)} {unit}".strip()
    if key == "missing":
        written += f" ({numbers.share(column.missing_share)})"
    return measure(key).label, written, pieces.precision(column.numbers[key])


def _goes_with(column: ColumnProfile, pairs: Sequence[Pair]) -> str:
    others = [
        f"{pair.second if pair.first == column.name else pair.first} ({numbers.number(pair.value, 2)})"
        for pair in pairs
    ]
    return f"Goes together with {', '.join(others)}."


def _written_alike(found: Spelling) -> str:
    written = ", ".join(f"“{item.value}” ({numbers.count(item.count)})" for item in found.values)
    return f"Probably the same: {written}."
