"""A whole file answered: the same answers as row by row, in every format, through stops, interruptions and cancels."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest
from python_calamine import load_workbook

from core import datasets, jobs, models, predicting
from core.datasets import Dataset, exporting, uploads
from core.errors import BadInput, BadRows, Conflict, NotFound, TooLarge
from core.jobs import Cancelled, Job, Reporter, queue
from core.models import Model
from core.predicting import file_job, output, streaming
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store

PEOPLE = """
    SELECT unnest([30, 55, NULL, 120]) AS age, unnest(['Rome', 'Lima', 'oslo', NULL]) AS city,
        unnest([true, false, true, NULL]) AS member, DATE '2022-05-01' AS since,
        unnest(['=1+1', '@x', 'ok', '']) AS note
"""
MANY = "SELECT CAST(18 + i % 70 AS BIGINT) AS age, ['Paris', 'Rome'][1 + i % 2] AS city, i FROM range(1000) AS r(i)"


def answer_file(ws: Workspace, model: Model, dataset: Dataset, format: str = "csv", **options: Any) -> dict[str, Any]:
    """Runs the job's function here, without a child process."""
    job = predicting.start_file(ws, model.id, dataset_id=dataset.id, format=format, **options)
    return run(ws, job)


def run(ws: Workspace, job: Job) -> dict[str, Any]:
    queue.update(ws, job.id, status="running")
    result = file_job.run(ws, job, Reporter(ws, job.id))
    queue.end(ws, job.id, "done", message="Done.", result=result)
    return result


def read_csv(ws: Workspace, result: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader((ws.folders.jobs / result["file"]).read_text().splitlines()))


@pytest.fixture
def batches_of_100(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "ROWS_AT_ONCE", 100)


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_a_file_is_answered_like_its_rows(ws: Workspace, task: str) -> None:
    model, dataset = tiny.add_model(ws, task), store(ws, PEOPLE)
    rows = datasets.rows(ws, dataset)
    answers = predicting.rows(ws, model.id, [dict(zip(rows.columns, row, strict=True)) for row in rows.rows])

    result = answer_file(ws, model, dataset, "parquet")

    table = parquet.read_table(ws.folders.jobs / result["file"])
    assert table.column("prediction").to_pylist() == [answer.prediction for answer in answers.predictions]
    assert table.column(6).to_pylist() == pytest.approx([first_number(answer) for answer in answers.predictions])
    assert table.column("flags").to_pylist() == [sentences(answer) for answer in answers.predictions]


def first_number(answer: predicting.Answer) -> float:
    return (answer.interval or list((answer.probabilities or {}).values()))[0]


def sentences(answer: predicting.Answer) -> str | None:
    return " ".join(flag.message for flag in answer.flags if flag.code != "extra") or None


def test_the_file_has_all_columns_that_came_in_and_the_answers(ws: Workspace) -> None:
    result = answer_file(ws, tiny.add_model(ws), store(ws, PEOPLE, name="people.csv"))

    rows = read_csv(ws, result)
    assert list(rows[0]) == [
        *("age", "city", "member", "since", "note"),
        *("prediction", "probability_false", "probability_true", "flags"),
    ]
    assert [row["city"] for row in rows] == ["Rome", "Lima", "oslo", ""]
    assert rows[0]["flags"] == ""
    assert "“city”: “oslo” was read as “Oslo”." in rows[2]["flags"]
    assert (result["name"], result["version"]) == ("people - tiny v1.csv", 1)


def test_the_result_counts_rows_and_flags(ws: Workspace) -> None:
    result = answer_file(ws, tiny.add_model(ws), store(ws, PEOPLE))

    assert (result["rows"], result["flagged_rows"]) == (4, 3)
    assert result["flags"] == {"missing": 2, "out_of_range": 1, "read_as": 1, "unseen": 1}
    assert result["matching"]["extra"] == ("note",)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_text_is_run_as_a_formula(ws: Workspace, format: str) -> None:
    select = PEOPLE.replace("AS note", 'AS "=note"')
    model = tiny.add_model(ws, classes=("+no", "-yes"), target_type="VARCHAR")

    result = answer_file(ws, model, store(ws, select), format)

    path = ws.folders.jobs / result["file"]
    names, *rows = READERS[format](path)
    assert names[4] == "'=note"
    assert [row[4] for row in rows][:3] == ["'=1+1", "'@x", "ok"]
    assert {row[5] for row in rows} <= {"'+no", "'-yes"}


