from __future__ import annotations

from dataclasses import replace

import pytest

from core import datasets, jobs
from core.datasets import Dataset
from core.jobs import Job
from core.workspace import Workspace
from tests.pages.conftest import CSV, SECONDS, Bring, Open
from tests.pages.seeing import buttons, links, press, tabs, tiles, turn_to, words

PART = "upload.part"


def last_job(ws: Workspace) -> Job:
    return jobs.wait(ws, jobs.newest(ws, limit=1).items[0].id, seconds=SECONDS)


def test_without_a_table_there_is_only_the_place_to_bring_one(opened: Open) -> None:
    upload = opened("upload")

    assert len(upload.get("bidi_component")) == 1
    assert tabs(upload) == []


def test_a_file_brought_by_the_simple_uploader_becomes_a_table(opened: Open, served: Workspace) -> None:
    upload = opened("upload")

    upload.toggle(key="upload.plain").set_value(True).run()
    upload.file_uploader[0].set_value(("prices.csv", CSV.encode(), "text/csv")).run()
    last_job(served)
    upload.run()

    assert tiles(upload)["Rows"] == "3"
    assert tiles(upload)["Rejected lines"] == "1"
    assert "See its profile" in links(upload)


def test_a_file_that_is_no_table_says_what_to_do_instead(opened: Open, served: Workspace) -> None:
    upload = opened("upload")

    upload.toggle(key="upload.plain").set_value(True).run()
    upload.file_uploader[0].set_value(("cat.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "text/csv")).run()
    job = last_job(served)
    upload.run()

    assert job.error is not None
    assert job.error["message"] in words(upload)
    assert job.error["hint"] in words(upload)
    assert "Bring another file" in buttons(upload)


def test_after_a_failure_another_file_can_be_brought(opened: Open, served: Workspace) -> None:
    job = jobs.add(served, "import", {"upload_id": "up_gone", "name": "gone"}, subject="ds_gone")
    jobs.wait(served, job.id, seconds=SECONDS)

    upload = opened("upload", job=job.id)
    press(upload, "Bring another file")

    assert len(upload.get("bidi_component")) == 1


def test_every_decision_is_told_with_its_evidence(opened: Open, bring: Bring) -> None:
    prices = bring()

    upload = turn_to(opened("upload", dataset=prices.id), PART, "How it was read")

    assert "**Delimiter**: semicolon" in words(upload)
    assert prices.report["decisions"][0]["evidence"][1:] in words(upload)


def test_rejected_lines_are_shown_with_their_reason(opened: Open, bring: Bring) -> None:
    prices = bring()

    upload = turn_to(opened("upload", dataset=prices.id), PART, "Rejected lines (1)")

    rejected = upload.dataframe[0].value
    assert list(rejected["line"]) == [4]
    assert "zoe" in rejected["text"][0]


def test_values_that_are_not_of_their_columns_kind_are_shown_with_their_count(opened: Open, bring: Bring) -> None:
    ages = bring("name,age\n" + "ada,36\n" * 300 + "bob,forty\n" * 2, "ages.csv")

    upload = turn_to(opened("upload", dataset=ages.id), PART, "Misfits (2)")

    assert upload.dataframe[0].value.to_numpy().tolist() == [["age", "forty", 2]]


def test_a_table_without_misfits_has_no_place_for_them(opened: Open, bring: Bring) -> None:
    upload = opened("upload", dataset=bring().id)

    assert [tab for tab in tabs(upload) if tab.startswith("Misfits")] == []


def test_the_file_can_be_read_again_as_a_person_says(opened: Open, served: Workspace, bring: Bring) -> None:
    prices = bring()
    upload = turn_to(opened("upload", dataset=prices.id), PART, "Read it differently")

    upload.toggle(key=f"options.all_text.{prices.id}").set_value(True)
    press(upload, "Read the file again")
    again = datasets.find(served, last_job(served).subject)

    assert {column.type for column in again.columns} == {"VARCHAR"}
    assert again.name == "prices"


def test_a_table_is_renamed(opened: Open, served: Workspace, titanic: Dataset) -> None:
    upload = opened("upload", dataset=titanic.id)

    upload.text_input[0].set_value("Ten passengers")
    next(button for button in upload.button if button.label == "Rename").click().run()

    assert datasets.find(served, titanic.id).name == "Ten passengers"


def test_an_empty_name_is_refused_in_words(opened: Open, titanic: Dataset) -> None:
    upload = opened("upload", dataset=titanic.id)

    upload.text_input[0].set_value("   ")
    next(button for button in upload.button if button.label == "Rename").click().run()

    assert "A name has 1 to 200 characters" in words(upload)


def test_a_table_is_deleted_only_after_a_yes(opened: Open, served: Workspace, titanic: Dataset) -> None:
    upload = opened("upload", dataset=titanic.id)
    before = len(datasets.newest(served).items)

    press(upload, "Yes, delete")

    assert (before, len(datasets.newest(served).items)) == (1, 0)
    assert tabs(upload) == []


def test_a_table_larger_than_a_sheet_is_not_offered_as_excel(
    opened: Open, titanic: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv, parquet, excel = datasets.EXPORT_FORMATS
    monkeypatch.setattr(datasets, "EXPORT_FORMATS", (csv, parquet, replace(excel, most_rows=9)))

    upload = opened("upload", dataset=titanic.id)

    offered = {button.proto.label: not button.proto.disabled for button in upload.get("download_button")}
    assert offered == {"CSV": True, "Parquet": True, "Excel": False}


def test_the_preview_shows_the_first_rows(opened: Open, titanic: Dataset) -> None:
    upload = opened("upload", dataset=titanic.id)

    assert upload.dataframe[0].value["name"][0] == "Braund"
    assert "The first 10 rows of 10." in words(upload)


def test_a_running_import_is_shown_with_its_progress_and_a_way_out(opened: Open, served: Workspace) -> None:
    job = jobs.add(served, "train", {"name": "a long one"}, subject="ds_none")

    upload = opened("upload", job=job.id)

    assert "Waiting for its turn." in words(upload)
    assert "Cancel" in buttons(upload)


def test_a_running_job_is_cancelled_by_its_button(opened: Open, served: Workspace) -> None:
    job = jobs.add(served, "train", {"name": "a long one"}, subject="ds_none")
    upload = opened("upload", job=job.id)

    press(upload, "Cancel")

    assert jobs.find(served, job.id).status == "cancelled"
    assert "Cancelled. Nothing was kept." in words(upload)
