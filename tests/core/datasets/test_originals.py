"""Kept files: once each, as long as a dataset needs them, and read again to make the next version."""

from __future__ import annotations

import gzip
import hashlib
import os
import signal
import time

import pytest

from core import config, datasets, jobs, workspace
from core.datasets import Dataset, ImportOptions, originals, uploads
from core.datasets.importing import incoming
from core.datasets.importing.reporting.report import ImportReport
from core.errors import BadInput, NotFound
from core.jobs import Job
from core.workspace import Workspace

PEOPLE = b"name,age\nAnn,31\nBo,42\n" + b"Cy,7\n" * 2000
SHA = hashlib.sha256(PEOPLE).hexdigest()


def upload(ws: Workspace, content: bytes, name: str = "people.csv") -> str:
    with uploads.receiving(ws, name) as writer:
        writer.write(content)
    return writer.upload.id


def made(ws: Workspace, job: Job) -> Dataset:
    ended = jobs.wait(ws, job.id, seconds=60)
    assert ended.status == "done", ended.error
    return datasets.find(ws, ended.subject)


def imported(ws: Workspace, content: bytes = PEOPLE, **options: object) -> Dataset:
    return made(ws, datasets.start_import(ws, upload(ws, content), options=ImportOptions.from_json(options)))


def test_the_file_of_a_dataset_is_kept_compressed(supervised: Workspace) -> None:
    dataset = imported(supervised)

    (original,) = originals.find(supervised, dataset)
    assert (original.name, original.bytes, original.sha256) == ("people.csv", len(PEOPLE), SHA)
    assert original.stored_bytes < len(PEOPLE) / 10
    assert originals.total(supervised) == originals.Kept(1, original.stored_bytes)


def test_a_dataset_tells_where_it_comes_from(supervised: Workspace) -> None:
    dataset = imported(supervised, delimiter=",")

    files = [{"name": "people.csv", "bytes": len(PEOPLE), "sha256": SHA}]
    assert dataset.origin == {"kind": "file", "source": "people.csv", "files": files, "options": {"delimiter": ","}}
    assert dataset.report["source"]["files"] == files
    assert dataset.report["source"]["person"] == ""
    assert dataset.report["source"]["imported_at"].endswith("+00:00")


def test_what_is_compressed_already_is_kept_as_it_is(supervised: Workspace) -> None:
    packed = gzip.compress(PEOPLE)

    (original,) = originals.find(supervised, imported(supervised, packed))

    assert original.stored_bytes == len(packed)


def test_a_file_can_be_read_again_in_another_way(supervised: Workspace) -> None:
    first = imported(supervised)
    options = ImportOptions(types={"age": "text"}, names={"name": "who"})

    second = made(supervised, datasets.reread(supervised, first.id, options))

    assert (second.series, second.version, second.name) == (first.series, 2, first.name)
    assert [(column.name, column.type) for column in second.columns] == [("who", "VARCHAR"), ("age", "VARCHAR")]
    assert (second.origin["kind"], second.origin["of"]) == ("again", first.id)
    assert second.origin["options"] == options.to_json()
    assert originals.total(supervised).files == 1


def test_a_file_is_read_again_with_the_options_of_before(supervised: Workspace) -> None:
    first = imported(supervised, all_text=True)

    second = made(supervised, datasets.reread(supervised, first.id))

    assert second.origin["options"] == {"all_text": True}


def test_what_reading_again_would_do_can_be_looked_at(supervised: Workspace) -> None:
    dataset = imported(supervised)

    looked = datasets.inspect_again(supervised, dataset.id, ImportOptions(exclude=("age",)))

    assert [column["name"] for column in looked.columns] == ["name"]
    assert len(datasets.versions(supervised, dataset.id)) == 1


def test_a_new_file_becomes_the_next_version(supervised: Workspace) -> None:
    first = imported(supervised)

    second = made(
        supervised, datasets.start_import(supervised, upload(supervised, b"a\n1\n"), name="x", version_of=first.id)
    )

    assert (second.series, second.version, second.name) == (first.series, 2, "people")


def test_several_files_become_one_dataset_that_can_be_read_again(supervised: Workspace) -> None:
    ids = [upload(supervised, b"a,b\n1,x\n", "one.csv"), upload(supervised, b"b,a\ny,2\n", "two.csv")]

    looked = datasets.inspect_several(supervised, ids)
    first = made(supervised, datasets.start_import_of_several(supervised, ids, name="Both"))
    second = made(supervised, datasets.reread(supervised, first.id))

    assert looked.rows_read == 2
    assert first.origin["kind"] == "files"
    assert (first.source, first.name, first.rows) == ("one.csv, two.csv", "Both", 2)
    assert datasets.rows(supervised, second).rows == ((1, "x", "one.csv"), (2, "y", "two.csv"))
    assert originals.total(supervised).files == 2


