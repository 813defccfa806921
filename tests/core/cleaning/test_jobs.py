"""Steps for good: the next version of a dataset, made by a job, and the same steps on the next file."""

from __future__ import annotations

import pytest

from core import cleaning, datasets, jobs
from core.cleaning import Step
from core.datasets import Dataset
from core.errors import BadInput, NotFound
from core.workspace import Workspace
from tests.worlds import store

TABLE = "SELECT range AS id, ' city ' || range % 2 AS city, CASE WHEN range % 4 > 0 THEN range END AS n FROM range(100)"
STEPS = (
    Step("trim", {"columns": ["city"]}),
    Step("case", {"columns": ["city"], "case": "upper"}, on=False),
    Step("filter", {"conditions": [{"column": "n", "operator": "is_present"}]}),
)


def cleaned(ws: Workspace, dataset: Dataset, *steps: Step) -> Dataset:
    job = jobs.wait(ws, cleaning.start(ws, dataset, steps).id, seconds=60)
    assert job.status == "done", job.error
    return datasets.find(ws, job.subject)


def test_steps_make_the_next_version_and_are_kept_with_it(supervised: Workspace) -> None:
    first = store(supervised, TABLE, name="cities")

    second = cleaned(supervised, first, *STEPS)

    assert (second.series, second.version, second.name, second.rows) == (first.series, 2, "cities", 75)
    assert datasets.rows(supervised, second, limit=1).rows == ((1, "city 1", 1),)
    assert datasets.rows(supervised, first, limit=1).rows == ((0, " city 0", None),)
    assert second.origin["kind"] == "steps"
    assert second.origin["source"] == first.id
    assert [count["rows_after"] for count in second.origin["counts"]] == [100, 75]
    assert cleaning.steps_of(second) == STEPS
    assert cleaning.steps_of(first) == ()


def test_the_steps_of_a_version_are_replayed_on_the_next_file(supervised: Workspace) -> None:
    made = cleaned(supervised, store(supervised, TABLE), *STEPS)
    following = store(supervised, TABLE.replace("100", "8"))

    again = cleaned(supervised, following, *cleaning.steps_of(made))

    assert cleaning.lacking(made, following) == ()
    assert again.rows == 6


def test_columns_that_the_next_file_lacks_are_told_before_anything_runs(supervised: Workspace) -> None:
    made = cleaned(supervised, store(supervised, TABLE), *STEPS, Step("derive", {"function": "abs", "column": "n"}))
    other = store(supervised, "SELECT 1 AS id, 'x' AS city")

    assert cleaning.lacking(made, other) == ("n",)
    with pytest.raises(NotFound, match="no column “n”"):
        cleaning.start(supervised, other, cleaning.steps_of(made))
    assert [step.on for step in cleaning.without(cleaning.steps_of(made), ("n",))] == [True, False, False, False]


def test_two_versions_made_from_one_at_the_same_time_both_stay(supervised: Workspace) -> None:
    first = store(supervised, TABLE)
    one = cleaning.start(supervised, first, STEPS[:1])
    two = cleaning.start(supervised, first, STEPS[2:])

    ended = [jobs.wait(supervised, job.id, seconds=60).status for job in (one, two)]

    assert ended == ["done", "done"]
    assert [version.version for version in datasets.versions(supervised, first.id)] == [3, 2, 1]


def test_a_table_is_joined_in_a_job_as_in_a_preview(supervised: Workspace) -> None:
    other = store(supervised, "SELECT 1 AS id, 'one' AS word")
    step = Step("join", {"dataset": other.id, "keys": [{"left": "id", "right": "id"}], "kind": "inner"})

    assert datasets.rows(supervised, cleaned(supervised, store(supervised, TABLE), step)).rows == (
        (1, " city 1", 1, "one"),
    )


def test_a_join_with_the_table_itself_is_possible(supervised: Workspace) -> None:
    first = store(supervised, TABLE)
    step = Step("join", {"dataset": first.id, "keys": [{"left": "id", "right": "n"}], "kind": "semi"})

    assert cleaned(supervised, first, step).rows == 75


def test_steps_that_leave_no_row_make_an_empty_version(supervised: Workspace) -> None:
    step = Step("filter", {"conditions": [{"column": "id", "operator": "below", "value": 0}]})

    made = cleaned(supervised, store(supervised, TABLE), step)

    assert (made.rows, [column.name for column in made.columns]) == (0, ["id", "city", "n"])


def test_nothing_is_started_when_no_step_is_on(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="No step is on"):
        cleaning.start(ws, store(ws, TABLE), [Step("trim", {}, on=False)])


def test_a_dataset_that_is_being_cleaned_is_not_removed(ws: Workspace) -> None:
    first = store(ws, TABLE)
    cleaning.start(ws, first, STEPS)

    with pytest.raises(Exception, match="is needed by job"):
        datasets.remove(ws, first.id)
