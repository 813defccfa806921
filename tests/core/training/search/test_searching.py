"""The search: in order of value while there is time, and never empty-handed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.training.families import PORTFOLIO
from core.training.search.candidates import Candidate
from core.training.search.clock import Clock
from core.training.search.loss import mean_loss
from core.training.search.searching import Found, Watcher, search
from tests.core.training.problems import problem

TASKS = ("binary", "multiclass", "regression")


def nothing(*_: object) -> None:
    """Told, and not listening."""


def crash(*_: object) -> None:
    raise FloatingPointError("a library stumbled")


def found(task: str, folder: Path, *, left: float, wants_stop: Callable[[], bool] = lambda: False) -> Found:
    return search(problem(task), Clock.starting(left), folder, Watcher(nothing, nothing, nothing, wants_stop))


def loss(task: str, candidate: Candidate) -> float:
    world = problem(task)
    return mean_loss(task, candidate.responses, world.target[world.scored])


@pytest.mark.parametrize("task", TASKS)
def test_a_search_that_begins_too_late_still_learns_something(task: str, tmp_path: Path) -> None:
    baseline, learned = found(task, tmp_path, left=-100).candidates

    assert (baseline.learned, learned.learned, learned.cut) == (False, True, True)
    assert loss(task, learned) < 0.6 * loss(task, baseline)


def test_somebody_who_stops_at_once_still_gets_a_model(tmp_path: Path) -> None:
    stopped = found("binary", tmp_path, left=600, wants_stop=lambda: True)

    baseline, learned = stopped.candidates
    assert stopped.stopped
    assert loss("binary", learned) < 0.6 * loss("binary", baseline)
    assert learned.seconds < 10


def test_when_the_first_configuration_fails_the_next_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.training.families.boosting.fit", lambda *_: None)

    late = found("regression", tmp_path, left=-100)

    assert [candidate.member.family for candidate in late.candidates] == ["baseline", "extra_trees"]
    assert late.dropped[0].key == "boosting_fast"


def test_a_candidate_that_crashes_is_logged_and_dropped_and_the_search_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("core.training.families.boosting.fit", crash)

    late = found("regression", tmp_path, left=-100)

    assert [candidate.member.family for candidate in late.candidates] == ["baseline", "extra_trees"]
    assert "it ended with an error (FloatingPointError)" in late.dropped[0].reason
    assert "candidate boosting_fast failed" in caplog.text
    assert "Traceback" in caplog.text


def test_when_everything_crashes_the_first_error_ends_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    families = ("boosting", "extra_trees", "linear", "histograms")
    [monkeypatch.setattr(f"core.training.families.{family}.fit", crash) for family in families]

    with pytest.raises(FloatingPointError, match="a library stumbled"):
        found("regression", tmp_path, left=-100)


def test_with_time_enough_everything_is_tried(tmp_path: Path) -> None:
    tried = found("binary", tmp_path, left=60)

    keys = [candidate.member.key for candidate in tried.candidates]
    assert keys == [row.key for row in PORTFOLIO if not row.logarithmic]