def test_parquet_keeps_texts_as_they_are(ws: Workspace) -> None:
    result = answer_file(ws, tiny.add_model(ws), store(ws, PEOPLE), "parquet")

    table = parquet.read_table(ws.folders.jobs / result["file"])
    assert table.column("note").to_pylist() == ["=1+1", "@x", "ok", ""]


READERS = {
    "csv": lambda path: list(csv.reader(path.read_text().splitlines())),
    "xlsx": lambda path: load_workbook(path).get_sheet_by_index(0).to_python(),
}


def test_names_that_are_taken_get_a_number(ws: Workspace) -> None:
    result = answer_file(ws, tiny.add_model(ws), store(ws, 'SELECT 30 AS age, 1 AS prediction, 2 AS "FLAGS"'))

    assert list(read_csv(ws, result)[0])[3:] == ["prediction_2", "probability_false", "probability_true", "flags_2"]


def test_of_many_classes_the_predicted_one_has_its_probability(ws: Workspace) -> None:
    classes = tuple(f"c{number}" for number in range(output.MOST_CLASSES + 1))
    model = tiny.add_model(ws, "multiclass", classes=classes, target_type="VARCHAR")

    (row,) = read_csv(ws, answer_file(ws, model, store(ws, "SELECT 30 AS age")))

    assert list(row) == ["age", "prediction", "probability", "flags"]
    assert row["prediction"] == classes[-1]


def test_whole_numbers_that_a_file_shows_with_a_point_are_the_same_levels(ws: Workspace) -> None:
    code = models.Feature("code", "category", "BIGINT", levels=("1", "2"))
    model = tiny.add_model(ws, features=(code,))

    result = answer_file(ws, model, store(ws, "SELECT unnest([1.0::DOUBLE, 2.0, NULL, 2.5]) AS code"))

    assert result["flags"] == {"missing": 1, "unseen": 1}


def test_text_where_numbers_are_expected_is_read_like_a_request(ws: Workspace) -> None:
    select = "SELECT unnest(['30', '1,234.5', 'old', '']) AS age, 'Rome' AS city"

    result = answer_file(ws, tiny.add_model(ws), store(ws, select))

    rows = read_csv(ws, result)
    assert "“age”: “1,234.5” was read as 1234.5." in rows[1]["flags"]
    assert "“age”: “old” is not a number; it counts as missing." in rows[2]["flags"]
    assert rows[2]["prediction"] == rows[3]["prediction"]
    assert result["flags"]["unreadable"] == 1


@pytest.mark.usefixtures("batches_of_100")
def test_a_long_file_comes_out_in_its_order(ws: Workspace) -> None:
    result = answer_file(ws, tiny.add_model(ws), store(ws, MANY))

    assert [int(row["i"]) for row in read_csv(ws, result)] == list(range(1000))


class Stopping(Reporter):
    def wants_stop(self) -> bool:
        return True


@pytest.mark.usefixtures("batches_of_100")
def test_a_stop_keeps_what_is_answered(ws: Workspace) -> None:
    job = predicting.start_file(ws, tiny.add_model(ws).id, dataset_id=store(ws, MANY).id)

    result = file_job.run(ws, job, Stopping(ws, job.id))

    assert [int(row["i"]) for row in read_csv(ws, result)] == list(range(100))
    assert result["rows"] == 100


class Dying(Reporter):
    def wants_stop(self) -> bool:
        raise KeyboardInterrupt


