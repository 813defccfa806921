"""Rows in, answers out: labels of the right type, flags in words, refusals that name row, column, value and remedy."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import models, predicting
from core.errors import AppError, BadRows, Conflict, NotFound, TooLarge
from core.predicting import Answer
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store

ROW = {"age": 30, "city": "Rome", "member": True, "since": "2022-05-01"}


def answer(ws: Workspace, row: dict[str, Any], task: str = "binary", **options: Any) -> Answer:
    return predicting.rows(ws, tiny.add_model(ws, task).id, [row], **options).predictions[0]


def codes(ws: Workspace, row: dict[str, Any]) -> list[tuple[str, str]]:
    return [(flag.code, flag.column) for flag in answer(ws, row).flags]


def messages(ws: Workspace, row: dict[str, Any]) -> list[str]:
    return [flag.message for flag in answer(ws, row).flags]


def test_an_answer_names_the_model_and_its_version(ws: Workspace) -> None:
    tiny.add_model(ws)
    second = tiny.add_model(ws)

    answers = predicting.rows(ws, second.id, [ROW])

    assert (answers.model_id, answers.version) == (second.id, 2)


def test_an_ordinary_row_is_answered_as_the_model_does_and_without_flags(ws: Workspace) -> None:
    batch = {"age": np.array([30.0]), "city": np.array(["Rome"], object)}
    expected = tiny.scorer().predict(batch)[0]

    found = answer(ws, ROW)

    assert found.prediction is True
    assert found.probabilities == {"false": pytest.approx(expected[0]), "true": pytest.approx(expected[1])}
    assert (found.flags, found.interval, found.reasons) == ((), None, None)


@pytest.mark.parametrize(
    ("task", "classes", "type", "expected"),
    [
        ("binary", ("false", "true"), "BOOLEAN", True),
        ("binary", ("0", "1"), "BIGINT", 1),
        ("binary", ("no", "yes"), "VARCHAR", "yes"),
        ("multiclass", ("1", "2", "3"), "BIGINT", 3),
        ("multiclass", ("0.5", "1.0", "1.5"), "DOUBLE", 1.5),
    ],
)
def test_a_class_comes_back_as_the_data_has_it(
    ws: Workspace, task: str, classes: tuple[str, ...], type: str, expected: object
) -> None:
    model = tiny.add_model(ws, task, classes=classes, target_type=type)

    found = predicting.rows(ws, model.id, [ROW]).predictions[0].prediction

    assert found == expected
    assert found.__class__ is expected.__class__


def test_a_number_comes_with_the_range_that_holds_it(ws: Workspace) -> None:
    found = answer(ws, ROW, "regression")

    assert isinstance(found.prediction, float)
    assert found.interval == (found.prediction - 2, found.prediction + 2)
    assert found.probabilities is None
    assert answer(ws, ROW, "regression", interval=False).interval is None


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_base_and_reasons_add_up_to_the_answer(ws: Workspace, task: str) -> None:
    found = answer(ws, ROW, task, explain=True)

    total = (found.base or 0.0) + sum(reason.contribution for reason in found.reasons or ())
    explained = found.prediction if found.probabilities is None else list(found.probabilities.values())[-1]
    assert total == pytest.approx(explained)
    sizes = [abs(reason.contribution) for reason in found.reasons or ()]
    assert sizes == sorted(sizes, reverse=True)
    assert {reason.feature: reason.value for reason in found.reasons or ()} == ROW


def test_reasons_name_the_class_that_they_explain(ws: Workspace) -> None:
    assert answer(ws, ROW, "binary", explain=True).explained is True
    assert answer(ws, ROW, "multiclass", explain=True).explained == 3
    assert answer(ws, ROW, "regression", explain=True).explained is None


def test_answers_are_plain_json_without_what_does_not_apply(ws: Workspace) -> None:
    model = tiny.add_model(ws, "regression")

    body = json.loads(json.dumps(predicting.rows(ws, model.id, [ROW]).to_json(), allow_nan=False))

    assert body["model_id"] == model.id
    assert set(body["predictions"][0]) == {"prediction", "interval", "flags"}


def test_a_missing_value_is_answered_and_said(ws: Workspace) -> None:
    assert codes(ws, ROW | {"age": None}) == [("missing", "age")]
    assert messages(ws, ROW | {"age": None}) == ["“age” has no value, like 10% of the rows in training."]
    assert messages(ws, ROW | {"city": ""}) == ["“city” has no value; in training it always had one."]


def test_a_column_that_is_not_given_is_missing(ws: Workspace) -> None:
    assert codes(ws, {"age": 30}) == [("missing", "city"), ("missing", "member"), ("missing", "since")]


def test_a_missing_value_in_a_column_of_whole_numbers_changes_no_other_row(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    alone = predicting.rows(ws, model.id, [ROW]).predictions[0]
    beside = predicting.rows(ws, model.id, [{"age": None}, ROW]).predictions[1]

    assert beside == alone


def test_a_level_never_seen_is_said(ws: Workspace) -> None:
    assert messages(ws, ROW | {"city": "Lima"}) == ["“city” is “Lima”, a value that was not there in training."]


def test_a_long_value_is_shortened_in_its_flag(ws: Workspace) -> None:
    (message,) = messages(ws, ROW | {"city": "x" * 500})

    assert len(message) < 130
    assert "…" in message


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"age": 120}, "“age” is 120, outside the range 18 to 90 of the training data."),
        ({"age": -1.5}, "“age” is −1.5, outside the range 18 to 90 of the training data."),
        (
            {"since": "2030-01-01"},
            "“since” is 2030-01-01, outside the range 2020-01-01 to 2024-01-01 of the training data.",
        ),
    ],
)
def test_a_value_outside_the_training_range_is_said(ws: Workspace, row: dict[str, Any], message: str) -> None:
    assert messages(ws, ROW | row) == [message]


@pytest.mark.parametrize("row", [{"age": 18}, {"age": 90}, {"since": "2024-01-01"}, {"member": False}])
def test_the_ends_of_the_training_range_are_inside(ws: Workspace, row: dict[str, Any]) -> None:
    assert messages(ws, ROW | row) == []


def test_a_column_that_the_model_does_not_use_is_said(ws: Workspace) -> None:
    assert messages(ws, ROW | {"shoe": 43}) == ["“shoe” is not used by this model; it was left out."]


def test_the_target_is_no_clue(ws: Workspace) -> None:
    assert messages(ws, ROW | {"left": True}) == ["“left” is what the model predicts; the value given was not used."]


def test_a_column_is_found_by_its_likely_name(ws: Workspace) -> None:
    row = {"AGE ": 30, "city": "Rome", "member": True, "since": "2022-05-01"}

    found = answer(ws, row)

    assert found.probabilities == answer(ws, ROW).probabilities
    assert [flag.message for flag in found.flags] == ["“AGE ” was taken for “age”."]


def test_the_exact_name_wins_over_a_likely_one(ws: Workspace) -> None:
    assert codes(ws, {"Age": 99} | ROW) == [("extra", "Age")]


def test_two_likely_names_are_not_guessed_between(ws: Workspace) -> None:
    row = {"Age": 30, "AGE": 31, "city": "Rome", "member": True, "since": "2022-05-01"}

    assert codes(ws, row) == [("extra", "Age"), ("extra", "AGE"), ("missing", "age")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"age": "1,234.5"}, "“age”: “1,234.5” was read as 1234.5."),
        ({"since": "31.01.2022"}, "“since”: “31.01.2022” was read as 2022-01-31."),
        ({"city": "ROME"}, "“city”: “ROME” was read as “Rome”."),
    ],
)
def test_a_value_read_in_its_likely_meaning_is_said(ws: Workspace, row: dict[str, Any], message: str) -> None:
    assert message in messages(ws, ROW | row)


def test_numbers_and_yes_as_text_are_read_silently(ws: Workspace) -> None:
    found = answer(ws, {"age": "30", "city": "Rome", "member": "yes", "since": "2022-05-01"})

    assert found == answer(ws, ROW)


BAD_ROWS: list[tuple[Any, str, str]] = [
    ({"age": "abc"}, "Row 2, column “age”: “abc” is not a number.", "Give a number"),
    ({"age": "1,234"}, "“1,234” could be two numbers.", "Give 1234 or 1.234"),
    ({"age": "12%"}, "“12%” is written with a per cent sign.", "12% is 0.12"),
    ({"age": float("inf")}, "“inf” is not a finite number.", "null"),
    ({"age": float("-inf")}, "“-inf” is not a finite number.", "null"),
    ({"age": "Infinity"}, "“Infinity” is not a finite number.", "null"),
    ({"age": 10**400}, "is too large a number.", "null"),
    ({"age": 10**5000}, "“a number of thousands of digits” is too large a number.", "null"),
    ({"age": True}, "“true” is not a number.", "Give a number"),
    ({"age": [1]}, "“[1]” is not a single value.", "not a list or an object"),
    ({"age": {"value": 1}}, "is not a single value.", "not a list or an object"),
    ({"age": "0x1F"}, "“0x1F” is not a number.", "Give a number"),
    ({"city": ["Rome"]}, "Row 2, column “city”:", "one value for each column"),
    ({"city": {"name": "Rome"}}, "Row 2, column “city”:", "one value for each column"),
    ({"city": "x" * 100_001}, "has 100,001 characters.", "at most 100,000"),
    ({"member": "maybe"}, "Row 2, column “member”: “maybe” is neither yes nor no.", "true or false"),
    ({"member": 2}, "“2” is neither yes nor no.", "true or false"),
    ({"member": []}, "is not a single value.", "not a list"),
    ({"since": "01/02/2022"}, "“01/02/2022” could be two dates.", "Give 2022-01-02 or 2022-02-01"),
    ({"since": "31.02.2022"}, "“31.02.2022” is not a date.", "2024-01-31"),
    ({"since": "soon"}, "“soon” is not a date.", "2024-01-31"),
    ({"since": 20220131}, "“20220131” is not a date.", "2024-01-31"),
    ({"since": True}, "“true” is not a date.", "2024-01-31"),
    ({"since": "99/99/2022 12:30"}, "is not a date.", "2024-01-31"),
    ({"AGE": "abc"}, "Row 2, column “age”: “abc” is not a number.", "Give a number"),
    ({}, "Row 2 has none of the columns that this model uses.", "age, city, member, since"),
    ({"agee": 1}, "Row 2 has none of the columns that this model uses.", "Did you mean age?"),
    ({f"c{number}": 1 for number in range(2001)}, "Row 2 has 2,001 columns.", "at most 2,000"),
    ({1: 2}, "Row 2 has a column whose name is not text.", "quotation marks"),
    (None, "Row 2 is “None”, which is not an object.", "{"),
    ([30, "Rome"], "Row 2 is “[30, 'Rome']”, which is not an object.", "{"),
    ("age", "Row 2 is “age”, which is not an object.", "{"),
]


@pytest.mark.parametrize(("row", "message", "remedy"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_bad_row_is_refused_with_row_column_value_and_remedy(
    ws: Workspace, row: Any, message: str, remedy: str
) -> None:
    model = tiny.add_model(ws)

    with pytest.raises(BadRows) as refused:
        predicting.rows(ws, model.id, [ROW, row])

    assert message in refused.value.message
    assert remedy in refused.value.hint
    assert refused.value.code == "bad_rows"


@pytest.mark.parametrize("rows", [[], None, {}, "age", 3])
def test_what_is_no_list_of_rows_is_refused(ws: Workspace, rows: Any) -> None:
    model = tiny.add_model(ws)

    with pytest.raises(BadRows, match="There are no rows to answer"):
        predicting.rows(ws, model.id, rows)


def test_several_problems_are_told_together(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    with pytest.raises(BadRows) as refused:
        predicting.rows(ws, model.id, [{"age": "a"}, {"age": "b", "member": "c"}, {"since": "d"}, {"since": "e"}])

    assert "Row 1, column “age”: “a”" in refused.value.message
    assert "Row 2, column “member”: “c”" in refused.value.message
    assert refused.value.message.endswith("2 more like this.")


@pytest.mark.parametrize(("count", "options"), [(10_001, {}), (101, {"explain": True})])
def test_too_many_rows_at_once_are_refused(ws: Workspace, count: int, options: dict[str, Any]) -> None:
    model = tiny.add_model(ws)

    with pytest.raises(TooLarge, match=f"{count:,} rows") as refused:
        predicting.rows(ws, model.id, [ROW] * count, **options)

    assert refused.value.hint


@pytest.mark.parametrize("status", ["training", "failed"])
def test_a_model_that_is_not_ready_says_so(ws: Workspace, status: str) -> None:
    model = models.add(ws, name="m", dataset=store(ws, "SELECT true AS y"), target="y", task="binary")
    models.fail(ws, model.id, status=status)

    with pytest.raises(Conflict, match=f"it is {status}"):
        predicting.rows(ws, model.id, [ROW])


def test_a_removed_model_answers_no_more(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    predicting.rows(ws, model.id, [ROW])

    models.remove(ws, model.id)

    with pytest.raises(NotFound):
        predicting.rows(ws, model.id, [ROW])


def test_a_damaged_model_is_a_clear_error(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    (ws.folders.models / model.id / "scorer.npz").write_bytes(b"nonsense")

    with pytest.raises(AppError, match="is damaged") as refused:
        predicting.rows(ws, model.id, [ROW])

    assert refused.value.code == "bad_file"


def test_many_threads_get_the_same_answers_as_one(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    rows = [ROW | {"age": 18 + number} for number in range(60)]
    alone = [predicting.rows(ws, model.id, [row], explain=True).predictions[0] for row in rows]

    with ThreadPoolExecutor(20) as pool:
        together = list(pool.map(lambda row: predicting.rows(ws, model.id, [row], explain=True).predictions[0], rows))

    assert together == alone


def test_rows_with_different_columns_are_each_read_by_their_own(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    rows = [ROW, {"city": "Rome", "age": 30}, {"AGE": 30}, ROW | {"extra": 1}]

    together = predicting.rows(ws, model.id, rows).predictions

    assert list(together) == [predicting.rows(ws, model.id, [row]).predictions[0] for row in rows]


def test_a_model_of_no_columns_answers_any_row(ws: Workspace) -> None:
    model = tiny.add_model(ws, features=(replace(tiny.SINCE, name="when"),))

    found = predicting.rows(ws, model.id, [{"when": None}]).predictions[0]

    assert found.probabilities == {"false": 0.5, "true": 0.5}


def test_a_date_is_read_in_the_order_of_the_training_file(ws: Workspace) -> None:
    model = tiny.add_model(ws, settings={"conventions": {"since": "date %m/%d/%Y"}})

    answer = predicting.rows(ws, model.id, [{"since": "3/12/2015"}]).predictions[0]

    assert "“since”: “3/12/2015” was read as 2015-03-12." in [flag.message for flag in answer.flags]
