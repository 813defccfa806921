"""A dataset's profile: the overview for the first paint, then everything, measured once and kept."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import core.profiling.steps as steps
import core.profiling.store as store
from core.datasets.catalogue import Dataset, Rows
from core.errors import BadInput, NotFound
from core.profiling.checks.catalogue import find_alerts
from core.profiling.checks.check import Evidence, build_found
from core.profiling.columns import sample
from core.profiling.columns.dates import build_now
from core.profiling.records import Alert, AlertRows, Overview, Profile
from core.profiling.sharpening import sharpen
from core.profiling.steps import STEPS, Step, Work
from core.profiling.table import DATA, Report, Table, opened
from core.workspace import Workspace

MOST_ROWS = 1_000  # rows of an alert in one answer


def overview(ws: Workspace, dataset: Dataset) -> Overview:
    """The table at a glance, fast at any size: from the kept profile, else from cheap queries and a sample."""
    kept = store.load(ws, dataset)
    if kept:
        return replace(kept.overview, glances=kept.columns)
    with opened(ws, dataset) as table:
        work = steps.start(table, datetime.now(UTC))
        sample.preview(work.sample, work.drafts)
        return summarise(work, dataset.stored_bytes)


def profile(
    ws: Workspace,
    dataset: Dataset,
    *,
    target: str | None = None,
    report: Report | None = None,
    now: datetime | None = None,
    exact: bool = False,
) -> Profile:
    """Everything about a dataset and, when one is given, about its target; kept for the next time.

    `report` hears the part done (0 to 1) and what is being done; whatever it raises ends the work. `now` divides past
    from future dates. `exact` measures again what was approximate or came from a sample, and takes longer. Raises
    NotFound for a target that is no column.
    """
    if target is not None:
        dataset.column(target)
    kept = store.load(ws, dataset, target)
    if kept and (kept.exact or not exact):
        return kept
    tell = report or _nobody
    with opened(ws, dataset) as table:
        made = kept or measure(table, dataset, target=target, report=tell, now=now or datetime.now(UTC))
        made = sharpen(table, made, tell) if exact else made
    store.save(ws, dataset, made)
    return made


def stored(ws: Workspace, dataset: Dataset, *, target: str | None = None) -> Profile | None:
    """The kept profile, None when it has not been made yet."""
    return store.load(ws, dataset, target)


def rows_of(ws: Workspace, dataset: Dataset, alert: Alert, *, limit: int = 100, offset: int = 0) -> Rows:
    """The rows an alert speaks of, or the numbers behind it. Raises BadInput on a limit out of range."""
    _check_range(limit, offset)
    with opened(ws, dataset) as table:
        found = table.connection.execute(f"SELECT * FROM ({alert.sql}) LIMIT ? OFFSET ?", [limit, offset])
        return Rows(tuple(column[0] for column in found.description), tuple(found.fetchall()))


def stored_bytes(ws: Workspace, dataset: Dataset, *, target: str | None = None) -> bytes | None:
    """The kept profile as JSON in UTF-8, as `to_json` makes it, without being read; None when it is not made yet."""
    return store.content(ws, dataset, target)


def alert_rows(
    ws: Workspace,
    dataset: Dataset,
    code: str,
    column: str | None = None,
    *,
    target: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> AlertRows:
    """Some of the rows that the alert of this code, about this column, speaks of, and how many there are.

    Raises NotFound when the profile has no such alert, and BadInput on a limit out of range.
    """
    _check_range(limit, offset)
    alerts = profile(ws, dataset, target=target).alerts
    alert = next((alert for alert in alerts if alert.code == code and alert.column == column), None)
    if alert is None:
        about = f" about “{column}”" if column else ""
        raise NotFound(f"“{dataset.name}” has no alert “{code}”{about}.", hint="Look at the alerts of its profile.")
    with opened(ws, dataset) as table:
        total = table.one(f"SELECT count(*) FROM {DATA} WHERE {alert.where}")[0]
        sql = alert.sql if alert.rows is not None else build_found(alert.where)
        found = table.connection.execute(f"SELECT * FROM ({sql}) LIMIT ? OFFSET ?", [limit, offset])
        names = tuple(column[0] for column in found.description)
        return AlertRows(names, tuple(found.fetchall()), int(total))


def measure(table: Table, dataset: Dataset, *, target: str | None, report: Report, now: datetime) -> Profile:
    """The profile of a table that is open, kept nowhere."""
    begun = time.monotonic()
    report(0.0, "Taking a first look")
    work = steps.run(steps.start(table, now), _steps(target), report)
    evidence = Evidence(
        rows=table.rows,
        columns=tuple(draft.profile() for draft in work.drafts.values()),
        now=build_now(now),
        duplicates=work.duplicates,
        twins=work.twins,
        associations=work.associations,
        target=work.target,
    )
    report(1.0, "Done")
    return Profile(
        dataset_id=dataset.id,
        made_at=now.isoformat(),
        seconds=round(time.monotonic() - begun, 3),
        overview=summarise(work, dataset.stored_bytes, with_glances=False),
        columns=evidence.columns,
        missing=work.missing,
        duplicates=work.duplicates,
        associations=work.associations,
        alerts=find_alerts(evidence),
        target=work.target,
        keys=work.keys,
    )


def summarise(work: Work, stored_bytes: int, *, with_glances: bool = True) -> Overview:
    drafts = work.drafts.values()
    return Overview(
        rows=work.table.rows,
        columns=len(work.table.columns),
        cells_missing=sum(int(draft.amount("missing")) for draft in drafts),
        stored_bytes=stored_bytes,
        kinds=dict(Counter(column.kind for column in work.table.columns)),
        duplicate_rows=work.duplicates.rows if work.duplicates else None,
        glances=tuple(draft.profile() for draft in drafts) if with_glances else (),
    )


def _steps(target: str | None) -> tuple[Step, ...]:
    if target is None:
        return STEPS
    return (*STEPS, Step("Looking at the target", 4, lambda work: steps.view_target(work, target)))


def _check_range(limit: int, offset: int) -> None:
    if not 0 < limit <= MOST_ROWS or offset < 0:
        raise BadInput(f"Rows {offset} to {offset + limit} were asked for.", hint=f"Ask for 1 to {MOST_ROWS} rows.")


def _nobody(fraction: float, message: str) -> None:
    """Hears reports that nobody asked for."""