def test_no_file_and_the_same_one_twice_are_refused(ws: Workspace) -> None:
    one = upload(ws, b"a\n1\n")

    with pytest.raises(BadInput, match="0 files"):
        datasets.start_import_of_several(ws, [])
    with pytest.raises(BadInput, match="chosen twice"):
        datasets.start_import_of_several(ws, [one, one])


def test_a_kept_file_is_gone_with_the_last_dataset_that_needs_it(supervised: Workspace) -> None:
    first, second = imported(supervised), imported(supervised)

    datasets.remove(supervised, first.id)
    assert originals.has(supervised, second)

    datasets.remove(supervised, second.id)
    assert originals.total(supervised) == originals.Kept(0, 0)


def test_a_file_that_is_no_table_is_not_kept(supervised: Workspace) -> None:
    job = datasets.start_import(supervised, upload(supervised, b"%PDF-1.7"))

    assert jobs.wait(supervised, job.id, seconds=60).status == "failed"
    assert originals.total(supervised).files == 0


def test_a_dataset_whose_file_is_not_kept_cannot_be_read_again(supervised: Workspace) -> None:
    dataset = imported(supervised)
    for file in supervised.folders.originals.glob(f"{SHA}*"):
        file.unlink()

    assert not originals.has(supervised, dataset)
    with pytest.raises(NotFound, match="is not kept"):
        datasets.reread(supervised, dataset.id)
    with pytest.raises(NotFound, match="is not kept"):
        originals.unpack(supervised, SHA, supervised.folders.temporary / "x")


def test_files_are_not_kept_where_that_is_switched_off(ws: Workspace) -> None:
    closed = workspace.open(config.Settings(data_dir=ws.folders.root, sample_data=False, keep_originals=False))
    path = uploads.path(ws, upload(ws, PEOPLE))

    incoming.keep(closed, [incoming.File("people.csv", path, len(PEOPLE), SHA)], ImportReport())
    closed.close()

    assert originals.total(ws).files == 0


def test_where_there_is_no_room_the_report_says_so(ws: Workspace) -> None:
    full = workspace.open(config.Settings(data_dir=ws.folders.root, sample_data=False, originals_limit_mb=0))
    path, report = uploads.path(ws, upload(ws, PEOPLE)), ImportReport()

    incoming.keep(full, [incoming.File("people.csv", path, len(PEOPLE), SHA)], report)
    full.close()

    assert report.warnings == ["The uploaded file is not kept: the originals would take more than 0 MB."]


def test_what_a_crash_left_is_swept_up(ws: Workspace) -> None:
    originals.keep(ws, uploads.path(ws, upload(ws, PEOPLE)), SHA)

    assert originals.remove_unneeded(ws) == 1
    assert originals.total(ws).files == 0


def test_what_a_waiting_import_needs_is_not_swept_up(ws: Workspace) -> None:
    upload_id = upload(ws, PEOPLE)
    originals.keep(ws, uploads.path(ws, upload_id), SHA)
    datasets.start_import(ws, upload_id)

    assert originals.remove_unneeded(ws) == 0


def test_an_import_that_is_killed_leaves_nothing_and_loses_nothing(supervised: Workspace) -> None:
    content = b"a,b,c\n" + b'1,"x "y" z",2.5\n' * 60_000
    job = datasets.start_import(supervised, upload(supervised, content))
    deadline = time.monotonic() + 60
    while not list(supervised.folders.datasets.glob(".*")) and time.monotonic() < deadline:
        time.sleep(0.01)

    os.kill(jobs.find(supervised, job.id).pid or 0, signal.SIGKILL)
    ended = jobs.wait(supervised, job.id, seconds=60)

    assert ended.status == "interrupted"
    assert list(supervised.folders.datasets.iterdir()) == []
    assert originals.total(supervised).files == 0

    jobs.resume(supervised, job.id)
    dataset = made(supervised, job)
    assert (dataset.rows, originals.has(supervised, dataset)) == (60_000, True)


def test_an_import_that_died_between_file_and_row_is_cleaned_up(ws: Workspace) -> None:
    job = datasets.start_import(ws, upload(ws, PEOPLE))
    datasets.path(ws, job.subject).write_bytes(b"whole, but not listed")
    originals.keep(ws, uploads.path(ws, job.spec["upload_id"]), SHA)

    jobs.cancel(ws, job.id)

    assert list(ws.folders.datasets.iterdir()) == []
    assert originals.total(ws).files == 0
