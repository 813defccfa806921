"""Which ways to split are worth asking about, and what they change."""

from __future__ import annotations

import pytest

from core import jobs, training
from core.errors import NotFound
from core.jobs import Reporter, queue
from core.training import Split, Trial, rehearsing, split_advice
from core.workspace import Workspace
from tests.core.training.test_honest_splits import SALES, TURNING
from tests.worlds import store


def tried(ws: Workspace, select: str, target: str) -> list[Trial]:
    job = training.start_rehearsal(ws, store(ws, select), target)
    assert job
    queue.update(ws, job.id, status="running")
    queue.end(ws, job.id, "done", message="Done.", result=rehearsing.run(ws, job, Reporter(ws, job.id)))
    return list(training.trials(jobs.find(ws, job.id)))


@pytest.mark.parametrize(
    ("select", "found"),
    [
        ("SELECT 'c' || (range % 40) AS customer, range AS y FROM range(400)", [Split("grouped", "customer")]),
        ("SELECT (range % 40)::BIGINT AS patient_id, range AS y FROM range(400)", [Split("grouped", "patient_id")]),
        (
            "SELECT DATE '2024-01-01' + (range % 90)::INTEGER AS day, range AS y FROM range(400)",
            [Split("forward", "day")],
        ),
        ("SELECT (2000 + range % 20)::BIGINT AS year, range AS y FROM range(400)", [Split("forward", "year")]),
        ("SELECT (2000 + range % 20)::BIGINT AS metres, range AS y FROM range(400)", []),
        ("SELECT 'c' || (range % 3) AS color, range AS y FROM range(400)", []),
        ("SELECT 'c' || range AS name, range AS y FROM range(400)", []),
        ("SELECT random() AS x, range AS y FROM range(400)", []),
    ],
)
def test_entities_that_come_again_and_times_are_worth_a_question(
    ws: Workspace, select: str, found: list[Split]
) -> None:
    assert list(split_advice.candidates(ws, store(ws, select), "y")) == [*found, Split("distinct")]


def test_groups_that_the_score_depends_on_are_asked_about_with_both_scores(ws: Workspace) -> None:
    trial = next(trial for trial in tried(ws, SALES, "sold") if trial.column == "shop")

    assert (trial.split, trial.matters, trial.groups) == (Split("grouped", "shop"), True, 60)
    assert trial.random_score > 0.9 > 0.5 > trial.score
    assert trial.question == "Will you predict for values of “shop” that are not in this table, or for known ones?"
    assert "would promise too much" in trial.sentence


def test_a_time_that_the_score_depends_on_is_asked_about(ws: Workspace) -> None:
    (trial,) = tried(ws, TURNING, "y")

    assert (trial.split, trial.matters) == (Split("forward", "day"), True)
    assert trial.question == "Will the model be used on rows that come after these, by “day”?"


def test_groups_that_change_nothing_are_not_asked_about(ws: Workspace) -> None:
    select = "SELECT 'c' || (range % 40) AS customer, hash(range) % 100 AS x, x * 2 + range % 3 AS y FROM range(1200)"

    (trial,) = tried(ws, select, "y")

    assert not trial.matters
    assert trial.sentence.endswith("about the same.")


def test_groups_among_the_rows_that_can_be_used_may_be_too_few_to_split(ws: Workspace) -> None:
    select = (
        "SELECT 'c' || (range % 40) AS customer, range % 9 AS x, CASE WHEN range % 40 = 0 THEN range END AS y "
        "FROM range(4000)"
    )

    assert tried(ws, select, "y") == []


COPIED = "SELECT random() AS x, random() AS z, random() AS y FROM range(300)"


def test_copies_that_the_score_comes_from_are_asked_about(ws: Workspace) -> None:
    (trial,) = tried(ws, f"SELECT t.* FROM ({COPIED}) AS t, range(6)", "y")

    assert (trial.split, trial.matters, trial.groups) == (Split("distinct"), True, 300)
    assert trial.random_score > 0.6 > 0.2 > trial.score
    assert "exact copies" in trial.question


def test_rows_that_are_alike_by_chance_are_no_copies(ws: Workspace) -> None:
    assert tried(ws, "SELECT range % 7 AS x, range % 3 AS z, range % 7 * 2 AS y FROM range(500)", "y") == []


def test_groups_that_are_all_there_is_to_predict_from_are_not_tried(ws: Workspace) -> None:
    assert tried(ws, "SELECT 'c' || (range % 40) AS customer, range % 40 AS y FROM range(400)", "y") == []


def test_the_same_question_is_not_tried_twice(ws: Workspace) -> None:
    sales = store(ws, SALES)

    first, second = (training.start_rehearsal(ws, sales, "sold") for _ in range(2))

    assert first == second


def test_a_target_that_cannot_be_predicted_is_not_rehearsed(ws: Workspace) -> None:
    assert training.start_rehearsal(ws, store(ws, "SELECT random() AS x, 1 AS y FROM range(100)"), "y") is None


def test_an_unknown_target_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="profit"):
        training.start_rehearsal(ws, store(ws, SALES), "profit")


def test_trials_for_programs_bring_their_words() -> None:
    said = Trial("grouped", "shop", 60, "R²", 0.9, 0.1, matters=True).to_json()

    assert said["split"] == {"kind": "grouped", "column": "shop"}
    assert "not in this table" in said["question"]
    assert Trial.from_json(said).score == 0.1
