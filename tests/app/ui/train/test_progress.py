from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.ui.train import progress
from core import jobs
from core.jobs import Job, JobEvent
from core.workspace import Workspace

BEGUN = datetime(2026, 11, 21, 12, tzinfo=UTC)


def event(kind: str, **data: Any) -> JobEvent:
    return JobEvent(1, BEGUN, kind, data)


def candidate(key: str, score: float | None, **data: Any) -> JobEvent:
    return event("candidate", key=key, score=score, **data)


def training(ws: Workspace, **values: Any) -> Job:
    return replace(jobs.add(ws, "train", {"budget_seconds": 60}, subject="md_1"), **values)


def test_the_newest_word_on_a_candidate_counts_and_the_best_comes_first() -> None:
    happened = [candidate("a", None), candidate("b", 0.7), candidate("a", 0.9), candidate("c", None)]

    rows = progress.candidates(happened, higher_is_better=True)

    assert [(row["key"], row["score"]) for row in rows] == [("a", 0.9), ("b", 0.7), ("c", None)]


def test_where_lower_is_better_the_lowest_comes_first() -> None:
    rows = progress.candidates([candidate("a", 9.0), candidate("b", 3.0)], higher_is_better=False)

    assert [row["key"] for row in rows] == ["b", "a"]


def test_the_direction_is_the_metrics_own() -> None:
    assert progress.higher_is_better("roc_auc")
    assert not progress.higher_is_better("rmse")


def test_a_training_is_in_the_stage_announced_last() -> None:
    assert progress.stage_of([event("stage", name="reading"), event("stage", name="searching")]) == "searching"
    assert progress.stage_of([]) is None


def test_the_time_left_is_what_the_budget_has_not_used(ws: Workspace) -> None:
    job = training(ws, started_at=BEGUN)

    assert progress.time_left(job, now=BEGUN + timedelta(seconds=20)) == "About 40 s of 1 min 0 s left."
    assert "finishing" in progress.time_left(job, now=BEGUN + timedelta(seconds=61))


def test_a_training_that_waits_has_no_clock_yet(ws: Workspace) -> None:
    assert "as soon as there is room" in progress.time_left(training(ws), now=BEGUN)
