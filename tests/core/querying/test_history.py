from __future__ import annotations

import pytest

from core import querying
from core.errors import BadQuery
from core.querying import history
from core.workspace import Workspace


def test_every_run_is_kept_with_how_it_ended(ws: Workspace) -> None:
    querying.run(ws, "SELECT * FROM range(3)")
    with pytest.raises(BadQuery):
        querying.run(ws, "SELECT nothing")

    failed, done = querying.runs(ws).items

    assert (done.status, done.rows, done.error) == ("done", 3, None)
    assert (failed.status, failed.rows) == ("failed", None)
    assert failed.error is not None
    assert failed.error["message"] == "There is no column “nothing”."
    assert done.seconds > 0


def test_the_oldest_runs_are_forgotten(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_KEPT", 2)
    querying.run(ws, "SELECT 1")
    querying.run(ws, "SELECT 2")
    querying.run(ws, "SELECT 3")

    assert [run.sql for run in querying.runs(ws).items] == ["SELECT 3", "SELECT 2"]


def test_the_history_can_be_emptied(ws: Workspace) -> None:
    querying.run(ws, "SELECT 1")

    querying.forget(ws)

    assert querying.runs(ws).items == ()
