from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets, jobs
from core.datasets import Dataset, recipes
from core.jobs import Job
from core.workspace import Workspace
from tests.pages.conftest import CSV, SECONDS, Bring, Open
from tests.pages.seeing import buttons, links, press, tabs, tiles, turn_to, words

PART = "upload.part"
WAYS = ["Files", "Paste", "Web address", "Database", "Samples"]
CLEAN = "name,age\nann,31\nbob,42\nzoe,7\n"


def select(app: AppTest, label: str) -> Any:
    return next(field for field in app.selectbox if field.label == label)


def url(app: AppTest) -> dict[str, str]:
    """What stands in the address of the page."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def last_job(ws: Workspace) -> Job:
    return jobs.wait(ws, jobs.newest(ws, limit=1).items[0].id, seconds=SECONDS)


def test_without_a_table_there_is_only_the_place_to_bring_one(opened: Open) -> None:
    upload = opened("upload")

    assert len(upload.get("bidi_component")) == 1
    assert tabs(upload) == WAYS


def by_uploader(upload: AppTest, *files: tuple[str, bytes]) -> AppTest:
    upload.toggle(key="upload.plain").set_value(True).run()
    return upload.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()


def test_a_clean_file_becomes_a_table_straight_away(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("people.csv", CLEAN.encode()))
    last_job(served)
    upload.run()

    assert tiles(upload)["Rows"] == "3"
    assert "See its profile" in links(upload)


def test_a_file_with_doubts_is_shown_before_it_is_imported(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("prices.csv", CSV.encode()))

    assert "to check" in words(upload)
    assert "Rejected lines (1)" in tabs(upload)
    assert datasets.newest(served).items == ()


def test_a_clean_file_is_shown_first_when_somebody_asks_to_look(opened: Open, served: Workspace) -> None:
    upload = opened("upload")
    upload.toggle(key="upload.look").set_value(True)

    by_uploader(upload, ("people.csv", CLEAN.encode()))

    assert "Nothing about this file is doubtful." in words(upload)
    assert datasets.newest(served).items == ()


def test_after_deciding_the_table_is_imported_as_decided(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("prices.csv", CSV.encode()))

    next(toggle for toggle in upload.toggle if toggle.label == "Everything as text").set_value(True).run()
    press(upload, "Import")
    made = datasets.find(served, last_job(served).subject)

    assert {column.type for column in made.columns} == {"VARCHAR"}
    assert made.name == "prices"


def test_a_choice_is_looked_at_at_once_and_what_it_changed_is_told(opened: Open) -> None:
    upload = by_uploader(opened("upload"), ("prices.csv", CSV.encode()))

    select(upload, "Between columns").set_value("|").run()

    assert "Your last choice changed columns: 3 → 1" in words(upload)


def test_a_reload_keeps_what_was_chosen(opened: Open) -> None:
    upload = by_uploader(opened("upload"), ("prices.csv", CSV.encode()))
    select(upload, "Between columns").set_value("|").run()

    again = opened("upload", **url(upload))

    assert select(again, "Between columns").value == "|"
    assert "Columns (1)" in words(again)


def test_several_files_become_one_table(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("jan.csv", CLEAN.encode()), ("feb.csv", CLEAN.encode()))

    press(upload, "Import")
    made = datasets.find(served, last_job(served).subject)

    assert made.rows == 6
    assert made.origin["kind"] == "files"


def test_several_files_become_a_table_each(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("jan.csv", CLEAN.encode()), ("feb.csv", CLEAN.encode()))

    press(upload, "One table for each file")
    imports = jobs.newest(served, kind="import").items
    made = [jobs.wait(served, job.id, seconds=SECONDS).subject for job in imports]

    assert {datasets.find(served, dataset_id).name for dataset_id in made} == {"jan", "feb"}


def test_a_pasted_table_is_looked_at_like_a_file(opened: Open, served: Workspace) -> None:
    upload = turn_to(opened("upload"), "upload.way", "Paste")

    upload.text_area[0].set_value("name\tage\nann\t31\nbob\t42\n")
    press(upload, "Read it")
    made = datasets.find(served, last_job(served).subject)

    assert [column.name for column in made.columns] == ["name", "age"]
    assert made.origin["kind"] == "paste"


@pytest.mark.parametrize(
    ("way", "button", "given", "said"),
    [
        ("Web address", "Fetch it", "nonsense", "“nonsense” is no address of a file."),
        ("Database", "Read it", "oracle://scott:tiger@db/orcl", "Databases of the kind “oracle” are not read here."),
    ],
)
def test_what_is_no_address_is_refused_in_words_and_the_page_stays(
    opened: Open, way: str, button: str, given: str, said: str
) -> None:
    upload = turn_to(opened("upload"), "upload.way", way)

    upload.text_input[0].set_value(given)
    press(upload, button)

    assert said in words(upload)
    assert "tiger" not in words(upload)
    assert tabs(upload) == WAYS


def test_a_file_that_cannot_be_fetched_says_why_and_leads_back(opened: Open, served: Workspace) -> None:
    upload = turn_to(opened("upload"), "upload.way", "Web address")

    upload.text_input[0].set_value("http://127.0.0.1:9/sales.csv")
    press(upload, "Fetch it")
    last_job(served)
    upload.run()

    assert "is inside a private network" in words(upload)
    assert "Bring another file" in buttons(upload)


def test_a_file_that_is_no_table_says_what_to_do_instead(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("cat.csv", b"\x89PNG\r\n\x1a\n" + bytes(99)))

    error = last_job(served).error
    assert error is not None
    assert error["message"] in words(upload)
    assert error["hint"] in words(upload)
    assert next(button for button in upload.button if button.label == "Import").disabled


@pytest.mark.parametrize("gone", [{"upload": "up_gone"}, {"again": "ds_gone"}, {"job": "jb_gone"}, {"into": "ds_gone"}])
def test_what_is_gone_is_told_once_and_then_left(opened: Open, gone: dict[str, str]) -> None:
    upload = opened("upload", **gone)
    assert "There is no" in words(upload)

    upload.run()

    assert tabs(upload) == WAYS


def test_going_back_leaves_the_file_and_its_choices(opened: Open) -> None:
    upload = by_uploader(opened("upload"), ("prices.csv", CSV.encode()))

    press(upload, "Back")

    assert tabs(upload) == WAYS
    assert "upload" not in upload.query_params


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

    assert upload.dataframe[0].value.to_numpy().tolist() == [["age", "forty", 2, 302]]


def test_a_table_without_misfits_has_no_place_for_them(opened: Open, bring: Bring) -> None:
    upload = opened("upload", dataset=bring().id)

    assert [tab for tab in tabs(upload) if tab.startswith("Misfits")] == []


def test_changing_how_a_file_was_read_makes_the_next_version(opened: Open, served: Workspace, bring: Bring) -> None:
    prices = bring()
    upload = press(opened("upload", dataset=prices.id), "Change how it was read")

    next(toggle for toggle in upload.toggle if toggle.label == "Everything as text").set_value(True).run()
    press(upload, "Make version 2")
    again = datasets.find(served, last_job(served).subject)

    assert {column.type for column in again.columns} == {"VARCHAR"}
    assert (again.name, again.version, again.series) == ("prices", 2, prices.series)


def test_a_newer_file_becomes_the_next_version(opened: Open, served: Workspace, bring: Bring) -> None:
    first = bring(CLEAN, "people.csv")
    upload = press(opened("upload", dataset=first.id), "New version from a file")
    assert "becomes **version 2** of **people**" in words(upload)

    by_uploader(upload, ("people_2.csv", (CLEAN + "eva,19\n").encode()))
    made = datasets.find(served, last_job(served).subject)
    shown = turn_to(opened("upload", dataset=made.id), PART, "Versions (2)")

    assert (made.version, made.name) == (2, "people")
    assert "1 row more" in words(shown)


def test_a_newer_file_with_other_columns_is_shown_first(opened: Open, served: Workspace, bring: Bring) -> None:
    first = bring(CLEAN, "people.csv")
    upload = press(opened("upload", dataset=first.id), "New version from a file")

    by_uploader(upload, ("other.csv", b"name,city\nann,Oslo\nbob,Bergen\n"))

    assert "Against version 1: new: “city”; gone: “age”" in words(upload)
    assert len(datasets.versions(served, first.id)) == 1


def test_an_older_version_is_shown_when_asked_for(opened: Open, served: Workspace, bring: Bring) -> None:
    first = bring(CLEAN, "people.csv")
    job = datasets.reread(served, first.id, datasets.ImportOptions(all_text=True))
    made = jobs.wait(served, job.id, seconds=SECONDS).subject
    upload = turn_to(opened("upload", dataset=made), PART, "Versions (2)")

    press(upload, "Show")

    assert url(upload)["dataset"] == first.id


def test_a_recipe_is_saved_and_offered_for_the_next_file_of_its_shape(opened: Open, served: Workspace) -> None:
    upload = by_uploader(opened("upload"), ("prices.csv", CSV.encode()))
    next(toggle for toggle in upload.toggle if toggle.label == "Everything as text").set_value(True).run()
    next(field for field in upload.text_input if field.label == "Name of the recipe").set_value("Prices")
    press(upload, "Save")

    upload = by_uploader(opened("upload"), ("prices_2.csv", CSV.encode()))
    assert "The recipe **Prices** fits this file." in words(upload)
    press(upload, "Use it")
    press(upload, "Import")

    made = datasets.find(served, last_job(served).subject)
    assert {column.type for column in made.columns} == {"VARCHAR"}
    assert made.report["options"]["recipe"] == "Prices"


def test_a_recipe_is_deleted_on_the_page(opened: Open, served: Workspace, bring: Bring) -> None:
    recipes.save(served, "Prices", bring().report)

    upload = opened("upload")
    next(button for button in upload.button if button.label == "Delete" and "recipe" in str(button.proto)).click().run()

    assert recipes.all_of(served) == ()


def test_the_report_says_where_the_table_came_from(opened: Open, bring: Bring) -> None:
    prices = bring()

    upload = turn_to(opened("upload", dataset=prices.id), PART, "How it was read")

    assert "From an uploaded file: **prices.csv**" in words(upload)
    assert list(upload.dataframe[0].value["SHA-256"]) == [prices.sha256]


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
    assert tabs(upload) == WAYS


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
