"""Datasets over HTTP, beyond the main job."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import httpx
import pyarrow.csv
import pyarrow.parquet
import pytest

from app.api import waiting
from core.workspace import Workspace
from tests.app.api.asking import Json, accepted, created, ok, refused, soon, wait

MIXED = "code;when;amount\n007;2026-01-31 10:00;1,5\n008;2026-02-01 11:30;2,5\n009;;3,5\n"
CODES = {"delimiter": ";", "types": {"code": "category"}}


def test_options_overrule_what_would_be_found(http: httpx.Client) -> None:
    form = {"options": json.dumps(CODES), "name": "Codes"}

    dataset = created(http.post("/datasets", files={"file": ("codes.csv", MIXED)}, data=form))

    assert (dataset["name"], dataset["columns"][0]["kind"]) == ("Codes", "category")


def test_times_without_a_zone_come_as_the_data_has_them(http: httpx.Client) -> None:
    dataset = created(http.post("/datasets", files={"file": ("codes.csv", MIXED)}))

    rows = ok(http.get(f"/datasets/{dataset['id']}/rows", params={"columns": "when,amount"}))

    assert rows["columns"] == ["when", "amount"]
    assert rows["rows"] == [["2026-01-31T10:00:00", 1.5], ["2026-02-01T11:30:00", 2.5], [None, 3.5]]


def test_a_look_at_a_file_stores_no_dataset_and_keeps_the_upload(http: httpx.Client) -> None:
    before = ok(http.get("/datasets"))["items"]

    found = ok(http.post("/datasets/inspect", files={"file": ("look.csv", MIXED)}))

    assert {decision["what"] for decision in found["decisions"]} >= {"delimiter", "encoding", "header"}
    assert found["preview"][0][2] == 1.5
    assert ok(http.get("/datasets"))["items"] == before
    assert created(http.post("/datasets", json={"upload_id": found["upload_id"]}))["name"] == "look"


def test_lines_that_are_no_rows_are_told_with_their_reason(http: httpx.Client) -> None:
    broken = "a,b\n" + "1,2\n" * 50 + "3,4,5,6,7\n" + "1,2\n" * 50
    dataset = created(http.post("/datasets", files={"file": ("broken.csv", broken)}))

    rejects = ok(http.get(f"/datasets/{dataset['id']}/rejects"))

    assert rejects["columns"] == ["line", "text", "reason"]
    assert [row[:2] for row in rejects["rows"]] == [[52, "3,4,5,6,7"]]


def test_values_that_did_not_fit_are_told_with_their_column(http: httpx.Client) -> None:
    ages = "name,age\n" + "ada,36\n" * 300 + "bob,forty\n" * 2
    dataset = created(http.post("/datasets", files={"file": ("ages.csv", ages)}))

    misfits = ok(http.get(f"/datasets/{dataset['id']}/misfits"))

    assert misfits == {"columns": ["column", "text", "count", "line"], "rows": [["age", "forty", 2, 302]]}


def test_a_file_that_takes_long_is_answered_with_a_job(
    http: httpx.Client, people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0.0)

    started = accepted(http.post("/datasets", files={"file": ("people.csv", people)}))

    assert wait(http, started["job_id"])["status"] == "done"
    assert ok(http.get(f"/datasets/{started['dataset_id']}"))["rows"] == 240


def test_a_sample_becomes_a_dataset(http: httpx.Client) -> None:
    samples = ok(http.get("/samples"))

    dataset = created(http.post("/samples", json={"key": samples[1]["key"]}))

    assert dataset["rows"] > 1000
    assert samples[1]["target"] in [column["name"] for column in dataset["columns"]]


@pytest.mark.parametrize(
    ("format", "read"),
    [
        ("csv", lambda content: pyarrow.csv.read_csv(io.BytesIO(content)).num_rows),
        ("parquet", lambda content: pyarrow.parquet.read_table(io.BytesIO(content)).num_rows),
        ("xlsx", lambda content: 240 * content.startswith(b"PK")),
    ],
)
def test_a_dataset_can_be_taken_away(
    http: httpx.Client, dataset: Json, format: str, read: Callable[[bytes], int]
) -> None:
    answer = http.get(f"/datasets/{dataset['id']}/export", params={"format": format})

    assert answer.status_code == 200
    assert f"people.{format}" in answer.headers["content-disposition"]
    assert read(answer.content) == 240


def test_an_export_leaves_no_file_behind(http: httpx.Client, dataset: Json, served: Workspace) -> None:
    http.get(f"/datasets/{dataset['id']}/export")

    assert soon(lambda: not list(served.folders.temporary.glob("ex_*")))


def test_the_profile_comes_as_a_page_with_the_target_asked_for(http: httpx.Client, dataset: Json) -> None:
    page = http.get(f"/datasets/{dataset['id']}/profile.html", params={"target": "bought"})

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Profile of people</title>" in page.text
    assert "What tells about bought" in page.text


def test_the_page_of_a_profile_with_an_unknown_target_is_refused(http: httpx.Client, dataset: Json) -> None:
    answer = http.get(f"/datasets/{dataset['id']}/profile.html", params={"target": "sold"})

    assert "no column “sold”" in refused(answer, 404, "not_found")["message"]


def test_a_renamed_dataset_has_its_new_name(http: httpx.Client) -> None:
    dataset = created(http.post("/datasets", files={"file": ("t.csv", MIXED)}))

    renamed = ok(http.patch(f"/datasets/{dataset['id']}", json={"name": " Neue  Namen "}))

    assert renamed["name"] == "Neue Namen"
    assert ok(http.get(f"/datasets/{dataset['id']}"))["name"] == "Neue Namen"


def test_a_removed_dataset_is_gone(http: httpx.Client) -> None:
    dataset = created(http.post("/datasets", files={"file": ("gone.csv", MIXED)}))

    assert http.delete(f"/datasets/{dataset['id']}").status_code == 204

    refused(http.get(f"/datasets/{dataset['id']}"), 404, "not_found")
    refused(http.get(f"/datasets/{dataset['id']}/rows"), 404, "not_found")


def test_a_list_comes_in_pages_newest_first(http: httpx.Client) -> None:
    names = ["one", "two", "three"]
    [created(http.post("/datasets", files={"file": (f"{name}.csv", MIXED)})) for name in names]

    first = ok(http.get("/datasets", params={"limit": 2}))
    second = ok(http.get("/datasets", params={"limit": 1, "cursor": first["next_cursor"]}))

    assert [item["name"] for item in first["items"] + second["items"]] == ["three", "two", "one"]
    assert "report" not in first["items"][0]
