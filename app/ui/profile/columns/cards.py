"""One card per column: distribution, main numbers, alerts; a page at a time, however many columns there are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from plotly.graph_objects import Figure
from streamlit.delta_generator import DeltaGenerator

from app.ui import errors, numbers, theme
from app.ui.charts import base, distributions
from app.ui.charts import target as target_charts
from app.ui.profile.columns import choosing, details, listing
from app.ui.profile.subject import Subject
from core.profiling.records import Alert, ColumnProfile
from core.profiling.writing import measures

PAGE = "profile.page"  # where the number of the page is kept
PER_PAGE = 12  # charts that a browser draws without a noticeable wait
MOST_KEPT = 600  # charts held in memory, some kilobytes each
EXAMPLES = 5
LONGEST_EXAMPLE = 60  # characters
MOSTLY_DIFFERENT = 0.5  # share of values; bars of one row each would say nothing
CARD_WIDTH = 280  # pixels: four cards on a wide screen, one on a phone


def panel(subject: Subject) -> None:
    """The choices, and the columns that fit them."""
    choice = choosing.choose(subject)
    if not choice.columns:
        st.info("No column fits these choices.", icon=":material/filter_alt_off:")
    elif choice.shape == "list":
        listing.draw(subject, choice.columns)
    else:
        _cards(subject, choice.columns)


def glances(columns: Sequence[ColumnProfile]) -> None:
    """The first cards while the rest is still being counted: from cheap queries and a sample."""
    with st.grid(min_column_width=CARD_WIDTH):
        for column in columns[:PER_PAGE]:
            with _frame(f"glance.{column.name}"):
                st.markdown(_heading(column, ()))
                _picture(column, None if _told_apart(column) else distributions.distribution(column), key="glance")
                st.caption(_numbers(column))


def _cards(subject: Subject, columns: Sequence[ColumnProfile]) -> None:
    pages = max(1, -(-len(columns) // PER_PAGE))
    page = min(st.session_state.get(PAGE, 1), pages)  # filters may have left fewer pages than there were
    with st.grid(min_column_width=CARD_WIDTH):
        for column in columns[(page - 1) * PER_PAGE : page * PER_PAGE]:
            _card(subject, column)
    if pages > 1:
        st.pagination(pages, key=PAGE, persist_state="session")
        st.caption(f"{numbers.counted(len(columns), 'column')}, {PER_PAGE} on a page. The list shows all at once.")


def _card(subject: Subject, column: ColumnProfile) -> None:
    with _frame(f"card.{column.name}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(_heading(column, subject.alerts_of[column.name]), width="stretch")
            if st.button("Details", key=f"details.{column.name}", type="tertiary"):
                details.show(column, subject)
        profile = subject.profile
        drawn = _distribution(
            f"{profile.dataset_id}.{_target(subject)}.{profile.made_at}", column.name, column, subject
        )
        _picture(column, drawn, key="card")
        st.caption(_numbers(column))


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def _distribution(profile: str, name: str, _column: ColumnProfile, _subject: Subject) -> Figure | None:
    """The chart of a card; it never changes, and to put twelve together at every click would take 40 ms."""
    if _told_apart(_column):
        return None
    view, along = _subject.profile.target, _subject.target_along(name)
    if view and along and name != view.target:
        axis = _column.histogram.axis if _column.histogram else "number"
        return target_charts.along(view, along, axis=axis, height=base.SMALL)
    return distributions.distribution(_column)


def _target(subject: Subject) -> str:
    return subject.profile.target.target if subject.profile.target else ""


def _frame(key: str) -> DeltaGenerator:
    return st.container(border=True, gap="xsmall", height="stretch", key=key)


def _picture(column: ColumnProfile, drawn: Figure | None, *, key: str) -> None:
    """The distribution; of texts that hardly ever repeat, some examples instead."""
    if drawn:
        alt = f"Distribution of {column.name}: {' · '.join(measures.main_numbers(column))}"
        base.show(drawn, key=f"{key}.chart.{column.name}", alt=alt)
    elif column.examples:
        st.caption("  \n".join(errors.plain(example[:LONGEST_EXAMPLE]) for example in column.examples[:EXAMPLES]))
    else:
        st.caption("It holds no values.")


def _told_apart(column: ColumnProfile) -> bool:
    return column.holds == "texts" and column.amount("distinct") > MOSTLY_DIFFERENT * column.count


def _heading(column: ColumnProfile, alerts: Sequence[Alert]) -> str:
    warned = f" :{_colour(alerts)}-badge[{numbers.counted(len(alerts), 'alert')}]" if alerts else ""
    return f"{theme.KIND_ICONS[column.kind]} **{errors.plain(column.name)}**{warned}"


def _colour(alerts: Sequence[Alert]) -> str:
    """The colour of the most serious of a column's alerts; the profile lists that one first."""
    return theme.SEVERITIES[alerts[0].severity]


def _numbers(column: ColumnProfile) -> str:
    missing = [f":orange[**{numbers.share(column.missing_share)}** missing]"] if column.missing else []
    return " · ".join([*(errors.plain(words) for words in measures.main_numbers(column)), *missing])
