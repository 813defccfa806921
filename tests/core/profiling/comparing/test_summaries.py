"""What changed since the version before, in a few sentences."""

from __future__ import annotations

from dataclasses import replace

from core import datasets
from core.datasets import Dataset
from core.profiling import comparing
from core.profiling.comparing import summaries
from core.storage.state import new_id
from core.workspace import Workspace
from tests.worlds import store

FIRST = "SELECT range % 50 AS row, range % 100 AS price, ['a', 'b'][1 + range % 2] AS class FROM range(2_000)"
LATER = f"SELECT * REPLACE (price + 70 AS price), 1 AS more FROM ({FIRST.replace('2_000', '2_500')})"


def later(ws: Workspace, before: Dataset, select: str) -> Dataset:
    """The next version of a dataset: stored by itself, then told to belong to the same series."""
    alone = store(ws, select, name=before.name)
    moved = datasets.add(ws, replace(alone, id=new_id("ds"), series=before.series))
    datasets.path(ws, alone.id).rename(datasets.path(ws, moved.id))
    return moved


def test_a_first_version_has_nothing_before_it(ws: Workspace) -> None:
    assert comparing.since_last(ws, store(ws, FIRST)) is None


def test_a_later_version_is_compared_with_the_one_before(ws: Workspace) -> None:
    first = store(ws, FIRST)
    second = later(ws, first, LATER)

    found = comparing.since_last(ws, second)

    assert found is not None
    assert (found.before_id, found.before_version, found.calm) == (first.id, 1, False)
    assert found.headline == "500 rows more (25%)."
    assert found.sentences[1:] == ("New: 1 column (“more”).", "The values moved in 1 column (“price”).")


def test_the_same_again_is_calm(ws: Workspace) -> None:
    found = comparing.since_last(ws, later(ws, store(ws, FIRST), FIRST))

    assert found is not None
    assert found.calm
    assert found.sentences == (
        "As many rows as before: 2,000.",
        "The same columns, and their values are spread as before.",
    )


def test_a_value_that_is_new_in_a_stable_column_is_told(ws: Workspace) -> None:
    second = later(
        ws,
        store(ws, FIRST),
        FIRST.replace("['a', 'b'][1 + range % 2]", "CASE WHEN range = 7 THEN 'q' ELSE ['a', 'b'][1 + range % 2] END"),
    )

    found = comparing.since_last(ws, second)

    assert found is not None
    assert "Values that were not there before in 1 column (“class”)." in found.sentences


def test_columns_gone_renamed_and_of_another_type_are_told(ws: Workspace) -> None:
    before = store(ws, "SELECT range AS gone, range AS Unit_Price, range AS code FROM range(50)")
    second = later(ws, before, "SELECT range AS unitprice, range::VARCHAR AS code FROM range(50)")

    found = comparing.since_last(ws, second)

    assert found is not None
    assert found.sentences[1:4] == (
        "Gone: 1 column (“gone”).",
        "“Unit_Price” seems to be called “unitprice” now.",
        "Of another type: 1 column (“code”).",
    )


def test_an_empty_version_is_not_compared(ws: Workspace) -> None:
    assert comparing.since_last(ws, later(ws, store(ws, FIRST), f"{FIRST} LIMIT 0")) is None


def test_a_comparison_of_versions_is_kept(ws: Workspace) -> None:
    first = store(ws, FIRST)
    second = later(ws, first, LATER)

    made = comparing.versions(ws, first, second)

    assert comparing.versions(ws, first, second) == made
    assert comparing.versions(ws, first, second).made_at == made.made_at


def test_a_kept_comparison_that_cannot_be_read_is_made_anew(ws: Workspace) -> None:
    first = store(ws, FIRST)
    second = later(ws, first, LATER)
    made = comparing.versions(ws, first, second)
    summaries._path(ws, first, second).write_text("{}")

    assert comparing.versions(ws, first, second).columns == made.columns


def test_removing_a_dataset_removes_its_comparisons(ws: Workspace) -> None:
    first = store(ws, FIRST)
    second = later(ws, first, LATER)
    comparing.versions(ws, first, second)

    datasets.remove(ws, second.id)

    assert list(ws.folders.datasets.glob("*comparison*")) == []
