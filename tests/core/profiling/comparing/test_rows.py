"""Which rows came, went or changed, by their key."""

from __future__ import annotations

import pytest

from core.errors import BadInput, NotFound
from core.profiling import comparing
from core.profiling.comparing import Part
from core.workspace import Workspace
from tests.core.profiling.comparing.world import both
from tests.worlds import store

BEFORE = "SELECT * FROM (VALUES (1, 'ann', 10.0), (2, 'bob', 20.0), (3, 'cia', NULL)) AS t(id, name, pay)"
AFTER = "SELECT * FROM (VALUES (1, 'ann', 10.0), (2, 'bob', 25.0), (4, 'dan', 40.0)) AS t(id, name, pay)"


def test_rows_are_counted_by_what_became_of_them(ws: Workspace) -> None:
    found = comparing.changes(ws, *both(ws, BEFORE, AFTER), keys=["id"])

    assert (found.added, found.removed, found.changed, found.same) == (1, 1, 1, 1)
    assert found.changes == {"pay": 1}


def test_a_changed_row_shows_what_was_there_before(ws: Workspace) -> None:
    found = comparing.changed_rows(ws, *both(ws, BEFORE, AFTER), keys=["id"])

    assert found.columns == ("name", "pay")
    assert [(row.key, row.changed, [float(v) for v in row.before]) for row in found.rows] == [((2,), (1,), [20.0])]


def test_a_removed_row_shows_the_values_that_it_had(ws: Workspace) -> None:
    found = comparing.changed_rows(ws, *both(ws, BEFORE, AFTER), keys=["id"], what="removed")

    assert [(row.key, row.values) for row in found.rows] == [((3,), ("cia", None))]


def test_an_added_row_shows_the_values_that_it_has(ws: Workspace) -> None:
    found = comparing.changed_rows(ws, *both(ws, BEFORE, AFTER), keys=["id"], what="added")

    assert [row.key for row in found.rows] == [(4,)]


def test_rows_that_share_a_key_are_told_and_left_out(ws: Workspace) -> None:
    twice = f"{BEFORE} UNION ALL SELECT 2, 'rob', 1.0"

    found = comparing.changes(ws, *both(ws, twice, AFTER), keys=["id"])

    assert found.repeated == (2, 1)
    assert (found.added, found.removed, found.changed) == (1, 1, 0)


def test_rows_without_a_key_are_told_and_left_out(ws: Workspace) -> None:
    found = comparing.changes(ws, *both(ws, BEFORE, f"{AFTER} UNION ALL SELECT NULL, 'x', 1"), keys=["id"])

    assert found.without_key == (0, 1)
    assert found.added == 1


def test_a_key_may_take_several_columns(ws: Workspace) -> None:
    found = comparing.changes(ws, *both(ws, BEFORE, AFTER), keys=["id", "name"])

    assert (found.keys, found.changed, found.same) == (("id", "name"), 1, 1)


def test_only_rows_that_changed_in_one_column_can_be_asked_for(ws: Workspace) -> None:
    parts = both(ws, BEFORE, AFTER)

    assert comparing.changed_rows(ws, *parts, keys=["id"], column="name").rows == ()
    assert len(comparing.changed_rows(ws, *parts, keys=["id"], column="pay").rows) == 1


def test_pages_follow_one_another_in_the_order_of_the_key(ws: Workspace) -> None:
    parts = both(ws, "SELECT range AS id, 1 AS v FROM range(10)", "SELECT range AS id, 2 AS v FROM range(10)")

    page = comparing.changed_rows(ws, *parts, keys=["id"], limit=3, offset=6)

    assert [row.key[0] for row in page.rows] == [6, 7, 8]


def test_not_a_number_is_the_same_as_itself(ws: Workspace) -> None:
    same = "SELECT 1 AS id, 'nan'::DOUBLE AS v"

    assert comparing.changes(ws, *both(ws, same, same), keys=["id"]).same == 1


def test_columns_of_another_type_are_compared_as_text(ws: Workspace) -> None:
    found = comparing.changes(ws, *both(ws, "SELECT 1 AS id, 5 AS v", "SELECT 1 AS id, '5' AS v"), keys=["id"])

    assert found.same == 1


def test_a_renamed_column_is_followed(ws: Workspace) -> None:
    found = comparing.changes(
        ws, *both(ws, "SELECT 1 AS id, 5 AS Unit_Price", "SELECT 1 AS id, 6 AS unitprice"), keys=["id"]
    )

    assert found.changes == {"unitprice": 1}


@pytest.mark.parametrize(("keys", "error"), [([], BadInput), (["pay2"], BadInput), (["nothing"], NotFound)])
def test_a_key_must_be_there_on_both_sides(ws: Workspace, keys: list[str], error: type[Exception]) -> None:
    parts = both(ws, BEFORE, AFTER.replace("id, name, pay", "id, name, pay2"))

    with pytest.raises(error):
        comparing.changes(ws, Part(parts[0].dataset), Part(store(ws, f"SELECT *, 1 AS pay2 FROM ({AFTER})")), keys=keys)


def test_a_column_that_is_a_key_has_no_changes_to_show(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="“id” is not compared"):
        comparing.changed_rows(ws, *both(ws, BEFORE, AFTER), keys=["id"], column="id")


def test_more_rows_than_one_answer_holds_are_refused(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="Rows 0 to 5000"):
        comparing.changed_rows(ws, *both(ws, BEFORE, AFTER), keys=["id"], limit=5_000)


def test_an_id_of_both_sides_is_suggested_as_the_key(ws: Workspace) -> None:
    left, right = both(ws, BEFORE, AFTER, kinds={"id": "id"})

    assert comparing.suggested_keys(left.dataset, right.dataset) == ("id",)
