"""Datasets made from datasets."""

from __future__ import annotations

from core import datasets
from core.datasets import making
from core.datasets.importing.storing.database import Database
from core.datasets.making import Plan
from core.storage.state import new_id
from core.workspace import Workspace
from tests.worlds import store


def test_the_rows_of_a_select_become_the_next_version_of_a_dataset(ws: Workspace) -> None:
    first = store(ws, "SELECT range AS n, 'a' AS word FROM range(3)")

    def doubled(database: Database) -> str:
        database.connection.execute(f"ATTACH '{datasets.path(ws, first.id)}' AS source (READ_ONLY)")
        return "(SELECT n * 2 AS n, word FROM source.data ORDER BY n DESC)"

    made = making.make(ws, Plan(new_id("ds"), first.name, {"kind": "steps"}, series=first.series), doubled)

    assert (made.series, made.version, made.rows) == (first.id, 2, 3)
    assert datasets.rows(ws, made).rows == ((4, "a"), (2, "a"), (0, "a"))
    assert [version.id for version in datasets.versions(ws, first.id)] == [made.id, first.id]
    assert [dataset.id for dataset in datasets.newest(ws).items] == [made.id]


def test_values_of_types_that_are_not_stored_are_converted_and_told(ws: Workspace) -> None:
    plan = Plan(new_id("ds"), "lists", {"kind": "query"})

    made = making.make(ws, plan, lambda database: "(SELECT [1, 2] AS list, 1.5::DECIMAL(9, 2) AS price)")

    assert datasets.rows(ws, made).rows == (("[1,2]", 1.5),)
    assert made.report["warnings"] == ["“list”: nested values are kept as JSON text."]
    assert not list(ws.folders.temporary.iterdir())


def test_a_renamed_dataset_keeps_one_name_for_all_its_versions(ws: Workspace) -> None:
    first = store(ws, "SELECT 1 AS n", name="old")
    making.make(ws, Plan(new_id("ds"), "old", {"kind": "steps"}, series=first.series), lambda database: "(SELECT 2 n)")

    datasets.rename(ws, first.id, "new")

    assert [version.name for version in datasets.versions(ws, first.id)] == ["new", "new"]
