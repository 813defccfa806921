"""A file brought only to be answered: imported once, beside its job."""

from __future__ import annotations

import pytest

from core import datasets, predicting
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


def upload(ws: Workspace) -> str:
    with uploads.receiving(ws, "people.csv") as writer:
        writer.write(b"Age,City\n" + b"30,Rome\n40,Paris\n" * 20)
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
