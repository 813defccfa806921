"""A file brought only to be answered: imported once, beside its job."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core import datasets, models, predicting
from core.datasets import uploads
from core.datasets.importing import limits
from core.errors import NotFound
from core.jobs import Reporter
from core.predicting import incoming
from core.storage import folders
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store


@pytest.fixture(autouse=True)
def _this_process_stays_unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "apply", lambda settings: None)


def upload(ws: Workspace, content: bytes = b"Age,City\n" + b"30,Rome\n40,Paris\n" * 20) -> str:
    with uploads.receiving(ws, "people.csv") as writer:
        writer.write(content)
    return writer.upload.id


def test_an_upload_becomes_a_table_and_no_dataset(ws: Workspace) -> None:
    job = predicting.start_file(ws, tiny.add_model(ws).id, upload_id=upload(ws))

    with incoming.opened(ws, job, Reporter(ws, job.id)) as table:
        rows = table.reader.connection.execute(f'SELECT count(*), sum("Age") FROM {table.reader.table}').fetchall()

    assert rows == [(40, 1400)]
    assert (table.name, table.rows, [column.kind for column in table.columns]) == (
        "people.csv",
        40,
        ["number", "category"],
    )
    assert table.begun > 0
    assert [dataset.name for dataset in datasets.newest(ws).items] == ["people"]  # the tiny model's


def test_a_job_that_goes_on_needs_the_upload_no_more(ws: Workspace) -> None:
    upload_id = upload(ws)
    job = predicting.start_file(ws, tiny.add_model(ws).id, upload_id=upload_id)
    with incoming.opened(ws, job, Reporter(ws, job.id)):
        pass
    folders.remove(uploads.path(ws, upload_id))

    with incoming.opened(ws, job, Reporter(ws, job.id)) as table:
        assert table.rows == 40


def test_an_upload_that_is_gone_is_not_found(ws: Workspace) -> None:
    upload_id = upload(ws)
    job = predicting.start_file(ws, tiny.add_model(ws).id, upload_id=upload_id)
    folders.remove(uploads.path(ws, upload_id))

    with pytest.raises(NotFound, match="no upload"), incoming.opened(ws, job, Reporter(ws, job.id)):
        pytest.fail("there is nothing to open")


def test_a_dataset_is_read_where_it_is(ws: Workspace) -> None:
    dataset = store(ws, "SELECT 30 AS age")
    job = predicting.start_file(ws, tiny.add_model(ws).id, dataset_id=dataset.id)

    with incoming.opened(ws, job, Reporter(ws, job.id)) as table:
        assert (table.name, table.columns, table.rows, table.begun) == ("t", dataset.columns, 1, 0.0)


AMBIGUOUS = b"since,age\n3/12/2015,30\n4/5/2015,40\n"


def brought(ws: Workspace, model_id: str, content: bytes, **options: Any) -> tuple[list[Any], tuple[str, ...]]:
    """The first column of an upload as a prediction reads it, and the warnings about it."""
    job = predicting.start_file(ws, model_id, upload_id=upload(ws, content), **options)
    with incoming.opened(ws, job, Reporter(ws, job.id)) as table:
        rows = table.reader.connection.execute(f"SELECT * FROM {table.reader.table} ORDER BY rowid").fetchall()
        return [row[0] for row in rows], table.warnings


@pytest.mark.parametrize("name", ["since", "Since"])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("date %m/%d/%Y", [date(2015, 3, 12), date(2015, 4, 5)]),
        ("date %d/%m/%Y", [date(2015, 12, 3), date(2015, 5, 4)]),
    ],
)
def test_dates_are_read_in_the_order_of_the_training_file(
    ws: Workspace, name: str, written: str, expected: list[date]
) -> None:
    model = tiny.add_model(ws, settings={"conventions": {name: written}})

    assert brought(ws, model.id, AMBIGUOUS) == (expected, ())


def test_a_file_that_shows_another_order_is_read_as_it_shows(ws: Workspace) -> None:
    model = tiny.add_model(ws, settings={"conventions": {"since": "date %m/%d/%Y"}})

    assert brought(ws, model.id, b"since,age\n3/12/2015,30\n31/5/2015,40\n")[0] == [
        date(2015, 12, 3),
        date(2015, 5, 31),
    ]


def test_a_column_chosen_under_another_name_keeps_the_convention(ws: Workspace) -> None:
    model = tiny.add_model(ws, settings={"conventions": {"since": "date %m/%d/%Y"}})

    values, _ = brought(ws, model.id, AMBIGUOUS.replace(b"since", b"entry"), columns={"since": "entry"})

    assert values == [date(2015, 3, 12), date(2015, 4, 5)]


def test_decimals_are_read_like_those_of_the_training_file(ws: Workspace) -> None:
    model = tiny.add_model(ws, settings={"conventions": {"age": "decimal comma"}})

    assert brought(ws, model.id, b"age;city\n1,500;Rome\n2,250;Oslo\n")[0] == [1.5, 2.25]


def test_a_column_of_words_stays_one(ws: Workspace) -> None:
    model = tiny.add_model(ws, settings={"conventions": {"city": "words"}})

    assert brought(ws, model.id, b"city,age\nyes,30\nno,40\n")[0] == ["yes", "no"]


def test_without_the_training_file_a_guess_is_told(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    datasets.remove(ws, model.dataset_id)

    values, warnings = brought(ws, model.id, AMBIGUOUS)

    assert values == [date(2015, 12, 3), date(2015, 5, 4)]
    assert warnings == ("“since”: no date shows whether the day or the month comes first; read day first.",)


def test_an_older_model_asks_its_dataset(ws: Workspace) -> None:
    columns = [{"name": "since", "type": "DATE", "written": "date %m/%d/%Y"}]
    dataset = replace(store(ws, "SELECT 1 AS left"), id="ds_older", report={"format": "text", "columns": columns})
    datasets.add(ws, dataset)
    model = models.add(ws, name="older", dataset=dataset, target="left", task="binary")
    models.finish(ws, model.id, tiny.scorer(), tiny.REPORT)

    assert brought(ws, model.id, AMBIGUOUS)[0] == [date(2015, 3, 12), date(2015, 4, 5)]
