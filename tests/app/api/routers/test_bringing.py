"""Everything that can be brought over HTTP, looked at, read again and kept as versions and recipes."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.app.api.asking import Json, created, expect, ok, refused

PRICES = "name;price;day\nann;1,5;2024-03-31\nbob;2,25;2024-04-01\nzoe;3,75;2024-04-02;too;many\neve;4,5;2024-04-03\n"
PEOPLE = "name,age\nann,31\nbob,42\nzoe,7\n"


def upload(http: httpx.Client, text: str = PEOPLE, name: str = "people.csv") -> str:
    return str(created(http.put(f"/uploads/{name}", content=text))["upload_id"])


def bring(http: httpx.Client, text: str = PEOPLE, **more: Any) -> Json:
    return created(http.post("/datasets", json={"upload_id": upload(http, text), **more}))


def names(dataset: Json) -> list[str]:
    return [column["name"] for column in dataset["columns"]]


def test_a_look_tells_doubts_texts_beside_values_and_lines_that_would_be_left_out(http: httpx.Client) -> None:
    seen = ok(http.post("/datasets/inspect", json={"upload_id": upload(http, PRICES)}))

    assert seen["preview"][0][1] == 1.5
    assert seen["raw_rows"][0][1] == "1,5"
    assert seen["rejects"][0][:2] == [4, "zoe;3,75;2024-04-02;too;many"]
    assert seen["doubts"]
    assert seen["looked_at"] == "the whole file"


def test_a_clean_file_leaves_no_doubt(http: httpx.Client) -> None:
    assert ok(http.post("/datasets/inspect", json={"upload_id": upload(http)}))["doubts"] == []


def test_a_text_is_imported_like_a_file(http: httpx.Client) -> None:
    dataset = created(http.post("/datasets", json={"text": "name\tage\nann\t31\nbob\t42\n", "name": "Pasted"}))

    assert (dataset["name"], dataset["rows"], dataset["origin"]["kind"]) == ("Pasted", 2, "paste")


def test_several_uploads_become_one_table(http: httpx.Client) -> None:
    wanted = {"upload_ids": [upload(http, name="jan.csv"), upload(http, name="feb.csv")], "name": "Both"}

    dataset = created(http.post("/datasets", json=wanted))

    assert (dataset["rows"], dataset["origin"]["kind"]) == (6, "files")


def test_several_files_of_a_form_become_one_table(http: httpx.Client) -> None:
    files = [("file", ("jan.csv", PEOPLE)), ("file", ("feb.csv", PEOPLE))]

    dataset = created(http.post("/datasets", files=files))

    assert (dataset["name"], dataset["rows"]) == ("jan and 1 more", 6)


@pytest.mark.parametrize(
    ("brought", "word"),
    [({}, "nothing"), ({"upload_id": "up_1", "text": "a"}, "upload_id and text"), ({"recipe": "x"}, "nothing")],
)
def test_a_request_brings_exactly_one_thing(http: httpx.Client, brought: Json, word: str) -> None:
    error = refused(http.post("/datasets", json=brought), 422, "bad_input")

    assert word in error["message"]
    assert "address" in error["hint"]


def test_columns_are_renamed_and_left_out(http: httpx.Client) -> None:
    dataset = bring(http, options={"names": {"name": "person"}, "exclude": ["age"]})

    assert names(dataset) == ["person"]


def test_a_misspelt_option_is_answered_with_close_ones(http: httpx.Client) -> None:
    wanted = {"upload_id": upload(http), "options": {"exlude": ["age"]}}

    assert refused(http.post("/datasets", json=wanted), 422, "bad_input")["hint"] == "Did you mean exclude?"


def test_a_file_that_is_read_again_is_the_next_version_and_says_what_changed(http: httpx.Client) -> None:
    first = bring(http, PRICES)

    second = created(http.post(f"/datasets/{first['id']}/reread", json={"options": {"exclude": ["day"]}}))
    versions = ok(http.get(f"/datasets/{first['id']}/versions"))

    assert (second["version"], second["series"], names(second)) == (2, first["series"], ["name", "price"])
    assert [version["version"] for version in versions] == [2, 1]  # type: ignore[index]
    assert versions[0]["change"]["removed"] == ["day"]  # type: ignore[index]
    assert versions[1]["change"] is None  # type: ignore[index]


def test_a_file_read_again_without_options_is_read_as_before(http: httpx.Client) -> None:
    first = bring(http, options={"exclude": ["age"]})

    assert names(created(http.post(f"/datasets/{first['id']}/reread", json={}))) == ["name"]


def test_the_kept_file_of_a_dataset_is_looked_at_again(http: httpx.Client) -> None:
    dataset = bring(http)

    seen = ok(http.post("/datasets/inspect", json={"dataset_id": dataset["id"], "options": {"all_text": True}}))

    assert {column["type"] for column in seen["columns"]} == {"VARCHAR"}
    assert seen["upload_id"] is None


def test_only_the_newest_version_is_listed(http: httpx.Client) -> None:
    first = bring(http, name="Twice")
    second = bring(http, PEOPLE + "eva,19\n", version_of=first["id"])

    listed = [item["id"] for item in ok(http.get("/datasets"))["items"]]

    assert second["id"] in listed
    assert first["id"] not in listed


def test_a_recipe_is_kept_proposed_used_renamed_and_removed(http: httpx.Client) -> None:
    made_of = bring(http, PRICES, options={"names": {"price": "cost"}})
    recipe = created(http.post("/recipes", json={"name": "Monthly", "dataset_id": made_of["id"]}))
    seen = ok(http.post("/datasets/inspect", json={"upload_id": upload(http, PRICES)}))
    assert [proposal["name"] for proposal in seen["recipes"]] == ["Monthly"]

    assert names(bring(http, PRICES, recipe="Monthly")) == ["name", "cost", "day"]
    assert ok(http.patch(f"/recipes/{recipe['id']}", json={"name": "Weekly"}))["name"] == "Weekly"
    assert ok(http.get("/recipes/Weekly"))["id"] == recipe["id"]
    expect_none(http, recipe["id"])


def expect_none(http: httpx.Client, recipe: str) -> None:
    assert http.delete(f"/recipes/{recipe}").status_code == 204
    refused(http.get(f"/recipes/{recipe}"), 404, "not_found")


def test_a_recipe_name_that_is_taken_is_a_conflict(http: httpx.Client) -> None:
    wanted = {"name": "Taken", "dataset_id": bring(http)["id"]}
    created(http.post("/recipes", json=wanted))

    refused(http.post("/recipes", json=wanted), 409, "conflict")
    assert expect(201, http.post("/recipes", json=wanted | {"replace": True}))["name"] == "Taken"


def test_what_was_left_out_comes_as_a_csv_file_in_which_no_formula_runs(http: httpx.Client) -> None:
    broken = "a,b\n" + "1,2\n" * 50 + "=1+1,4,5,6,7\n" + "1,2\n" * 50
    dataset = bring(http, broken)

    answer = http.get(f"/datasets/{dataset['id']}/rejects", params={"format": "csv"})

    assert answer.headers["content-type"].startswith("text/csv")
    assert "'=1+1,4,5,6,7" in answer.text


def test_options_of_a_form_are_json_as_text(http: httpx.Client) -> None:
    form = {"options": json.dumps({"exclude": ["age"]})}

    assert names(created(http.post("/datasets", files={"file": ("people.csv", PEOPLE)}, data=form))) == ["name"]


@pytest.mark.parametrize("name", ["..%2F..%2Fpasswd", "a/b.csv", "%20"])
def test_an_upload_whose_name_is_a_path_or_blank_is_refused(http: httpx.Client, name: str) -> None:
    error = refused(http.put(f"/uploads/{name}", content=b"a\n1\n"), 422, "bad_input")

    assert "without any folder" in error["hint"]


@pytest.mark.parametrize(
    "name", ["%F0%9F%8F%AA%20caf%C3%A9.csv", "x" * 300 + ".csv", "%22quoted%22.csv", "%3Cb%3E.csv"]
)
def test_odd_names_are_fine(http: httpx.Client, name: str) -> None:
    stored = created(http.put(f"/uploads/{name}", content=PEOPLE))

    assert 0 < len(stored["name"]) <= 200
