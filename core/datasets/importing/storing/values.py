"""From text to stored values: the quick way for columns that their sample settles, the careful way for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.datasets.importing import progress
from core.datasets.importing.choosing import asked
from core.datasets.importing.storing import loading
from core.datasets.importing.storing.database import Database
from core.datasets.importing.storing.loading import Loaded
from core.datasets.importing.types import believing, resolving
from core.datasets.importing.types.columns import TextColumn, Verdict

Check = Callable[[Sequence[Verdict]], None]  # looks at the counted verdicts; raises to have the file read otherwise


def load(
    database: Database, relation: str, columns: Sequence[TextColumn], check: Check, *, day_first: bool | None = None
) -> Loaded:
    """Writes the tables `data` and `misfits` from a relation of text columns; `clear` has to follow.

    Columns with several candidates are counted in a scan of their own first. All are then loaded in one pass that
    checks the others; only if one of those is not what its sample says, it is counted too and all are loaded again.
    """
    plan = believing.plan(columns)
    verified = asked.verify(database.fetch, relation, plan.open) if plan.open else []
    loaded = _loaded(database, relation, columns, [*plan.believed, *verified], day_first)
    check(loaded.verdicts)
    doubtful = _contradicted(loaded)
    if not doubtful:
        return loaded
    database.progress.begin(progress.CHECKING)
    verified = asked.verify(database.fetch, relation, doubtful)
    known = {verdict.column.field: verdict for verdict in (*loaded.verdicts, *verified)}
    return _loaded(database, relation, columns, list(known.values()), day_first)


def _loaded(
    database: Database,
    relation: str,
    columns: Sequence[TextColumn],
    verdicts: Sequence[Verdict],
    day_first: bool | None,
) -> Loaded:
    database.progress.begin(progress.LOADING)
    found = {verdict.column.field: verdict for verdict in resolving.settle(verdicts, day_first=day_first)}
    loaded = loading.load(database, relation, [found[column.field] for column in columns])
    loading.store_misfits(database, loaded)
    return _with_unread(database, loaded) if any(verdict.misfits for verdict in loaded.verdicts) else loaded


def _with_unread(database: Database, loaded: Loaded) -> Loaded:
    unread = loading.misfit_counts(database)
    verdicts = (replace(v, unread=tuple(unread.get(v.column.name, ()))) for v in loaded.verdicts)
    return replace(loaded, verdicts=tuple(verdicts))


def _contradicted(loaded: Loaded) -> list[TextColumn]:
    """The columns that the whole file shows to be something else than what was loaded."""
    pairs = zip(loaded.cells, loaded.verdicts, strict=True)
    found = (believing.contradicted(verdict) for cell, verdict in pairs if cell.believed)
    return [column for column in found if column is not None]
