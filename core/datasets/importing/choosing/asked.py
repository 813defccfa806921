"""What a person asked of single columns: done where it can be, refused or told where it cannot."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.formats.structured import TypedColumn
from core.datasets.importing.reporting.report import ColumnReport
from core.datasets.importing.types import candidates, verifying
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.verifying import Fetch
from core.errors import BadInput

NAMES_SHOWN = 10
WORD_KINDS = ("text", "category", "id")  # kinds whose values are kept as they are written


class Named(Protocol):
    """A column with the name it gets and the one it has in the file."""

    @property
    def name(self) -> str: ...
    @property
    def original(self) -> str: ...


AnyColumn = TypeVar("AnyColumn", TextColumn, TypedColumn)


def check_names(options: ImportOptions, columns: Sequence[Named]) -> tuple[str, ...]:
    """Sentences about columns that a recipe speaks of and the file has not.

    Raises BadInput when there is no recipe and something was asked of a column that is not among these.
    """
    known = dict.fromkeys(text for column in columns for text in (column.name, column.original) if text)
    unknown = [name for name in _spoken_of(options) if name not in known]
    if not unknown:
        return ()
    if options.recipe:
        return (f"The recipe “{options.recipe}” speaks of columns that this file has not: {_some(unknown)}.",)
    close = difflib.get_close_matches(unknown[0], list(known), n=3)
    hint = f"Did you mean {', '.join(close)}?" if close else f"There are: {_some(list(known))}."
    raise BadInput(f"Something was chosen for “{unknown[0]}”, but the file has no such column.", hint=hint)


def wanted(options: ImportOptions, columns: Sequence[AnyColumn]) -> list[AnyColumn]:
    """The columns that are to be stored, under the names and as what a person chose.

    Raises BadInput when no column is left or two would have one name.
    """
    left = [_as_chosen(options, column) for column in columns if not _is_in(options.exclude, column)]
    check_left([column.name for column in left])
    return left


def check_left(names: Sequence[str]) -> None:
    """Raises BadInput when no column is left or two would have one name, which SQL sees whatever the case."""
    if not names:
        raise BadInput("Every column was left out.", hint="Keep at least one column.")
    twice = [name for name, times in Counter(name.casefold() for name in names).items() if times > 1]
    if twice:
        raise BadInput(f"Two columns would be called “{twice[0]}”.", hint="Choose another name for one of them.")


def left_out(options: ImportOptions, columns: Sequence[Named]) -> list[str]:
    """The names of the columns that a person did not want."""
    return [column.name for column in columns if _is_in(options.exclude, column)]


def verify(fetch: Fetch, relation: str, columns: Sequence[TextColumn]) -> list[Verdict]:
    """One verdict a column; one whose values are never of the kind that was asked for is what it would be unasked."""
    verdicts = verifying.verify(fetch, relation, columns)
    impossible = [v.column for v in verdicts if v.conversion is None and v.column.kind in candidates.VALUE_KINDS]
    if not impossible:
        return verdicts
    unasked = verifying.verify(fetch, relation, [replace(column, kind="") for column in impossible])
    found = {verdict.column.field: verdict for verdict in unasked}
    return [found.get(verdict.column.field, verdict) for verdict in verdicts]


def unheeded(options: ImportOptions, columns: Sequence[ColumnReport]) -> Iterator[str]:
    """A sentence for each column that did not become what was asked for."""
    earlier = {new: old for old, new in options.names.items()}
    for column in columns:
        names = (column.name, column.original, earlier.get(column.name, ""))
        asked = next((options.types[name] for name in names if name in options.types), "")
        if asked and asked != column.kind:
            yield (
                f"“{column.name}” was to be of the kind {asked}, but its values cannot be read so; "
                f"it stays {column.kind} ({column.evidence})."
            )


def _spoken_of(options: ImportOptions) -> list[str]:
    return list(dict.fromkeys((*options.types, *options.names, *options.exclude, *options.trim)))


def _as_chosen(options: ImportOptions, column: AnyColumn) -> AnyColumn:
    changes: dict[str, Any] = {"name": (_of(options.names, column) or column.name).strip()}
    if isinstance(column, TextColumn):
        changes["padded"] = column.padded or _is_in(options.trim, column)
    else:
        changes |= _as_words(column, "text" if options.all_text else _of(options.types, column))
    return replace(column, **changes)


def _as_words(column: TypedColumn, kind: str) -> dict[str, Any]:
    """What changes when a column with a type of its own is to be kept as words."""
    if kind not in WORD_KINDS or column.type == "VARCHAR":
        return {}
    return {"value": f"({column.value})::VARCHAR", "type": "VARCHAR", "kind": kind, "note": "kept as text, as chosen"}


def _of(choices: Mapping[str, str], column: Named) -> str:
    return choices.get(column.name) or choices.get(column.original, "")


def _is_in(names: Sequence[str], column: Named) -> bool:
    return column.name in names or (bool(column.original) and column.original in names)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")
