"""Steps that need not be put together: what the profile suggests, and what an earlier version was made with."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, links, numbers
from app.ui.clean import steps
from core import cleaning, datasets, profiling
from core.cleaning import Step, Suggestion
from core.datasets import Dataset
from core.workspace import Workspace

MOST_SHOWN = 5
MOST_TABLES = 200


def suggestions(ws: Workspace, table: Dataset, chosen: tuple[Step, ...]) -> None:
    """One click adds a step. A table that has no profile yet is only profiled when somebody asks for it."""
    profile = profiling.stored(ws, table)
    if profile is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("The profile finds what to clean up: spaces, stand-ins for “missing”, duplicates.")
            links.link("profile", "Profile it", icon=":material/bar_chart:", dataset=table.id)
        return
    offered = [one for one in cleaning.suggest(profile) if one.step not in chosen]
    if offered:
        with st.expander(
            f"Suggested by the profile ({len(offered)})", expanded=not chosen, icon=":material/lightbulb:"
        ):
            for place, one in enumerate(offered[:MOST_SHOWN]):
                _offer(table, one, place)
            if len(offered) > MOST_SHOWN:
                st.caption(f"And {len(offered) - MOST_SHOWN} more when these are done.")


def earlier(ws: Workspace, table: Dataset, chosen: tuple[Step, ...]) -> None:
    """The steps of another version, or of another table, for this one; what it lacks is said before."""
    made = [version for version in _made(ws, table) if cleaning.steps_of(version)]
    if not made or chosen:
        return
    labels = {version.id: _words(version, table) for version in made}
    with st.popover("Apply earlier steps", icon=":material/history:", key="clean.earlier"):
        picked = st.selectbox("The steps of", list(labels), format_func=labels.__getitem__, key="clean.earlier.of")
        version = next(version for version in made if version.id == picked)
        gone = cleaning.lacking(version, table)
        if gone:
            missing = ", ".join(f"“{errors.plain(name)}”" for name in gone[:5])
            st.warning(
                f"This table has no {missing}. Steps that need them are switched off.", icon=":material/warning:"
            )
        for step in cleaning.steps_of(version):
            st.caption(errors.plain(cleaning.sentence(step)))
        st.button(
            "Apply them",
            type="primary",
            key="clean.earlier.apply",
            on_click=steps.put,
            args=(table, cleaning.without(cleaning.steps_of(version), gone)),
        )


def _offer(table: Dataset, one: Suggestion, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"clean.suggested.{place}"):
        st.button("Add", key=f"clean.suggest.{place}", on_click=steps.add, args=(table, one.step))
        st.markdown(
            f"{errors.plain(cleaning.sentence(one.step))}  \n:gray[{errors.plain(one.sentence)}]", width="stretch"
        )


def _made(ws: Workspace, table: Dataset) -> list[Dataset]:
    """The versions of this table, then the newest of others."""
    own = datasets.versions(ws, table.id)
    others = [found for found in datasets.newest(ws, limit=MOST_TABLES).items if found.series != table.series]
    return [*own, *others]


def _words(version: Dataset, table: Dataset) -> str:
    count = numbers.counted(len(cleaning.steps_of(version)), "step")
    if version.series == table.series:
        return f"Version {version.version} · {count}"
    return f"{version.name}, version {version.version} · {count}"
