"""A profile as one page to print, to send or to keep: it needs nothing else, and no text in it is taken as markup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.datasets.kinds import KINDS
from core.profiling.records import Alert, Key, Number, Pair, Profile
from core.profiling.writing import columns, pieces
from core.profiling.writing.fitting import Way, fit
from core.writing import html, numbers
from core.writing.html import Html, element

SEVERITIES = {"problem": "Problem", "warning": "Warning", "info": "Note"}
METHODS = {
    "pearson": "Correlation (Pearson)",
    "spearman": "Rank correlation (Spearman)",
    "cramers_v": "Between categories (Cramér's V)",
    "correlation_ratio": "Category and number (correlation ratio)",
}

MOST_PAIRS = 15
MOST_POWERS = 15
MOST_PATTERNS = 8
MOST_KEYS = 10


def to_html(profile: Profile, *, name: str) -> str:
    """The whole profile of the dataset of this name, for people; columns stand in the order of the table."""
    sections = (
        _overview(profile),
        _alerts(profile.alerts),
        _target(profile),
        *columns.columns(profile),
        _missing(profile),
    )
    return html.page(f"Profile of {name}", *sections, _associations(profile), _keys(profile.keys), style=pieces.STYLE)


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
    found = fit(alerts, (Way(_alert, 600_000), Way(_alert_line, 200_000)))
    told = found.parts[0] or [element("p", "No check found anything to say.")]
    title = element("h2", f"What deserves a look ({len(alerts)})")
    lines = [element("ul", *found.parts[1])] if found.parts[1] else []
    more = pieces.left_out(found.left_out, "alert")
    return html.joined([title, element("div", *told, class_="alerts"), *lines, *more], "\n")


def _alert(alert: Alert) -> Html:
    action = [element("p", alert.action, class_="quiet")] if alert.action else []
    sql = [pieces.statements([("The rows, or the numbers, behind it", alert.sql)])] if alert.sql else []
    return element(
        "div",
        element("p", element("b", _alert_title(alert))),
        element("p", alert.sentence),
        *action,
        *sql,
        class_=f"alert {alert.severity}",
    )


def _alert_line(alert: Alert) -> Html:
    return element("li", f"{_alert_title(alert)}: {alert.sentence}")


def _alert_title(alert: Alert) -> str:
    return f"{SEVERITIES[alert.severity]}: {alert.label}" + (f", {alert.column}" if alert.column else "")


def _target(profile: Profile) -> Html:
    if profile.target is None:
        return Html("")
    rows = [(f"{power.score:.2f}", power.sentence) for power in profile.target.powers[:MOST_POWERS]]
    head = ("Score, 0 to 1", "What the column tells on rows not seen")
    return html.joined([element("h2", f"What tells about {profile.target.target}"), html.table(head, rows)], "\n")


def _keys(keys: Sequence[Key]) -> Html:
    if not keys:
        return Html("")
    lines = [
        (
            ", ".join(key.columns),
            "yes" if key.is_key else "nearly",
            numbers.count(key.violations),
            numbers.count(key.missing),
        )
        for key in keys[:MOST_KEYS]
    ]
    head = ("Columns", "Name every row", "Rows that repeat", "Rows with a gap in it")
    return html.joined([element("h2", "What names a row"), html.table(head, lines)], "\n")


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
    return pieces.precision(Number(pair.value, pair.precision, n=pair.n))
