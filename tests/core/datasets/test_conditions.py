"""Conditions: what they find, what they refuse, and that values never become SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from core import datasets, workspace
from core.config import Settings
from core.datasets import Dataset, conditions
from core.datasets.conditions import OPERATORS, Condition, Where, build_where, describe
from core.errors import BadInput, NotFound
from core.workspace import Workspace
from tests.worlds import store

THINGS = """
SELECT * FROM (VALUES
  (1, 'Oslo',   1.5,              DATE '2026-01-31', TIMESTAMP '2026-01-31 08:00', TIME '08:00', true,  'x'),
  (2, 'bergen', 'inf'::DOUBLE,    DATE '1850-02-01', TIMESTAMP '1850-02-01 23:59', TIME '23:59', false, 'x'),
  (3, NULL,     NULL,             NULL,              NULL,                         NULL,         NULL,  'y'),
  (4, 'O"; x',  -2e300,           DATE '2026-02-01', TIMESTAMP '2026-02-01 00:00', TIME '00:00', true,  NULL)
) AS t(n, "na""me", size, day, moment, clock, yes, "select")
"""


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for all: nothing here changes it."""
    opened = workspace.open(Settings(data_dir=tmp_path_factory.mktemp("data"), sample_data=False))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def things(ws: Workspace) -> Dataset:
    return store(ws, THINGS, kinds={"n": "number"})


def found(ws: Workspace, dataset: Dataset, *given: Condition, **options: Any) -> list[int]:
    """The numbers of the rows that the conditions find."""
    where = build_where(dataset, given, **options)
    with datasets.reading(ws, dataset) as reader:
        reader.connection.execute(f"USE {reader.schema}")
        rows = reader.connection.execute(f"SELECT n FROM data {where.clause} ORDER BY n", where.parameters).fetchall()
    return [n for (n,) in rows]


CASES = [
    (Condition('na"me', "is", "Oslo"), [1]),
    (Condition('na"me', "is_not", "Oslo"), [2, 3, 4]),
    (Condition('na"me', "one_of", ("Oslo", "bergen")), [1, 2]),
    (Condition('na"me', "none_of", ("Oslo", "bergen")), [3, 4]),
    (Condition('na"me', "contains", "OSL"), [1]),
    (Condition('na"me', "contains", '"; x'), [4]),
    (Condition('na"me', "contains_not", "o"), [2, 3]),
    (Condition('na"me', "starts_with", "Ber"), [2]),
    (Condition('na"me', "ends_with", "LO"), [1]),
    (Condition('na"me', "matches", "^[A-Z].*$"), [1, 4]),
    (Condition('na"me', "is_missing"), [3]),
    (Condition('na"me', "is_present"), [1, 2, 4]),
    (Condition("select", "repeats"), [1, 2]),
    (Condition("n", "below", 2), [1]),
    (Condition("n", "at_most", "2"), [1, 2]),
    (Condition("n", "above", 2.5), [3, 4]),
    (Condition("n", "at_least", 3), [3, 4]),
    (Condition("n", "between", (2, 3)), [2, 3]),
    (Condition("n", "starts_with", 4), [4]),
    (Condition("n", "below", 2**100), [1, 2, 3, 4]),
    (Condition("size", "is", "inf"), [2]),
    (Condition("size", "below", -1e300), [4]),
    (Condition("day", "is", "2026-01-31"), [1]),
    (Condition("day", "below", date(1900, 1, 1)), [2]),
    (Condition("day", "below", "2026-01-31T12:00"), [1, 2]),
    (Condition("moment", "is", "2026-01-31"), [1]),
    (Condition("moment", "at_most", "1850-02-01"), [2]),
    (Condition("moment", "between", ("2026-01-31", "2026-02-01")), [1, 4]),
    (Condition("moment", "is", "2026-01-31T09:00+01:00"), [1]),
    (Condition("moment", "is", datetime(2026, 1, 31, 8, tzinfo=UTC)), [1]),
    (Condition("clock", "at_least", "08:00"), [1, 2]),
    (Condition("clock", "is", time(8)), [1]),
    (Condition("yes", "is", True), [1, 4]),
    (Condition("yes", "is", "no"), [2]),
    (Condition("yes", "contains", True), [1, 4]),
]


@pytest.mark.parametrize(("condition", "rows"), CASES, ids=lambda case: str(case)[:60])
def test_a_condition_finds_its_rows(ws: Workspace, things: Dataset, condition: Condition, rows: list[int]) -> None:
    assert found(ws, things, condition) == rows


@pytest.mark.parametrize("condition", [condition for condition, _rows in CASES], ids=lambda case: str(case)[:60])
def test_a_condition_survives_json(ws: Workspace, things: Dataset, condition: Condition) -> None:
    back = Condition.from_json(condition.to_json())

    assert found(ws, things, back) == found(ws, things, condition)


def test_every_operator_is_shown_to_find_something() -> None:
    assert {condition.operator for condition, _rows in CASES} == {operator.key for operator in OPERATORS}


