"""A profile as one page to print, to send or to keep: it needs nothing else, and no text in it is taken as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.datasets.kinds import KINDS
from core.profiling.measures.catalogue import measure
from core.profiling.records import Alert, ColumnProfile, Number, Pair, Profile
from core.profiling.sql import sql_of
from core.profiling.writing import drawing, measures
from core.writing import html, numbers
from core.writing.html import Html, element

STYLE = """
body { max-width: 62rem; margin-top: 2rem }
.quiet, .ends, .bars td:last-child { color: light-dark(#5b6570, #9aa4b0) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1.2rem 0 }
.tiles div, .column { border: 1px solid light-dark(#e3e6ea, #2b3038); border-radius: .5rem; padding: .7rem .9rem }
.tiles b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums }
.tiles span { font-size: .85rem; color: light-dark(#5b6570, #9aa4b0) }
.alerts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: .9rem 1.5rem }
.alert { border-left: 4px solid #4c78c8; padding: .1rem 0 .1rem .8rem; min-width: 0; break-inside: avoid;
         font-size: .9rem }
.alert p { margin: .15rem 0 }
.alert.warning { border-color: #d99a1c } .alert.problem { border-color: #cf4a3f }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: .9rem }
.column { break-inside: avoid; min-width: 0 }
.column h3 { margin: 0 0 .5rem; font-size: 1rem; overflow-wrap: anywhere }
.column h3 span { font-weight: 400; font-size: .85rem; color: light-dark(#5b6570, #9aa4b0) }
.column table { margin-top: .5rem; font-size: .84rem }
.column td { padding: .15rem .6rem .15rem 0 } .column td:last-child { white-space: nowrap }
.column p { font-size: .84rem }
svg { display: block; width: 100%; fill: #1b8a7a }
.ends { display: flex; justify-content: space-between; margin: .1rem 0 0; font-size: .8rem }
.bars td { border: 0 }
.bars td:nth-child(2) { width: 40%; vertical-align: middle } .bars td:last-child { width: 3.5rem }
details { margin-top: .5rem; font-size: .84rem } summary { cursor: pointer; color: light-dark(#5b6570, #9aa4b0) }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0 .7rem; font-size: .78rem }
"""

SEVERITIES = {"problem": "Problem", "warning": "Warning", "info": "Note"}
METHODS = {
    "pearson": "Correlation (Pearson)",
    "spearman": "Rank correlation (Spearman)",
    "cramers_v": "Between categories (Cramér's V)",
    "correlation_ratio": "Category and number (correlation ratio)",
}

EVERY = ("count", "missing", "distinct")
SHOWN = {
    "numbers": ("mean", "std", "min", "q25", "median", "q75", "max", "zeros", "outliers"),
    "texts": ("mode_share", "length_min", "length_mean", "length_max", "empty"),
    "dates": ("min", "max", "days_span", "largest_gap", "future"),
    "times": ("min", "max"),
    "booleans": ("true_share",),
}
UNITS = {"distinct": "values", "length_min": "characters", "length_mean": "characters", "length_max": "characters"}
MOST_PAIRS = 15
PAIRS_OF_A_COLUMN = 3
WEAK = 0.1  # strength of an association that is not worth a line
MOST_POWERS = 15
MOST_PATTERNS = 8


def to_html(profile: Profile, *, name: str) -> str:
    """The whole profile of the dataset of this name, for people; columns stand in the order of the table."""
    sections = (_overview(profile), _alerts(profile.alerts), _target(profile), *_columns(profile), _missing(profile))
    return html.page(f"Profile of {name}", *sections, _associations(profile), style=STYLE)


def _overview(profile: Profile) -> Html:
    found, made = profile.overview, datetime.fromisoformat(profile.made_at)
    tiles = (
        ("Rows", numbers.count(found.rows)),
        ("Columns", numbers.count(found.columns)),
        ("Cells missing", f"{numbers.share(found.missing_share)} ({numbers.count(found.cells_missing)})"),
        ("Rows that repeat another", numbers.count(found.duplicate_rows)),
        ("Stored", numbers.size(found.stored_bytes)),
    )
    kinds = [f"{kind.label.lower()}: {found.kinds[kind.key]}" for kind in KINDS if found.kinds.get(kind.key)]
    return html.joined(
        (
            element("p", f"Measured on {made.day} {made:%B %Y, %H:%M} UTC. {_trust(profile)}", class_="quiet"),
            element("div", *(element("div", element("b", v), element("span", k)) for k, v in tiles), class_="tiles"),
            element("p", f"Columns by kind: {', '.join(kinds)}."),
        ),
        "\n",
    )


def _trust(profile: Profile) -> str:
    """Whether all numbers are exact, in one sentence."""
    found = {number.precision for column in profile.columns for number in column.numbers.values()}
    if found <= {"exact"}:
        return "Every number was counted over every row."
    return "Numbers were counted over every row unless they say that they are approximate or from a sample."


def _alerts(alerts: Sequence[Alert]) -> Html:
    told = [_alert(alert) for alert in alerts] or [element("p", "No check found anything to say.")]
    title = element("h2", f"What deserves a look ({len(alerts)})")
    return html.joined([title, element("div", *told, class_="alerts")], "\n")


def _alert(alert: Alert) -> Html:
    title = f"{SEVERITIES[alert.severity]}: {alert.label}" + (f", {alert.column}" if alert.column else "")
    action = [element("p", alert.action, class_="quiet")] if alert.action else []
    return element(
        "div",
        element("p", element("b", title)),
        element("p", alert.sentence),
        *action,
        _sql([("The rows, or the numbers, behind it", alert.sql)]),
        class_=f"alert {alert.severity}",
    )


def _target(profile: Profile) -> Html:
    if profile.target is None:
        return Html("")
    rows = [(f"{power.score:.2f}", power.sentence) for power in profile.target.powers[:MOST_POWERS]]
    head = ("Score, 0 to 1", "What the column tells on rows not seen")
    return html.joined([element("h2", f"What tells about {profile.target.target}"), html.table(head, rows)], "\n")


def _columns(profile: Profile) -> Iterator[Html]:
    yield element("h2", "Columns")
    blocks = [_column(column, _pairs(profile, column.name)) for column in profile.columns]
    yield element("div", html.joined(blocks, "\n"), class_="columns")


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
        element("h3", column.name, " ", element("span", f"{_label(column.kind)}, {column.type}")),
        drawn,
        element("table", *lines),
        *(element("p", _goes_with(column, pairs), class_="quiet") for _ in pairs[:1]),
        _sql(statements),
        class_="column",
    )


def _line(column: ColumnProfile, key: str) -> tuple[str, str, str]:
    """A measure's name, its value with its unit, and how precise it is."""
    unit = UNITS.get(key, "rows" if measure(key).unit == "count" else "")
    written = f"{measures.bare(column, key)} {unit}".strip()
    if key == "missing":
        written += f" ({numbers.share(column.missing_share)})"
    return measure(key).label, written, _precision(column.numbers[key])


def _precision(number: Number) -> str:
    if number.precision == "sample":
        return f"from {numbers.count(number.n)} rows" if number.n else "from a sample"
    if number.precision == "approximate" and number.error:
        return f"approximate, ± {numbers.share(number.error)}"
    return number.precision


def _goes_with(column: ColumnProfile, pairs: Sequence[Pair]) -> str:
    others = [
        f"{pair.second if pair.first == column.name else pair.first} ({numbers.number(pair.value, 2)})"
        for pair in pairs
    ]
    return f"Goes together with {', '.join(others)}."


def _missing(profile: Profile) -> Html:
    patterns, rows = profile.missing.patterns[:MOST_PATTERNS], profile.overview.rows or 1
    if not patterns or not profile.overview.cells_missing:
        return Html("")
    lines = [
        (", ".join(found.columns) or "none: complete rows", numbers.count(found.rows), numbers.share(found.rows / rows))
        for found in patterns
    ]
    head = ("Columns without a value", "Rows", "Share")
    return html.joined([element("h2", "Missing in the same row"), html.table(head, lines)], "\n")


def _associations(profile: Profile) -> Html:
    lines = [
        (pair.first, pair.second, numbers.number(pair.value, 2), METHODS[pair.method], _basis(pair))
        for pair in profile.associations.pairs[:MOST_PAIRS]
    ]
    if not lines:
        return Html("")
    head = ("Column", "and", "Strength", "How it is measured", "Precision")
    return html.joined([element("h2", "What goes together"), html.table(head, lines)], "\n")


def _basis(pair: Pair) -> str:
    return _precision(Number(pair.value, pair.precision, n=pair.n))


def _sql(statements: Sequence[tuple[str, str]]) -> Html:
    """The statements behind numbers, folded away; `data` is the table."""
    told = [part for label, sql in statements for part in (element("div", label), element("pre", sql))]
    return element("details", element("summary", "How it is computed (SQL)"), *told)


def _label(kind: str) -> str:
    return next((row.label.lower() for row in KINDS if row.key == kind), kind)
