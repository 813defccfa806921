"""Recipes: how a person had a file read, under a name, for the next file of the same shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.datasets.importing.choosing import conventions
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.reporting.words import count
from core.errors import Conflict, NotFound
from core.storage.names import checked_name
from core.storage.state import new_id, now
from core.storage.state import recipes as table
from core.workspace import Workspace

ALIKE = 0.8  # share of the names that two shapes have in common, from which on a recipe is proposed
MOST_RECIPES = 500
NAMES_SHOWN = 5
DIALECT = ("delimiter", "quote", "header")  # kept as found; an encoding is found anew, it may change with the machine


@dataclass(frozen=True)
class Recipe:
    """`columns` are the names in the file it was made from; `options` are import options as JSON."""

    id: str
    name: str
    columns: tuple[str, ...]
    options: dict[str, Any]
    created_at: datetime

    def over(self, options: Mapping[str, Any] | None = None) -> ImportOptions:
        """The recipe's options, with those of a person over them. Raises BadInput when these cannot be meant."""
        return ImportOptions.from_json(self.options | dict(options or {}) | {"recipe": self.name})


@dataclass(frozen=True)
class Match:
    """A recipe that fits a file, from 0 to 1, and what differs: columns the file lacks, columns that are new."""

    recipe: Recipe
    share: float
    lacking: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def words(self) -> str:
        """What differs, as a sentence."""
        if not self.lacking and not self.new:
            return "It was made for a file with the same columns."
        parts = (_differing("missing here", self.lacking), _differing("new here", self.new))
        return f"The columns are nearly the same: {'; '.join(filter(None, parts))}."


def save(ws: Workspace, name: str, report: Mapping[str, Any], *, replace: bool = False) -> Recipe:
    """Keeps how the file of this import report was read: what was chosen, and what was found of its way of writing.

    Raises Conflict when another recipe has the name, unless it is to be replaced.
    """
    name = checked_name(name)
    earlier = _named(ws, name)
    if earlier and not replace:
        raise Conflict(f"There is a recipe “{name}” already.", hint="Choose another name, or replace that recipe.")
    recipe = Recipe(new_id("rc"), name, shape(report), options_of(report), now())
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(table.c.name == name))
        values = {name: getattr(recipe, name) for name in ("id", "name", "options", "created_at")}
        connection.execute(table.insert().values(**values, shape={"columns": list(recipe.columns)}))
    return recipe


def find(ws: Workspace, key: str) -> Recipe:
    """A recipe by its id or its name. Raises NotFound."""
    with ws.state.reading() as connection:
        row = connection.execute(_select(table.c.id == key)).mappings().first()
    found = _from_row(row) if row is not None else _named(ws, key)
    if found is None:
        raise NotFound(f"There is no recipe “{key}”.", hint="The list of recipes shows those there are.")
    return found


def all_of(ws: Workspace) -> tuple[Recipe, ...]:
    """Every recipe, newest first."""
    return ws.state.page(table, _from_row, limit=MOST_RECIPES).items


def rename(ws: Workspace, key: str, name: str) -> Recipe:
    """Raises Conflict when another recipe has that name."""
    recipe, name = find(ws, key), checked_name(name)
    other = _named(ws, name)
    if other and other.id != recipe.id:
        raise Conflict(f"There is a recipe “{name}” already.", hint="Choose another name.")
    with ws.state.writing() as connection:
        connection.execute(table.update().where(table.c.id == recipe.id).values(name=name))
    return find(ws, recipe.id)


def remove(ws: Workspace, key: str) -> None:
    recipe = find(ws, key)
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(table.c.id == recipe.id))


def matching(ws: Workspace, report: Mapping[str, Any]) -> tuple[Match, ...]:
    """The recipes that fit the file of this report, the best first."""
    columns = shape(report)
    found = [match(recipe, columns) for recipe in all_of(ws)]
    return tuple(sorted((one for one in found if one.share >= ALIKE), key=lambda one: -one.share))


def match(recipe: Recipe, columns: Sequence[str]) -> Match:
    """How well a recipe fits these columns, in whatever order they come."""
    lacking = tuple(name for name in recipe.columns if name not in set(columns))
    new = tuple(name for name in columns if name not in set(recipe.columns))
    share = (len(columns) - len(new)) / max(len(columns), len(recipe.columns), 1)
    return Match(recipe, share, lacking, new)


def shape(report: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the file's columns, also of those that were left out."""
    names = [column["original"] or column["name"] for column in report.get("columns", ())]
    return tuple(dict.fromkeys((*names, *(report.get("options") or {}).get("exclude", ()))))


def options_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """The options that read a file again as this report says it was read."""
    chosen = {name: value for name, value in (report.get("options") or {}).items() if name != "recipe"}
    dialect = {name: report.get(name) for name in DIALECT} if report.get("format") == "text" else {}
    columns = {column["name"]: column for column in report.get("columns", ())}
    written, kinds = {}, {}
    for name, convention in conventions.of_report(report).items():
        original = columns[name]["original"] or name
        if convention == conventions.WORDS:
            kinds[original] = columns[name]["kind"]  # text, category or id: as a convention all would be text
        else:
            written[original] = convention
    layered = {"types": kinds | chosen.get("types", {}), "conventions": written | chosen.get("conventions", {})}
    return ImportOptions.from_json(dialect | chosen | layered).to_json()


def _differing(what: str, names: Sequence[str]) -> str:
    some = ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")
    return f"{count(len(names), 'column')} {what} ({some})" if names else ""


def _named(ws: Workspace, name: str) -> Recipe | None:
    with ws.state.reading() as connection:
        row = connection.execute(_select(table.c.name == name)).mappings().first()
    return None if row is None else _from_row(row)


def _select(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(table).where(condition)


def _from_row(row: sa.RowMapping) -> Recipe:
    return Recipe(row["id"], row["name"], tuple(row["shape"]["columns"]), row["options"], row["created_at"])
