"""Which columns a person wants to see: by name, kind, alert and gaps, in the order asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from app.ui.profile.subject import Subject
from core.datasets import KINDS
from core.profiling.records import Alert, ColumnProfile

SHAPES = {"cards": ":material/grid_view: Cards", "list": ":material/view_list: List"}


@dataclass(frozen=True)
class Order:
    """A way to sort columns, the smallest key first."""

    label: str
    key: Callable[[ColumnProfile, Sequence[Alert]], float | str]


ORDERS = {
    order.label: order
    for order in (
        Order("As in the table", lambda column, alerts: 0),
        Order("Most alerts", lambda column, alerts: -len(alerts)),
        Order("Most missing", lambda column, alerts: -column.missing_share),
        Order("Most different values", lambda column, alerts: -column.amount("distinct")),
        Order("By name", lambda column, alerts: column.name.casefold()),
    )
}


@dataclass(frozen=True)
class Gaps:
    """How much of a column is missing: more than `above`, and at most `most`."""

    label: str
    above: float
    most: float = 1.0

    def fits(self, column: ColumnProfile) -> bool:
        return self.above < column.missing_share <= self.most


GAPS = {
    gaps.label: gaps
    for gaps in (
        Gaps("With gaps", 0.0),
        Gaps("More than 5% missing", 0.05),
        Gaps("More than 20% missing", 0.2),
        Gaps("More than half missing", 0.5),
        Gaps("Complete", -1.0, 0.0),
    )
}


@dataclass(frozen=True)
class Choice:
    """What to show, and how."""

    columns: list[ColumnProfile]
    shape: str


def choose(subject: Subject) -> Choice:
    """Draws the choices and returns the columns that fit them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Find a column", key="profile.find", placeholder="Part of its name", persist_state="session", width=220
        )
        order = st.selectbox("Sort", list(ORDERS), key="profile.sort", persist_state="session", width=200)
        narrower = _narrower(subject)
        shape = st.segmented_control(
            "Show as",
            list(SHAPES),
            format_func=SHAPES.__getitem__,
            default="cards",
            required=True,
            key="profile.shape",
            persist_state="session",
            label_visibility="collapsed",
        )
    kinds = _kinds(subject)
    fitting = [
        column
        for column in subject.profile.columns
        if words.casefold() in column.name.casefold() and column.kind in kinds and narrower(column)
    ]
    ranked = sorted(fitting, key=lambda column: ORDERS[order].key(column, subject.alerts_of[column.name]))  # type: ignore[arg-type, return-value]
    return Choice(ranked, str(shape))


def _kinds(subject: Subject) -> list[str]:
    """The kinds to show; none picked means all."""
    found = subject.profile.overview.kinds
    labels = {kind.key: f"{kind.label} {found[kind.key]}" for kind in KINDS if found.get(kind.key)}
    picked = st.pills(
        "Kind",
        list(labels),
        format_func=labels.__getitem__,
        selection_mode="multi",
        key=f"profile.kinds.{subject.table.id}",
        persist_state="session",
        label_visibility="collapsed",
    )
    return picked or list(labels)


def _narrower(subject: Subject) -> Callable[[ColumnProfile], bool]:
    """By alert and by gaps, behind a button: not everybody wants them."""
    key = f"profile.alert.{subject.table.id}"
    counts = Counter(alert.label for alert in subject.alerts.shown if alert.column)
    chosen = sum(1 for name in (key, "profile.gaps", "profile.only") if st.session_state.get(name))
    with st.popover(f"Filter · {chosen}" if chosen else "Filter", icon=":material/filter_alt:", key="profile.filter"):
        only = st.toggle("Only with alerts", key="profile.only", persist_state="session")
        alert = st.selectbox(
            "With this alert", [label for label, _ in counts.most_common()], index=None, key=key,
            format_func=lambda label: f"{label} · {counts[label]}", placeholder="Any", persist_state="session",
        )  # fmt: skip
        gaps = st.selectbox(
            "Missing", list(GAPS), index=None, key="profile.gaps", placeholder="Any share", persist_state="session"
        )

    def fits(column: ColumnProfile) -> bool:
        alerts = subject.alerts_of[column.name]
        named = alert is None or any(found.label == alert for found in alerts)
        return named and bool(alerts or not only) and (gaps is None or GAPS[gaps].fits(column))

    return fits
