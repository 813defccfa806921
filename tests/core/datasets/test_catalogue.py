"""The datasets there are: found, read, renamed, removed."""

from __future__ import annotations

import duckdb
import pytest

from core import datasets, jobs
from core.errors import BadInput, Conflict, NotFound
from core.workspace import Workspace
from tests.worlds import store

CITIES = "SELECT * FROM (VALUES ('Oslo', 1), ('Bergen', 2), ('Tromsø', 3)) AS t(city, people)"


def test_a_dataset_is_found_as_it_was_stored(ws: Workspace) -> None:
    stored = store(ws, CITIES, name="cities")

    assert datasets.find(ws, stored.id) == stored


def test_rows_come_in_the_order_of_the_file(ws: Workspace) -> None:
    dataset = store(ws, CITIES)

    found = datasets.rows(ws, dataset, limit=2, offset=1)

    assert found.columns == ("city", "people")
    assert found.rows == (("Bergen", 2), ("Tromsø", 3))


def test_rows_of_chosen_columns_only(ws: Workspace) -> None:
    assert datasets.rows(ws, store(ws, CITIES), columns=("people",)).rows == ((1,), (2,), (3,))


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (10_001, 0), (1, -1)])
def test_a_limit_out_of_range_is_refused(ws: Workspace, limit: int, offset: int) -> None:
    with pytest.raises(BadInput, match="were asked for"):
        datasets.rows(ws, store(ws, CITIES), limit=limit, offset=offset)


def test_an_unknown_column_is_refused_with_the_closest_name(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="no column “peopel”") as raised:
        datasets.rows(ws, store(ws, CITIES), columns=("peopel",))

    assert raised.value.hint == "Did you mean “people”?"


def test_misfits_are_told_with_their_column_and_count_a_window_at_a_time(ws: Workspace) -> None:
    dataset = store(ws, CITIES)
    with duckdb.connect(str(datasets.path(ws, dataset.id))) as connection:
        connection.execute("INSERT INTO misfits VALUES ('people', 7, 'many', 9), ('people', NULL, '?', 1)")

    first = datasets.misfits(ws, dataset, limit=1)
    second = datasets.misfits(ws, dataset, limit=1, offset=1)

    assert first.columns == ("column", "text", "count", "line")
    assert (first.rows, second.rows) == ((("people", "many", 9, 7),), (("people", "?", 1, None),))


def test_a_renamed_dataset_keeps_everything_else(ws: Workspace) -> None:
    stored = store(ws, CITIES, name="cities")

    renamed = datasets.rename(ws, stored.id, "  Norwegian   cities ")

    assert renamed.name == "Norwegian cities"
    assert renamed.sha256 == stored.sha256
    assert datasets.rows(ws, renamed).rows == datasets.rows(ws, stored).rows


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_useless_name_is_refused(ws: Workspace, name: str) -> None:
    with pytest.raises(BadInput, match="1 to 200 characters"):
        datasets.rename(ws, store(ws, CITIES).id, name)


def test_a_removed_dataset_leaves_nothing(ws: Workspace) -> None:
    dataset = store(ws, CITIES)
    datasets.rows(ws, dataset)

    datasets.remove(ws, dataset.id)

    assert list(ws.folders.datasets.iterdir()) == []
    with pytest.raises(NotFound, match=dataset.id):
        datasets.find(ws, dataset.id)


def test_the_list_is_newest_first_page_by_page(ws: Workspace) -> None:
    ids = [store(ws, CITIES, name=f"n{number}").id for number in range(3)]

    first = datasets.newest(ws, limit=2)
    second = datasets.newest(ws, limit=2, cursor=first.next_cursor)

    assert [dataset.id for dataset in first.items + second.items] == ids[::-1]
    assert second.next_cursor is None


@pytest.mark.parametrize("kind", ["train", "predict"])
def test_a_dataset_that_a_job_needs_is_not_removed_until_the_job_is_over(ws: Workspace, kind: str) -> None:
    dataset = store(ws, CITIES, name="cities")
    job = jobs.add(ws, kind, {"dataset_id": dataset.id}, subject="md_1")

    with pytest.raises(Conflict, match=f"“cities” is needed by job {job.id}") as raised:
        datasets.remove(ws, dataset.id)

    assert "cancel" in raised.value.hint
    assert datasets.rows(ws, dataset).rows
    jobs.cancel(ws, job.id)
    datasets.remove(ws, dataset.id)
    with pytest.raises(NotFound):
        datasets.find(ws, dataset.id)


def test_a_job_on_another_dataset_keeps_nobody_from_removing_this_one(ws: Workspace) -> None:
    dataset = store(ws, CITIES)
    jobs.add(ws, "train", {"dataset_id": "ds_another"}, subject="md_1")

    datasets.remove(ws, dataset.id)

    with pytest.raises(NotFound):
        datasets.find(ws, dataset.id)
