"""Advice on a target: the task with its reason, and impossible targets refused in words."""

from __future__ import annotations

import pytest

from core import training
from core.datasets import Dataset
from core.errors import NotFound
from core.training import Advice
from core.workspace import Workspace
from tests.worlds import store


def advise(ws: Workspace, target: str, *, rows: int = 200, kind: str = "", task: str | None = None) -> Advice:
    """Advice on a target given as an SQL expression of the row number `range`."""
    dataset: Dataset = store(
        ws, f"SELECT range AS x, {target} AS y FROM range({rows})", kinds={"y": kind} if kind else {}
    )
    return training.advise(ws, dataset, "y", task=task)


@pytest.mark.parametrize(
    ("target", "task", "reason"),
    [
        ("CASE WHEN range % 3 = 0 THEN 'yes' ELSE 'no' END", "binary", "has two values: “no” and “yes”"),
        ("range % 2 = 0", "binary", "two values: “no” and “yes”"),
        ("range % 2", "binary", "two values"),
        ("(range % 5)::DOUBLE", "multiclass", "whole numbers with only 5 different values, like a grade"),
        ("chr((65 + range % 4)::INT)", "multiclass", "4 different values that are names"),
        ("range * 0.37", "regression", "numbers with 200 different values"),
        ("range % 40", "regression", "numbers with 40 different values"),
    ],
)
def test_the_task_follows_from_the_values_and_the_reason_is_said(
    ws: Workspace, target: str, task: str, reason: str
) -> None:
    advice = advise(ws, target)

    assert (advice.task, advice.problem) == (task, None)
    assert reason in advice.reason


@pytest.mark.parametrize(
    ("target", "kind", "problem"),
    [
        ("7", "", "is the same in every row"),
        ("CAST(NULL AS INTEGER)", "", "is empty in every row"),
        ("'row ' || range", "text", "Nearly every row has its own value"),
        ("CASE WHEN range < 10 THEN range END", "", "The values of “y” are all different: nothing repeats"),
        ("CASE WHEN range < 60 THEN 'v' || (range % 30) END", "", "No class of “y” has 4 rows or more"),
        ("CASE WHEN range < 60 THEN 'v' ELSE 'w' || (range // 2) END", "", "Only one class of “y” has 4 rows or more"),
        ("CASE WHEN range < 20 THEN range * 1.5 END", "", "Only 20 rows can be used; a model needs at least 30"),
        ("DATE '2024-01-01' + range::INT", "", "dates cannot be predicted yet"),
        ("'v' || (range % 120)", "", "has 120 classes; at most 100"),
    ],
)
def test_an_impossible_target_is_refused_in_words(ws: Workspace, target: str, kind: str, problem: str) -> None:
    advice = advise(ws, target, kind=kind)

    assert advice.task == ""
    assert problem in (advice.problem or "")
    assert advice.hint


def test_classes_keep_the_names_that_the_data_has(ws: Workspace) -> None:
    assert dict(advise(ws, "range % 2 = 0").classes).keys() == {"true", "false"}


def test_a_text_that_reads_true_is_not_renamed(ws: Workspace) -> None:
    assert "“false” and “true”" in advise(ws, "CAST(range % 2 = 0 AS VARCHAR)").reason


def test_rows_without_a_target_are_counted(ws: Workspace) -> None:
    advice = advise(ws, "CASE WHEN range % 4 > 0 THEN (range % 2)::VARCHAR END")

    assert (advice.usable_rows, advice.dropped_rows, advice.rows_without_target) == (150, 50, 50)
    assert advice.warnings == ("Left out: 50 rows without a value of “y”.",)


def test_rare_classes_are_named(ws: Workspace) -> None:
    advice = advise(ws, "CASE WHEN range = 5 THEN 'lonely' WHEN range % 2 = 0 THEN 'a' ELSE 'b' END")

    assert advice.rare_classes == (("lonely", 1),)
    assert "“lonely” (1)" in advice.warnings[0]
    assert dict(advice.classes) == {"a": 100, "b": 99}


def test_another_task_can_be_asked_for(ws: Workspace) -> None:
    advice = advise(ws, "range % 5", task="regression")

    assert (advice.task, advice.metric, advice.alternatives) == ("regression", "rmse", ("multiclass",))
    assert advice.reason.startswith("Asked for;")


def test_a_regression_on_names_is_refused(ws: Workspace) -> None:
    assert "does not hold numbers" in (advise(ws, "chr((65 + range % 4)::INT)", task="regression").problem or "")


def test_an_unknown_column_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="has no column “z”"):
        training.advise(ws, store(ws, "SELECT 1 AS y"), "z")