@pytest.mark.usefixtures("batches_of_100")
def test_an_interrupted_job_goes_on_after_its_last_batch(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    job = predicting.start_file(ws, tiny.add_model(ws).id, dataset_id=store(ws, MANY).id)
    with pytest.raises(KeyboardInterrupt):
        file_job.run(ws, job, Dying(ws, job.id))
    asked: list[int] = []
    answered = output.answered
    monkeypatch.setattr(output, "answered", lambda *args: asked.append(int(args[3].rows[0])) or answered(*args))

    result = run(ws, job)

    assert asked[0] == 100
    assert [int(row["i"]) for row in read_csv(ws, result)] == list(range(1000))


def test_a_cancelled_job_leaves_no_file(ws: Workspace) -> None:
    job = predicting.start_file(ws, tiny.add_model(ws).id, dataset_id=store(ws, MANY).id)
    queue.update(ws, job.id, status="running")
    jobs.cancel(ws, job.id)

    with pytest.raises(Cancelled):
        file_job.run(ws, job, Reporter(ws, job.id))

    assert list((ws.folders.jobs / job.id / "results").glob("*")) == []


def test_an_upload_is_answered_in_a_child_process_and_kept_nowhere(supervised: Workspace) -> None:
    model = tiny.add_model(supervised)
    with uploads.receiving(supervised, "people.csv") as writer:
        writer.write(b"Age,City,Note\n30,Rome,=1+1\n55,Lima,x\n,Oslo,y\n" + b"40,Paris,z\n" * 20)

    job = predicting.start_file(supervised, model.id, upload_id=writer.upload.id)
    done = jobs.wait(supervised, job.id, seconds=240)

    assert (done.status, done.error) == ("done", None)
    rows = list(csv.DictReader(predicting.file(supervised, job.id).read_text().splitlines()))
    expected = predicting.rows(supervised, model.id, [{"age": 30, "city": "Rome"}]).predictions[0]
    assert float(rows[0]["probability_true"]) == pytest.approx((expected.probabilities or {})["true"])
    assert (len(rows), rows[0]["Note"]) == (23, "'=1+1")
    assert [dataset.name for dataset in datasets.newest(supervised).items] == ["people"]
    assert [path.name for path in (supervised.folders.jobs / job.id / "results").iterdir()] == ["predictions.csv"]


def test_an_upload_that_is_no_table_fails_with_words(supervised: Workspace) -> None:
    with uploads.receiving(supervised, "picture.csv") as writer:
        writer.write(b"\x89PNG\r\n\x1a\n" + bytes(1000))

    job = predicting.start_file(supervised, tiny.add_model(supervised).id, upload_id=writer.upload.id)
    ended = jobs.wait(supervised, job.id, seconds=240)

    assert ended.status == "failed"
    assert (ended.error or {})["code"] == "bad_file"
    with pytest.raises(Conflict, match="has no file: it is failed"):
        predicting.file(supervised, job.id)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({}, BadInput, "either a dataset or an upload"),
        ({"dataset_id": "ds_x", "upload_id": "up_x"}, BadInput, "either a dataset or an upload"),
        ({"dataset_id": "ds_x"}, NotFound, "no dataset “ds_x”"),
        ({"upload_id": "up_x"}, NotFound, "no upload “up_x”"),
        ({"dataset_id": "ds_x", "format": "pdf"}, BadInput, "“pdf”"),
    ],
)
def test_what_cannot_be_is_refused_at_once(
    ws: Workspace, options: dict[str, str], error: type[Exception], message: str
) -> None:
    model = tiny.add_model(ws)

    with pytest.raises(error, match=message):
        predicting.start_file(ws, model.id, **options)

    assert jobs.newest(ws).items == ()


def test_a_dataset_of_other_things_is_refused_at_once(ws: Workspace) -> None:
    with pytest.raises(BadRows, match="none of the columns"):
        predicting.start_file(ws, tiny.add_model(ws).id, dataset_id=store(ws, "SELECT 1 AS shoe").id)


def test_a_table_without_rows_fails_with_words(ws: Workspace) -> None:
    with pytest.raises(BadRows, match="has no rows"):
        answer_file(ws, tiny.add_model(ws), store(ws, "SELECT 1 AS age WHERE false"))


def test_more_than_a_sheet_holds_is_refused_for_excel_alone(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    *others, excel = exporting.EXPORT_FORMATS
    monkeypatch.setattr(exporting, "EXPORT_FORMATS", (*others, replace(excel, most_rows=3)))
    model, dataset = tiny.add_model(ws), store(ws, PEOPLE)

    with pytest.raises(TooLarge, match="Excel holds 3 and 16,384") as refused:
        predicting.start_file(ws, model.id, dataset_id=dataset.id, format="xlsx")

    assert refused.value.hint == "Choose CSV or Parquet."
    assert predicting.start_file(ws, model.id, dataset_id=dataset.id, format="csv").active


def test_the_file_of_a_job_is_found_when_there_is_one(ws: Workspace) -> None:
    job = predicting.start_file(ws, tiny.add_model(ws).id, dataset_id=store(ws, PEOPLE).id)
    with pytest.raises(Conflict, match="has no file: it is waiting"):
        predicting.file(ws, job.id)
    run(ws, job)

    path = predicting.file(ws, job.id)

    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(4,)]
    path.unlink()
    with pytest.raises(NotFound, match="is gone"):
        predicting.file(ws, job.id)


def test_a_job_of_another_kind_has_no_file_of_predictions(ws: Workspace) -> None:
    job = jobs.add(ws, "train", {}, subject="md_x")

    with pytest.raises(NotFound, match="makes no file of predictions"):
        predicting.file(ws, job.id)


def test_the_results_stay_inside_the_jobs_folder(ws: Workspace) -> None:
    result = answer_file(ws, tiny.add_model(ws), store(ws, PEOPLE))

    assert not Path(result["file"]).is_absolute()
    assert (ws.folders.jobs / result["file"]).is_file()
