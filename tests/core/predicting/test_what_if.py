"""The live form: answer, words and curves that agree with each other."""

from __future__ import annotations

from typing import Any

import pytest

from core import predicting
from core.errors import BadRows, NotFound
from core.workspace import Workspace
from tests.core.models import tiny

ROW = {"age": 30, "city": "Rome", "member": True, "since": "2022-05-01"}


def test_a_live_answer_has_reasons_and_words(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    live = predicting.live(ws, model.id, ROW)

    assert live.answer == predicting.rows(ws, model.id, [ROW], explain=True).predictions[0]
    assert live.headline == predicting.headline(live.answer, "left")
    assert live.sentence == predicting.reasons_sentence(live.answer, "left")


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
@pytest.mark.parametrize("column", ["age", "city", "member", "since"])
def test_a_curve_goes_through_the_answer_to_the_row_itself(ws: Workspace, task: str, column: str) -> None:
    model = tiny.add_model(ws, task)
    own = predicting.rows(ws, model.id, [ROW]).predictions[0]

    curve = predicting.curve(ws, model.id, ROW, column)

    at_own = curve.answers[curve.values.index(ROW[column])]
    explained = own.prediction if own.probabilities is None else list(own.probabilities.values())[-1]
    assert at_own == pytest.approx(explained)
    assert curve.at == ROW[column]
    assert curve.scale == ("value" if task == "regression" else "probability")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("city", ("Rome", "Paris", "Oslo")),
        ("member", (False, True)),
        ("age", (18, 30, 54, 90)),
        ("since", ("2020-01-01", "2021-12-31", "2022-05-01", "2024-01-01")),
    ],
)
def test_a_curve_tries_what_training_saw(ws: Workspace, column: str, values: tuple[Any, ...]) -> None:
    assert predicting.curve(ws, tiny.add_model(ws).id, ROW, column, points=3).values == values


@pytest.mark.parametrize("column", ["age", "since"])
def test_a_row_without_a_value_has_a_curve_of_the_training_range(ws: Workspace, column: str) -> None:
    curve = predicting.curve(ws, tiny.add_model(ws).id, ROW | {column: None}, column, points=5)

    assert (len(curve.values), curve.at) == (5, None)


def test_a_curve_of_a_column_that_is_not_there_is_refused(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="no column “shoe”"):
        predicting.curve(ws, tiny.add_model(ws).id, ROW, "shoe")


def test_a_curve_of_a_bad_row_is_refused_like_the_row(ws: Workspace) -> None:
    with pytest.raises(BadRows, match="“abc” is not a number"):
        predicting.curve(ws, tiny.add_model(ws).id, {"age": "abc"}, "city")
