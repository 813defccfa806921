"""Which columns a person wants to see: by name, kind and alerts, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from core.datasets import KINDS
from core.profiling.records import Alert, ColumnProfile, Profile

AlertsOf = Mapping[str, Sequence[Alert]]


@dataclass(frozen=True)
class Order:
    """A way to sort columns, the smallest key first."""

    label: str
    key: Callable[[ColumnProfile, Sequence[Alert]], float]


ORDERS = {
    order.label: order
    for order in (
        Order("As in the table", lambda column, alerts: 0),
        Order("Most alerts", lambda column, alerts: -len(alerts)),
        Order("Most missing", lambda column, alerts: -column.missing_share),
        Order("Most different values", lambda column, alerts: -column.amount("distinct")),
    )
}


def alerts_of(profile: Profile) -> dict[str, list[Alert]]:
    """The alerts of each column, the most serious first."""
    found: dict[str, list[Alert]] = {column.name: [] for column in profile.columns}
    for alert in profile.alerts:
        if alert.column in found:
            found[alert.column].append(alert)
    return found


def columns(profile: Profile, alerts: AlertsOf) -> list[ColumnProfile]:
    """Draws the choices and returns the columns that fit them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Find a column", key="profile.find", placeholder="Part of its name", persist_state="session", width=220
        )
        order = st.selectbox("Sort", list(ORDERS), key="profile.sort", persist_state="session", width=200)
        kinds = _kinds(profile)
        only = st.toggle("Only with alerts", key="profile.only", persist_state="session")
    fitting = [
        column
        for column in profile.columns
        if words.lower() in column.name.lower() and column.kind in kinds and (alerts[column.name] or not only)
    ]
    return sorted(fitting, key=lambda column: ORDERS[order].key(column, alerts[column.name]))


def _kinds(profile: Profile) -> list[str]:
    """The kinds to show; none picked means all."""
    labels = {kind.key: kind.label for kind in KINDS if profile.overview.kinds.get(kind.key)}
    picked = st.pills(
        "Kind",
        list(labels),
        format_func=labels.__getitem__,
        selection_mode="multi",
        key=f"profile.kinds.{profile.dataset_id}",
        persist_state="session",
    )
    return picked or list(labels)
