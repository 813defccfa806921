"""Imports as jobs: in a child process, whole or not at all, whatever happens to it."""

from __future__ import annotations

import gzip
import os
import signal
import time

import pytest

from core import datasets, jobs
from core.datasets import ImportOptions, uploads
from core.datasets.importing import starting
from core.errors import BadFile, BadInput, NotFound
from core.jobs import Job
from core.workspace import Workspace

PEOPLE = b"name,age\nAnn,31\nBo,42\nCy\n"


def upload(ws: Workspace, content: bytes, name: str = "people.csv.gz") -> uploads.Upload:
    with uploads.receiving(ws, name) as writer:
        writer.write(content)
    return writer.upload


def imported(ws: Workspace, content: bytes, **options: object) -> Job:
    job = datasets.start_import(ws, upload(ws, content).id, options=ImportOptions.from_json(options))
    return jobs.wait(ws, job.id, seconds=60)


def large(lines: int) -> bytes:
    """A table that takes a while: quotes inside values are mended line by line."""
    return b"a,b,c\n" + b'1,"x "y" z",2.5\n' * lines


def wait_until_running(ws: Workspace, job: Job) -> int:
    """The process of the job, once it writes the dataset's file."""
    deadline = time.monotonic() + 60
    while not list(ws.folders.datasets.glob(".*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    return jobs.find(ws, job.id).pid or 0


def test_an_upload_becomes_a_dataset_with_its_report(supervised: Workspace) -> None:
    job = imported(supervised, PEOPLE)

    dataset = datasets.find(supervised, job.subject)
    assert job.result == {"dataset_id": dataset.id}
    assert (dataset.name, dataset.source, dataset.rows, dataset.bytes) == ("people", "people.csv.gz", 3, len(PEOPLE))
    assert [(column.name, column.kind, column.type) for column in dataset.columns] == [
        ("name", "category", "VARCHAR"),
        ("age", "number", "BIGINT"),
    ]
    assert dataset.report["delimiter"] == ","
    assert {decision["what"] for decision in dataset.report["decisions"]} >= {"encoding", "delimiter", "header"}
    assert datasets.rows(supervised, dataset).rows == (("Ann", 31), ("Bo", 42), ("Cy", None))


def test_lines_that_do_not_fit_can_be_looked_at(supervised: Workspace) -> None:
    job = imported(supervised, b"a,b\n1,2\n3,4,5\n6,7\n")

    dataset = datasets.find(supervised, job.subject)

    assert datasets.rejects(supervised, dataset).rows == ((3, "3,4,5", "3 values where the table has 2 columns"),)


def test_what_a_person_chose_is_kept_with_the_dataset(supervised: Workspace) -> None:
    job = imported(supervised, b"a;b\n1;2\n", delimiter=",", all_text=True)

    dataset = datasets.find(supervised, job.subject)

    assert dataset.report["options"] == {"delimiter": ",", "all_text": True}
    assert datasets.rows(supervised, dataset).rows == (("1;2",),)


def test_a_file_that_is_no_table_fails_in_words(supervised: Workspace) -> None:
    job = imported(supervised, b"%PDF-1.7")

    assert job.status == "failed"
    assert job.error == {
        "code": "bad_file",
        "message": "This is a PDF document, not a table.",
        "hint": "Export the table as CSV, Excel, Parquet or JSON and upload that.",
    }
    assert list(supervised.folders.datasets.iterdir()) == []


def test_a_bomb_is_stopped_at_the_first_sign(supervised: Workspace) -> None:
    job = imported(supervised, gzip.compress(bytes(100_000_000)))

    assert job.status == "failed"
    assert job.error is not None
    assert job.error["code"] == "too_large"
    assert "holds more than" in job.error["message"]


def test_a_cancelled_import_leaves_nothing(supervised: Workspace) -> None:
    job = datasets.start_import(supervised, upload(supervised, large(1_000_000)).id)
    wait_until_running(supervised, job)

    jobs.cancel(supervised, job.id)
    job = jobs.wait(supervised, job.id, seconds=60)

    assert job.status == "cancelled"
    assert list(supervised.folders.datasets.iterdir()) == []
    with pytest.raises(NotFound):
        datasets.find(supervised, job.subject)


def test_a_killed_import_leaves_no_half_dataset_and_can_be_resumed(supervised: Workspace) -> None:
    job = datasets.start_import(supervised, upload(supervised, large(150_000)).id)
    process = wait_until_running(supervised, job)

    os.kill(process, signal.SIGKILL)
    killed = jobs.wait(supervised, job.id, seconds=60)
    jobs.resume(supervised, job.id)
    resumed = jobs.wait(supervised, job.id, seconds=120)

    assert killed.status == "interrupted"
    assert resumed.status == "done"
    assert datasets.find(supervised, job.subject).rows == 150_000
    assert [path.name for path in supervised.folders.datasets.iterdir()] == [f"{job.subject}.duckdb"]


def test_an_inspection_tells_what_an_import_would_do_and_stores_nothing(supervised: Workspace) -> None:
    seen = datasets.inspect(supervised, upload(supervised, PEOPLE))

    assert seen.preview == (("Ann", 31), ("Bo", 42), ("Cy", None))
    assert seen.raw[:2] == ("name,age", "Ann,31")
    assert [column["name"] for column in seen.columns] == ["name", "age"]
    assert "delimiter" in [decision.what for decision in seen.decisions]
    assert seen.complete
    assert datasets.newest(supervised).items == ()
    assert list(supervised.folders.datasets.iterdir()) == []


def test_an_inspection_refuses_what_an_import_would_refuse(supervised: Workspace) -> None:
    with pytest.raises(BadFile, match="empty"):
        datasets.inspect(supervised, upload(supervised, b""))


def test_an_inspection_of_a_long_file_looks_at_its_beginning(supervised: Workspace) -> None:
    seen = datasets.inspect(supervised, upload(supervised, b"a,b\n" + b"1,2\n" * 50_000))

    assert (seen.rows_read, seen.complete) == (10_000, False)


def test_an_unknown_upload_is_not_imported(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        datasets.start_import(ws, "up_nothing")


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.csv", "a"), ("sales.2024.csv.gz", "sales.2024"), (".csv", ".csv"), ("no ending", "no ending")],
)
def test_a_dataset_is_named_after_its_file(ws: Workspace, file: str, name: str) -> None:
    job = starting.start_import(ws, upload(ws, b"a\n1\n", file).id)

    assert job.spec["name"] == name


def test_a_name_of_nothing_is_refused(ws: Workspace) -> None:
    with pytest.raises(BadInput):
        starting.start_import(ws, upload(ws, b"a\n1\n").id, name="x" * 500)
