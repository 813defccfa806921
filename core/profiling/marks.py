"""What people decided about alerts and columns: it belongs to the series of a dataset, and so survives new versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from core.datasets.catalogue import Dataset
from core.errors import BadInput
from core.profiling.checks.catalogue import CHECKS
from core.profiling.records import Alert
from core.storage.state import alert_marks as table
from core.storage.state import new_id, now
from core.workspace import Workspace

Mark = Literal["pinned", "dismissed", "personal", "not_personal"]
Place = tuple[str, str | None]  # the code of an alert and its column, None for the whole table

PERSONAL_DATA = "personal_data"  # the code under which a person says whether a column is personal
PERSONAL_ALERTS = "personal_"  # codes that begin like this speak of personal data
LONGEST_REASON = 500  # characters: a sentence or two

MARKS: dict[Mark, str] = {
    "pinned": "Stays on top.",
    "dismissed": "Is not shown any more, for a reason that is.",
    "personal": "The values of the column are not written into reports.",
    "not_personal": "The values of the column may be written into reports, whatever the checks say.",
}


@dataclass(frozen=True)
class Marked:
    """A decision about an alert, or about whether a column is personal."""

    code: str
    column: str | None
    mark: Mark
    reason: str
    created_at: datetime


Marks = Mapping[Place, Marked]


@dataclass(frozen=True)
class Arranged:
    """Alerts as people want to see them: pinned ones first, dismissed ones apart."""

    pinned: tuple[Alert, ...]
    others: tuple[Alert, ...]
    dismissed: tuple[Alert, ...]

    @property
    def shown(self) -> tuple[Alert, ...]:
        return (*self.pinned, *self.others)


def put(
    ws: Workspace,
    dataset: Dataset,
    code: str,
    column: str | None,
    mark: Mark,
    *,
    reason: str = "",
    at: datetime | None = None,
) -> Marked:
    """Marks an alert, or a column as personal or not, in place of what was there. A dismissal needs a reason.

    Raises BadInput on what is no alert and no mark, NotFound on a column that is not there.
    """
    _check_place(dataset, code, column)
    made = Marked(code, column, _known(mark), _checked(reason, mark), at or now())
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(*_at(dataset, code, column)))
        connection.execute(
            table.insert().values(
                id=new_id("am"),
                series=dataset.series,
                code=code,
                column_name=column or "",
                mark=made.mark,
                reason=made.reason,
                created_at=made.created_at,
            )
        )
    return made


def lift(ws: Workspace, dataset: Dataset, code: str, column: str | None) -> None:
    """Takes a mark off; there may be none."""
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(*_at(dataset, code, column)))


def of(ws: Workspace, dataset: Dataset) -> Marks:
    """All marks of the series that the dataset is a version of."""
    with ws.state.reading() as connection:
        rows = connection.execute(sa.select(table).where(table.c.series == dataset.series)).mappings().all()
    found = (
        Marked(row["code"], row["column_name"] or None, row["mark"], row["reason"], row["created_at"]) for row in rows
    )
    return {(marked.code, marked.column): marked for marked in found}


def arranged(alerts: Iterable[Alert], marks: Marks) -> Arranged:
    """The alerts by their marks, each part in the order in which it came."""
    parts: dict[str, list[Alert]] = {"pinned": [], "dismissed": [], "": []}
    for alert in alerts:
        marked = marks.get((alert.code, alert.column))
        parts[marked.mark if marked and marked.mark in parts else ""].append(alert)
    return Arranged(tuple(parts["pinned"]), tuple(parts[""]), tuple(parts["dismissed"]))


def personal_columns(alerts: Iterable[Alert], marks: Marks) -> frozenset[str]:
    """The columns whose values should not leave: found by the checks or named by a person, who has the last word.

    Who dismisses an alert about personal data says that the column is not personal, unless another alert stands.
    """
    standing = arranged(alerts, marks).shown
    found = {alert.column for alert in standing if alert.column and alert.code.startswith(PERSONAL_ALERTS)}
    said = {place[1]: marked.mark for place, marked in marks.items() if place[0] == PERSONAL_DATA and place[1]}
    found |= {column for column, mark in said.items() if mark == "personal"}
    return frozenset(column for column in found if column and said.get(column) != "not_personal")


def _at(dataset: Dataset, code: str, column: str | None) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.series == dataset.series, table.c.code == code, table.c.column_name == (column or "")


def _check_place(dataset: Dataset, code: str, column: str | None) -> None:
    if code != PERSONAL_DATA and code not in {check.code for check in CHECKS}:
        raise BadInput(
            f"“{code[:60]}” is no alert.", hint="Send the code of one of the profile's alerts, or personal_data."
        )
    if column is not None:
        dataset.column(column)


def _known(mark: Mark) -> Mark:
    if mark not in MARKS:
        raise BadInput(f"“{mark}” is no mark.", hint=f"Choose one of: {', '.join(MARKS)}.")
    return mark


def _checked(reason: str, mark: Mark) -> str:
    text = reason.strip()
    if mark == "dismissed" and not text:
        raise BadInput("There is no reason for the dismissal.", hint="Say why in a few words; others will read it.")
    if len(text) > LONGEST_REASON:
        raise BadInput(f"The reason has {len(text)} characters.", hint=f"Say it in at most {LONGEST_REASON}.")
    return text
