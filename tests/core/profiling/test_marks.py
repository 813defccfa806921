"""Pinned and dismissed alerts, and columns that a person calls personal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import datasets
from core.datasets import Dataset
from core.errors import BadInput, NotFound
from core.profiling import marks, profile
from core.profiling.records import Alert
from core.storage.state import new_id
from core.workspace import Workspace
from tests.worlds import store


@pytest.fixture
def table(ws: Workspace) -> Dataset:
    return store(ws, "SELECT 7 AS always, 'a' || range || '@x.org' AS mail, range AS n FROM range(20)")


def alerts(ws: Workspace, table: Dataset) -> tuple[Alert, ...]:
    return profile(ws, table).alerts


def test_a_pinned_alert_comes_first(ws: Workspace, table: Dataset) -> None:
    last = alerts(ws, table)[-1]

    marks.put(ws, table, last.code, last.column, "pinned")

    assert marks.arranged(alerts(ws, table), marks.of(ws, table)).shown[0] == last


def test_a_dismissed_alert_is_set_apart_with_its_reason(ws: Workspace, table: Dataset) -> None:
    first = alerts(ws, table)[0]

    marks.put(ws, table, first.code, first.column, "dismissed", reason=" known ")

    found = marks.arranged(alerts(ws, table), marks.of(ws, table))
    assert found.dismissed == (first,)
    assert first not in found.shown
    assert marks.of(ws, table)[first.code, first.column].reason == "known"


def test_a_mark_survives_a_new_version(ws: Workspace, table: Dataset) -> None:
    marks.put(ws, table, "constant", "always", "dismissed", reason="by design")

    later = datasets.add(ws, replace(table, id=new_id("ds")))

    assert later.version == 2
    assert marks.of(ws, later)["constant", "always"].reason == "by design"


def test_another_dataset_knows_nothing_of_it(ws: Workspace, table: Dataset) -> None:
    marks.put(ws, table, "constant", "always", "pinned")

    assert marks.of(ws, store(ws, "SELECT 1 AS x")) == {}


def test_a_later_mark_takes_the_place_of_the_one_before(ws: Workspace, table: Dataset) -> None:
    marks.put(ws, table, "constant", "always", "dismissed", reason="so")
    marks.put(ws, table, "constant", "always", "pinned")

    assert [marked.mark for marked in marks.of(ws, table).values()] == ["pinned"]


def test_a_lifted_mark_restores_the_alert(ws: Workspace, table: Dataset) -> None:
    marks.put(ws, table, "duplicate_rows", None, "dismissed", reason="so")

    marks.lift(ws, table, "duplicate_rows", None)

    assert marks.of(ws, table) == {}


@pytest.mark.parametrize(("mark", "reason"), [("dismissed", "  "), ("loved", "x"), ("pinned", "x" * 501)])
def test_marks_without_sense_are_refused(ws: Workspace, table: Dataset, mark: marks.Mark, reason: str) -> None:
    with pytest.raises(BadInput):
        marks.put(ws, table, "constant", "always", mark, reason=reason)


def test_the_checks_and_people_say_which_columns_are_personal(ws: Workspace, table: Dataset) -> None:
    assert marks.personal_columns(alerts(ws, table), marks.of(ws, table)) == {"mail"}

    marks.put(ws, table, marks.PERSONAL_DATA, "n", "personal")

    assert marks.personal_columns(alerts(ws, table), marks.of(ws, table)) == {"mail", "n"}


def test_a_person_has_the_last_word_on_what_is_personal(ws: Workspace, table: Dataset) -> None:
    marks.put(ws, table, marks.PERSONAL_DATA, "mail", "not_personal")

    assert marks.personal_columns(alerts(ws, table), marks.of(ws, table)) == set()


def test_what_is_no_alert_cannot_be_marked(ws: Workspace, table: Dataset) -> None:
    with pytest.raises(BadInput, match="“nope” is no alert"):
        marks.put(ws, table, "nope", None, "pinned")


def test_a_column_that_is_not_there_cannot_be_marked(ws: Workspace, table: Dataset) -> None:
    with pytest.raises(NotFound):
        marks.put(ws, table, "constant", "nope", "pinned")
