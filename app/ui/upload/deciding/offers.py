"""Recipes where they help: one that fits is offered, and the choices made here can be kept as one."""

from __future__ import annotations

import streamlit as st

from app.ui import errors
from app.ui.upload.deciding import draft
from app.ui.upload.deciding.draft import Look
from core.datasets import ImportOptions, Inspection, recipes
from core.datasets.recipes import Match
from core.workspace import Workspace

MOST_OFFERED = 3


def draw(ws: Workspace, look: Look) -> None:
    """The recipes that fit this file, each with what differs."""
    used = draft.options().get("recipe")
    if used:
        _used(used)
    elif look.inspection:
        for match in recipes.matching(ws, look.inspection.report)[:MOST_OFFERED]:
            _offer(match)


def save(ws: Workspace, seen: Inspection, chosen: draft.Options) -> None:
    """Keeps the choices under a name, for the next file of this shape."""
    with (
        st.popover("Save as recipe", icon=":material/bookmark_add:", key="recipe.save"),
        st.form("recipe.form", border=False),
    ):
        st.caption("Keeps these choices for the next file with the same columns.")
        name = st.text_input("Name of the recipe", chosen.get("recipe", ""), placeholder="Monthly sales")
        replace = st.checkbox("Replace a recipe of this name", value="recipe" in chosen)
        if st.form_submit_button("Save", type="primary"):
            errors.guarded(_save)(ws, name, seen, chosen, replace)


def manage(ws: Workspace) -> None:
    """The recipes there are, to rename and delete."""
    known = recipes.all_of(ws)
    if not known:
        return
    with st.popover(f"Recipes ({len(known)})", icon=":material/bookmarks:", key="recipe.manage"):
        for recipe in known:
            with (
                st.form(f"recipe.{recipe.id}", border=False),
                st.container(horizontal=True, vertical_alignment="bottom"),
            ):
                name = st.text_input(f"{len(recipe.columns)} columns", recipe.name, key=f"recipe.name.{recipe.id}")
                if st.form_submit_button("Rename", icon=":material/edit:"):
                    recipes.rename(ws, recipe.id, name)
                    st.rerun()
                if st.form_submit_button("Delete", icon=":material/delete:"):
                    recipes.remove(ws, recipe.id)
                    st.rerun()


def _save(ws: Workspace, name: str, seen: Inspection, chosen: draft.Options, replace: bool) -> None:
    report = seen.report | {"options": ImportOptions.from_json(chosen).to_json()}
    saved = recipes.save(ws, name, report, replace=replace)
    st.success(f"Saved as “{errors.plain(saved.name)}”.")


def _used(name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="recipe.used"):
        st.markdown(f":material/bookmark: Read with the recipe **{errors.plain(name)}**.", width="stretch")
        if st.button("Without it", key="recipe.drop"):
            draft.save({})
            st.rerun()


def _offer(match: Match) -> None:
    recipe = match.recipe
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"recipe.offer.{recipe.id}"):
        st.markdown(
            f":material/bookmark: The recipe **{errors.plain(recipe.name)}** fits this file.  \n"
            f":gray[{errors.plain(match.words)}]",
            width="stretch",
        )
        if st.button("Use it", key=f"recipe.use.{recipe.id}", type="primary"):
            draft.save(recipe.over().to_json())
            st.rerun()
