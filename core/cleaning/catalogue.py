"""All kinds of steps, and a step in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from core.cleaning.kinds import columns, missing, rows, shapes, texts, types
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Step, StepKind, Table
from core.datasets.conditions import Condition, describe
from core.errors import BadInput

STEPS: tuple[StepKind, ...] = (
    *missing.KINDS, *texts.KINDS, *types.KINDS, *rows.KINDS, *columns.KINDS, *shapes.KINDS,
)  # fmt: skip
MOST_SAID = 4


def find(key: str) -> StepKind:
    """Raises BadInput, naming those there are."""
    for kind in STEPS:
        if kind.key == key:
            return kind
    raise BadInput(f"“{key}” is no kind of step.", hint=f"Choose one of: {', '.join(kind.key for kind in STEPS)}.")


def build(step: Step, table: Table) -> Built:
    """The SELECT of a step over this table. Raises BadInput or NotFound on settings that cannot be used."""
    kind = find(step.kind)
    given = Settings(kind, table, step.settings)
    given.check_names()
    return kind.build(table, given)


def sentence(step: Step) -> str:
    """A step in words: Fill missing values of “age” (the median)."""
    kind = find(step.kind)
    words = {field.key: _said(field, step.settings.get(field.key, field.default)) for field in kind.fields}
    said = re.sub(r"\s+", " ", kind.sentence.format(**words))
    return said.replace("( ", "(").replace(" )", ")").strip()


def _said(field: Field, value: Any) -> str:
    if value in (None, [], (), {}):
        return "all columns" if field.input == "columns" and field.optional else ""
    if field.input == "choice":
        label = dict(field.choices).get(value, str(value))
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return SAID.get(field.input, _plain)(value)


def _plain(value: Any) -> str:
    return str(value)


def _some(values: Any) -> str:
    listed = [str(value) for value in (values if isinstance(values, list | tuple) else [values])]
    more = f" and {len(listed) - MOST_SAID} more" if len(listed) > MOST_SAID else ""
    return ", ".join(f"“{value}”" for value in listed[:MOST_SAID]) + more


def _renamed(names: Any) -> str:
    pairs = list(names.items()) if isinstance(names, dict) else []
    more = f" and {len(pairs) - MOST_SAID} more" if len(pairs) > MOST_SAID else ""
    return ", ".join(f"“{old}” to “{new}”" for old, new in pairs[:MOST_SAID]) + more


def _conditions(given: Any) -> str:
    return " and ".join(describe(Condition.from_json(one)) for one in given or [])


def _orders(given: Any) -> str:
    orders = [one for one in given or [] if isinstance(one, dict)]
    return ", ".join(f"“{one.get('column')}”{' descending' if one.get('descending') else ''}" for one in orders)


SAID: dict[str, Callable[[Any], str]] = {
    "column": _some,
    "columns": _some,
    "text": lambda value: f"“{value}”",
    "list": _some,
    "dataset": lambda value: "another table",
    "names": _renamed,
    "conditions": _conditions,
    "orders": _orders,
}
