"""One card per column: distribution, main numbers, alerts; searched, sorted, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from app.ui import errors, numbers, theme
from app.ui.charts import base, distributions
from app.ui.profile import details, writing
from core.datasets import KINDS
from core.profiling.records import ColumnProfile, Profile

PAGE = "profile.page"  # where the number of the page is kept
PER_PAGE = 12  # charts that a browser draws without a noticeable wait
EXAMPLES = 5
LONGEST_EXAMPLE = 60  # characters
MOSTLY_DIFFERENT = 0.5  # share of values; bars of one row each would say nothing
CARD_WIDTH = 280  # pixels: four cards on a wide screen, one on a phone


@dataclass(frozen=True)
class Order:
    """A way to sort the cards."""

    label: str
    key: Callable[[ColumnProfile, Counter[str | None]], float]


ORDERS = (
    Order("As in the table", lambda column, alerts: 0),
    Order("Most alerts", lambda column, alerts: -alerts[column.name]),
    Order("Most missing", lambda column, alerts: -column.missing_share),
    Order("Most different values", lambda column, alerts: -column.amount("distinct")),
)


def panel(profile: Profile) -> None:
    """The choices, the cards of one page, and the pages."""
    alerts = Counter(alert.column for alert in profile.alerts)
    found = _chosen(profile.columns, alerts)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(st.session_state.get(PAGE, 1), pages)  # filters may have left fewer pages than there were
    if not found:
        st.info("No column fits these choices.", icon=":material/filter_alt_off:")
    with st.grid(min_column_width=CARD_WIDTH):
        for column in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
            card(column, alerts[column.name], profile=profile)
    if pages > 1:
        st.pagination(pages, key=PAGE, persist_state="session")


def glances(columns: Sequence[ColumnProfile]) -> None:
    """The first cards while the rest is still being counted: from cheap queries and a sample."""
    with st.grid(min_column_width=CARD_WIDTH):
        for column in columns[:PER_PAGE]:
            card(column, 0)


def card(column: ColumnProfile, alerts: int, *, profile: Profile | None = None) -> None:
    stage = "full" if profile else "glance"
    with st.container(border=True, gap="xsmall", height="stretch", key=f"card.{stage}.{column.name}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(_heading(column, alerts), width="stretch")
            if profile and st.button("Details", key=f"details.{column.name}", type="tertiary"):
                details.show(column, profile)
        _picture(column, stage)
        st.caption(_numbers(column))


def _picture(column: ColumnProfile, stage: str) -> None:
    """The distribution; of texts that hardly ever repeat, some examples instead."""
    drawn = None if _told_apart(column) else distributions.distribution(column)
    if drawn:
        base.show(drawn, key=f"chart.{stage}.{column.name}", alt=f"Distribution of {column.name}")
    elif column.examples:
        st.caption("  \n".join(errors.plain(example[:LONGEST_EXAMPLE]) for example in column.examples[:EXAMPLES]))
    else:
        st.caption("It holds no values.")


def _told_apart(column: ColumnProfile) -> bool:
    return column.holds == "texts" and column.amount("distinct") > MOSTLY_DIFFERENT * column.count


def _heading(column: ColumnProfile, alerts: int) -> str:
    warned = f" :orange-badge[{numbers.counted(alerts, 'alert')}]" if alerts else ""
    return f"{theme.KIND_ICONS[column.kind]} **{errors.plain(column.name)}**{warned}"


def _numbers(column: ColumnProfile) -> str:
    missing = [f":orange[**{numbers.share(column.missing_share)}** missing]"] if column.missing else []
    return " · ".join([*(errors.plain(words) for words in writing.main_numbers(column)), *missing])


def _chosen(columns: tuple[ColumnProfile, ...], alerts: Counter[str | None]) -> list[ColumnProfile]:
    """The columns that fit what was typed and picked, in the order asked for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Find a column", key="profile.find", placeholder="Part of its name", persist_state="session", width=220
        )
        order = st.selectbox(
            "Sort", ORDERS, format_func=lambda row: row.label, key="profile.sort", persist_state="session", width=200
        )
        kinds = _kinds(columns)
        only = st.toggle("Only with alerts", key="profile.only", persist_state="session")
    fitting = [
        column
        for column in columns
        if words.lower() in column.name.lower() and column.kind in kinds and (alerts[column.name] or not only)
    ]
    return sorted(fitting, key=lambda column: order.key(column, alerts))


def _kinds(columns: tuple[ColumnProfile, ...]) -> list[str]:
    """The kinds to show; none picked means all."""
    present = [kind.key for kind in KINDS if any(column.kind == kind.key for column in columns)]
    labels = {kind.key: kind.label for kind in KINDS}
    picked = st.pills(
        "Kind",
        present,
        format_func=labels.__getitem__,
        selection_mode="multi",
        key="profile.kinds",
        persist_state="session",
    )
    return picked or present
