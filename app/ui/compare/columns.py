"""The columns that both sides have, those that moved most first: one card each, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from app.ui import errors, theme
from app.ui.charts import base, comparing
from app.ui.compare import details, words
from core.profiling.comparing import ColumnComparison, Comparison
from core.workspace import Workspace

PER_PAGE = 12
PAGE = "compare.page"
CARD_WIDTH = 300
MOST_KEPT = 400


@dataclass(frozen=True)
class Order:
    label: str
    key: Callable[[ColumnComparison], float | str]


ORDERS = {
    order.label: order
    for order in (
        Order("Most moved", lambda column: 0),
        Order("By name", lambda column: column.after.casefold()),
        Order("Gaps changed most", lambda column: -abs(column.missing_shares[1] - column.missing_shares[0])),
        Order("Most new values", lambda column: -(column.new.distinct if column.new else 0)),
    )
}


def panel(ws: Workspace, found: Comparison) -> None:
    """The choices, the cards of one page, and the pages."""
    if not found.columns:
        st.info("The two have no column in common.", icon=":material/info:")
        return
    chosen = _chosen(found)
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(st.session_state.get(PAGE, 1), pages)
    if not chosen:
        st.info("No column fits these choices.", icon=":material/filter_alt_off:")
    _legend(words.names(found))
    with st.grid(min_column_width=CARD_WIDTH):
        for column in chosen[(page - 1) * PER_PAGE : page * PER_PAGE]:
            _card(ws, column, found)
    if pages > 1:
        st.pagination(pages, key=PAGE, persist_state="session")


def _chosen(found: Comparison) -> Sequence[ColumnComparison]:
    times = Counter(column.verdict for column in found.columns)
    verdicts = [verdict for verdict in words.VERDICTS if times[verdict]]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Find a column", key="compare.find", placeholder="Part of its name", width=220)
        order = st.selectbox("Sort", list(ORDERS), key="compare.sort", width=200)
        picked = st.pills(
            "Verdict",
            verdicts,
            format_func=lambda verdict: f"{words.VERDICTS[verdict].plural} {times[verdict]}",
            selection_mode="multi",
            key=f"compare.verdicts.{found.left.dataset_id}.{found.right.dataset_id}",
        )
    fitting = [
        column
        for column in found.columns
        if text.lower() in f"{column.name} {column.after}".lower() and column.verdict in (picked or verdicts)
    ]
    return sorted(fitting, key=ORDERS[order].key)  # type: ignore[arg-type]


def _legend(names: tuple[str, str]) -> None:
    st.html(
        "<div style='display:flex;gap:1.2rem;flex-wrap:wrap;font-size:.85rem;align-items:center'>"
        + "".join(
            f"<span><span style='display:inline-block;width:.8rem;height:{height};background:{colour};"
            f"vertical-align:middle;margin-right:.4rem'></span>{_escaped(name)}</span>"
            for name, colour, height in ((names[0], theme.MISSING, ".8rem"), (names[1], theme.ACCENT, ".2rem"))
        )
        + "</div>"
    )


def _card(ws: Workspace, column: ColumnComparison, found: Comparison) -> None:
    with st.container(border=True, gap="xsmall", height="stretch", key=f"compare.card.{column.after}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(heading(column), width="stretch")
            if st.button("Details", key=f"compare.details.{column.after}", type="tertiary"):
                details.show(ws, column, found)
        drawn = _overlay(found, column)
        if drawn:
            alt = f"{column.after} on both sides. {column.sentence}"
            base.show(drawn, key=f"compare.chart.{column.after}", alt=alt)
        st.caption(errors.plain(column.sentence))


def _overlay(found: Comparison, column: ColumnComparison) -> base.Drawn | None:
    key = f"{found.left.dataset_id}.{found.right.dataset_id}.{found.made_at}.{column.after}"
    return _kept(key, column, words.names(found))


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def _kept(key: str, _column: ColumnComparison, _names: tuple[str, str]) -> base.Drawn | None:
    return comparing.overlay(_column.spread, names=_names) if _column.spread else None


def heading(column: ColumnComparison) -> str:
    found = words.VERDICTS[column.verdict]
    name = column.after if column.after == column.name else f"{column.name} → {column.after}"
    return f"{theme.KIND_ICONS[column.kind]} **{errors.plain(name)}** :{found.colour}-badge[{found.label}]"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
