"""The catalogue of models: versions, names, the way from training to ready, and removal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from core import jobs, models
from core.datasets import Dataset
from core.errors import BadInput, Conflict, NotFound
from core.models import Model
from core.models.catalogue import label
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store


def add(ws: Workspace, name: str = "m", dataset: Dataset | None = None) -> Model:
    dataset = dataset or store(ws, "SELECT 1 AS y")
    return models.add(ws, name=name, dataset=dataset, target="y", task="binary", settings={"seed": 3})


def test_a_new_model_is_in_training_and_remembers_where_it_comes_from(ws: Workspace) -> None:
    dataset = store(ws, "SELECT 1::BIGINT AS y", name="people")

    model = add(ws, dataset=dataset)

    assert (model.status, model.ready, model.version) == ("training", False, 1)
    assert (model.dataset_id, model.dataset_name, model.dataset_sha256) == (dataset.id, "people", dataset.sha256)
    assert (model.target, model.target_type, model.settings) == ("y", "BIGINT", {"seed": 3})


def test_models_of_one_name_are_counted_up(ws: Workspace) -> None:
    assert [add(ws, "a").version, add(ws, "a").version, add(ws, "b").version] == [1, 2, 1]


def test_many_who_add_at_once_get_different_versions(ws: Workspace) -> None:
    dataset = store(ws, "SELECT 1 AS y")

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda _: add(ws, dataset=dataset), range(16)))

    assert sorted(model.version for model in added) == list(range(1, 17))


def test_a_target_that_the_dataset_lacks_is_refused(ws: Workspace) -> None:
    dataset = store(ws, "SELECT 1 AS y")

    with pytest.raises(NotFound, match="no column “z”"):
        models.add(ws, name="m", dataset=dataset, target="z", task="binary")


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_is_empty_or_too_long_is_refused(ws: Workspace, name: str) -> None:
    with pytest.raises(BadInput, match="1 to 200 characters"):
        add(ws, name)


def test_a_finished_model_has_what_its_scorer_and_report_say(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    assert (model.status, model.metric, model.scores["roc_auc"]["value"]) == ("ready", "roc_auc", 0.86)
    assert [feature.name for feature in model.features] == ["age", "city", "member", "since"]
    assert model.features == tiny.COLUMNS
    assert model.finished_at is not None
    assert model.bytes is not None
    assert model.bytes > 1000


@pytest.mark.parametrize(
    ("type", "text", "expected"),
    [
        ("BIGINT", "1", 1),
        ("BIGINT", "2.0", 2),
        ("HUGEINT", "-7", -7),
        ("DOUBLE", "1.5", 1.5),
        ("BOOLEAN", "true", True),
        ("BOOLEAN", "false", False),
        ("BOOLEAN", "1", True),
        ("BOOLEAN", "0", False),
        ("VARCHAR", "1", "1"),
        ("DATE", "2024-01-31", "2024-01-31"),
        ("BIGINT", "many", "many"),
    ],
)
def test_a_class_is_of_the_type_that_its_column_has(type: str, text: str, expected: object) -> None:
    found = label(text, type)

    assert found == expected
    assert found.__class__ is expected.__class__


def test_a_failed_training_says_why(ws: Workspace) -> None:
    error = {"code": "bad_input", "message": "Too few rows.", "hint": "Bring more."}

    model = models.fail(ws, add(ws).id, error=error)

    assert (model.status, model.error) == ("failed", error)


def test_a_model_that_is_not_there_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="no model “md_nothing”"):
        models.find(ws, "md_nothing")


def test_the_list_has_the_newest_first_and_goes_on_where_it_ended(ws: Workspace) -> None:
    dataset = store(ws, "SELECT 1 AS y")
    ids = [add(ws, dataset=dataset).id for _ in range(5)]

    first = models.newest(ws, limit=3)
    second = models.newest(ws, limit=3, cursor=first.next_cursor)

    assert [model.id for model in (*first.items, *second.items)] == ids[::-1]
    assert second.next_cursor is None


def test_the_list_can_be_of_one_status_name_or_dataset(ws: Workspace) -> None:
    ready, waiting = tiny.add_model(ws, name="a"), add(ws, "b")

    assert [model.id for model in models.newest(ws, status="ready").items] == [ready.id]
    assert [model.id for model in models.newest(ws, name="b").items] == [waiting.id]
    assert [model.id for model in models.newest(ws, dataset_id=ready.dataset_id).items] == [ready.id]


def test_a_new_name_is_for_all_versions(ws: Workspace) -> None:
    first, second, other = add(ws, "a"), add(ws, "a"), add(ws, "c")

    renamed = models.rename(ws, second.id, "  b ")

    assert renamed.title == "b, version 2"
    assert models.find(ws, first.id).title == "b, version 1"
    assert models.find(ws, other.id).name == "c"


def test_the_name_of_other_models_is_refused(ws: Workspace) -> None:
    model = add(ws, "a")
    add(ws, "b")

    with pytest.raises(Conflict, match="named “b” already"):
        models.rename(ws, model.id, "b")

    assert models.rename(ws, model.id, "a").name == "a"


def test_a_removed_model_leaves_no_row_and_no_file(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    models.download(ws, model.id)

    models.remove(ws, model.id)

    assert list(ws.folders.models.iterdir()) == []
    with pytest.raises(NotFound):
        models.find(ws, model.id)


def test_a_model_in_training_is_not_removed_until_its_job_has_ended(ws: Workspace) -> None:
    model = add(ws)
    job = jobs.add(ws, "train", {}, subject=model.id)
    models.attach(ws, model.id, job.id)

    with pytest.raises(Conflict, match="is being trained") as refused:
        models.remove(ws, model.id)
    jobs.cancel(ws, job.id)
    models.remove(ws, model.id)

    assert "Cancel" in refused.value.hint
    assert models.newest(ws).items == ()