def test_all_conditions_hold_or_any(ws: Workspace, things: Dataset) -> None:
    two = (Condition("n", "below", 3), Condition("select", "is", "y"))

    assert found(ws, things, *two) == []
    assert found(ws, things, *two, match="any") == [1, 2, 3]


@pytest.mark.parametrize(
    ("words", "rows"), [("OSLO", [1]), ("1850", [2]), ("nothing such", []), ("", [1, 2, 3, 4]), ("'; DROP", [])]
)
def test_a_search_looks_into_every_column(ws: Workspace, things: Dataset, words: str, rows: list[int]) -> None:
    assert found(ws, things, search=words) == rows


def test_a_search_and_conditions_hold_together(ws: Workspace, things: Dataset) -> None:
    assert found(ws, things, Condition("n", "above", 1), search="x") == [2, 4]


def test_values_are_bound_and_names_are_quoted(things: Dataset) -> None:
    where = build_where(things, [Condition('na"me', "one_of", ("a", "'; DROP TABLE data")), Condition("n", "is", 1)])

    assert where == Where('("na""me" IN (?, ?)) AND ("n" = ?)', ("a", "'; DROP TABLE data", 1))
    assert where.clause == 'WHERE ("na""me" IN (?, ?)) AND ("n" = ?)'


def test_no_condition_means_every_row(things: Dataset) -> None:
    assert build_where(things, []) == Where("TRUE")
    assert build_where(things, []).clause == ""


def test_two_wheres_join_with_their_values_in_order() -> None:
    joined = Where("a = ?", (1,)).and_(Where("b = ? OR c = ?", (2, 3)))

    assert joined == Where("(a = ?) AND (b = ? OR c = ?)", (1, 2, 3))
    assert Where().and_(Where("a = ?", (1,))) == Where("a = ?", (1,))


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (Condition("n", "is", "many"), "“many” cannot be compared with “n”, which holds numbers"),
        (Condition("n", "is", True), "holds numbers"),
        (Condition("n", "is", float("nan")), "holds numbers"),
        (Condition("n", "is", 2**130), "holds numbers"),
        (Condition("n", "is", [[1]]), "holds numbers"),
        (Condition("day", "is", "31.1.2026"), "holds dates"),
        (Condition("day", "is", 5), "holds dates"),
        (Condition("clock", "is", "8 o'clock"), "holds times of day"),
        (Condition("clock", "is", 8), "holds times of day"),
        (Condition("yes", "is", "perhaps"), "holds yes or no"),
        (Condition("yes", "below", True), "cannot be compared with “is below”"),
        (Condition('na"me', "is", {"a": 1}), "holds text"),
        (Condition('na"me', "matches", "(open"), "is no pattern"),
        (Condition("n", "is"), "was given 0 values"),
        (Condition("n", "between", (1,)), "was given 1 values"),
        (Condition("n", "is_missing", 1), "was given 1 values"),
        (Condition("n", "one_of", tuple(range(1001))), "was given 1001 values"),
        (Condition("n", "resembles", 1), "“resembles” is no way to compare"),
    ],
    ids=lambda case: str(case)[:60],
)
def test_what_cannot_be_compared_is_refused_with_a_hint(things: Dataset, condition: Condition, message: str) -> None:
    with pytest.raises(BadInput, match=message.replace("(", r"\(")) as raised:
        build_where(things, [condition])

    assert raised.value.hint


def test_an_unknown_column_is_refused(things: Dataset) -> None:
    with pytest.raises(NotFound, match="no column “m”"):
        build_where(things, [Condition("m", "is", 1)])


def test_more_conditions_than_anybody_reads_are_refused(things: Dataset) -> None:
    with pytest.raises(BadInput, match="101 conditions"):
        build_where(things, [Condition("n", "is", 1)] * 101)


@pytest.mark.parametrize("given", [None, [], "a", {"column": "a"}, {"column": "a", "operator": "is", "or": 1}])
def test_what_is_no_condition_is_refused(given: Any) -> None:
    with pytest.raises(BadInput, match="is no condition"):
        Condition.from_json(given)


def test_a_column_offers_the_operators_that_suit_it(things: Dataset) -> None:
    keys = {operator.key for operator in conditions.operators(things.column("yes"))}

    assert "is" in keys
    assert "below" not in keys


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("age", "at_least", 18), "“age” is at least 18"),
        (Condition("age", "between", (1, 2)), "“age” is between 1 and 2"),
        (Condition("day", "is", date(2026, 5, 31)), "“day” is 2026-05-31"),
        (Condition("age", "is_missing"), "“age” is missing"),
        (Condition("age", "one_of", tuple(range(7))), "“age” is one of 0, 1, 2, 3, 4 and 2 more"),
        (Condition("word", "is", "a" * 50), f"“word” is {'a' * 39}…"),
    ],
)
def test_a_condition_is_said_in_words(condition: Condition, words: str) -> None:
    assert describe(condition) == words


def test_a_whole_number_is_said_without_its_point() -> None:
    assert describe(Condition("price", "above", 1e6)) == "“price” is above 1000000"
