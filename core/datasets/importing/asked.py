"""What a person asked of single columns: refused when there is no such column, told when it cannot be."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.datasets.importing.options import ImportOptions
from core.datasets.importing.report import ColumnReport
from core.datasets.importing.types import candidates, verifying
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.verifying import Fetch
from core.errors import BadInput

NAMES_SHOWN = 10


def check_names(options: ImportOptions, names: Sequence[tuple[str, str]]) -> None:
    """Raises BadInput when a kind is asked for a column that is not among these (name, original)."""
    known = list(dict.fromkeys(text for pair in names for text in pair if text))
    for asked in options.types:
        if asked not in known:
            close = difflib.get_close_matches(asked, known, n=3)
            hint = f"Did you mean {', '.join(close)}?" if close else f"There are: {', '.join(known[:NAMES_SHOWN])}."
            raise BadInput(f"A kind was chosen for “{asked}”, but the file has no such column.", hint=hint)


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
    for column in columns:
        asked = options.types.get(column.name, options.types.get(column.original, ""))
        if asked and asked != column.kind:
            yield (
                f"“{column.name}” was to be of the kind {asked}, but its values cannot be read so; "
                f"it stays {column.kind} ({column.evidence})."
            )
