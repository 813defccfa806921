"""How a dataset fits a model, told before a whole file is answered."""

from __future__ import annotations

import pytest

from core import predicting
from core.errors import BadInput, BadRows
from core.predicting import Matching
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store

PEOPLE = "SELECT 30 AS age, 'Rome' AS city, true AS member, DATE '2022-05-01' AS since"


def match(ws: Workspace, select: str, **options: dict[str, str]) -> Matching:
    return predicting.match(ws, tiny.add_model(ws).id, store(ws, select), **options)


def test_a_table_like_the_training_data_differs_in_nothing(ws: Workspace) -> None:
    matching = match(ws, PEOPLE)

    assert [(found.feature, found.column, found.how) for found in matching.columns] == [
        ("age", "age", "same"),
        ("city", "city", "same"),
        ("member", "member", "same"),
        ("since", "since", "same"),
    ]
    assert matching.sentences == ()


def test_missing_extra_and_likely_columns_are_listed(ws: Workspace) -> None:
    matching = match(ws, "SELECT 30 AS \"AGE\", 'Rome' AS city, true AS left, 1 AS shoe")

    assert [found.how for found in matching.columns] == ["likely", "same", "missing", "missing"]
    assert matching.extra == ("left", "shoe")
    assert matching.sentences == (
        "“AGE” is taken for “age”.",
        "“member” is not there; the model answers as if it were unknown in every row.",
        "“since” is not there; the model answers as if it were unknown in every row.",
        "Kept, but not used by the model: shoe.",
    )


def test_shares_that_differ_from_training_are_told(ws: Workspace) -> None:
    matching = match(
        ws,
        """
        SELECT unnest(['30', 'old', '300', NULL]) AS age, unnest(['Rome', 'Lima', 'ROME', 'Oslo']) AS city,
            true AS member, DATE '2022-05-01' AS since
        """,
    )

    age, city = matching.columns[:2]
    assert (age.expected_type, age.found_type) == ("BIGINT", "VARCHAR")
    assert (age.unreadable, age.missing, age.out_of_range) == (0.25, 0.5, 0.25)
    assert city.unseen == 0.25
    assert matching.sentences == (
        "“age”: 25% of the values cannot be read and count as missing.",
        "“age”: 25% of the values are outside the range of the training data.",
        "“city”: 25% of the values were not there in training.",
    )


def test_a_person_can_choose_a_column(ws: Workspace) -> None:
    matching = match(ws, PEOPLE.replace("AS age", "AS years"), columns={"age": "years"})

    assert (matching.columns[0].column, matching.columns[0].how) == ("years", "chosen")
    assert matching.sentences == ()


@pytest.mark.parametrize(
    ("chosen", "message"),
    [({"shoe": "age"}, "The model has no column “shoe”"), ({"age": "years"}, "The file has no column “years”")],
)
def test_a_choice_that_cannot_be_is_refused(ws: Workspace, chosen: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        match(ws, PEOPLE, columns=chosen)

    assert "age" in refused.value.hint


def test_a_table_of_other_things_is_refused(ws: Workspace) -> None:
    with pytest.raises(BadRows, match="none of the columns that this model uses") as refused:
        match(ws, "SELECT 1 AS shoe")

    assert refused.value.hint == "The model uses age, city, member and since."
