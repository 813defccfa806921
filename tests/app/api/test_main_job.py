"""The main job from one end to the other, as a program does it."""

from __future__ import annotations

import io
import json
import zipfile

import httpx
import pyarrow.csv

from tests.app.api.asking import Json, accepted, created, ok, wait


def test_a_file_becomes_a_dataset_in_one_request(dataset: Json) -> None:
    assert dataset["name"] == "people"
    assert dataset["rows"] == 240
    assert [(c["name"], c["kind"]) for c in dataset["columns"]] == [
        ("age", "number"),
        ("region", "category"),
        ("visits", "number"),
        ("bought", "boolean"),
    ]
    assert dataset["report"]["delimiter"] == ","
    assert dataset["created_at"].endswith("Z")


def test_an_upload_becomes_a_dataset(http: httpx.Client, people: str) -> None:
    upload = created(http.put("/uploads/more people.csv", content=people))

    dataset = created(http.post("/datasets", json={"upload_id": upload["upload_id"], "name": "More"}))

    assert (dataset["name"], dataset["rows"], dataset["sha256"]) == ("More", 240, upload["sha256"])


def test_rows_come_in_the_order_of_the_file(http: httpx.Client, dataset: Json) -> None:
    rows = ok(http.get(f"/datasets/{dataset['id']}/rows", params={"limit": 2, "offset": 1}))

    assert rows["columns"] == ["age", "region", "visits", "bought"]
    assert rows["rows"] == [[21, "north", 1, False], [22, "north", 2, False]]


def test_the_profile_measures_every_column(http: httpx.Client, dataset: Json) -> None:
    profile = ok(http.get(f"/datasets/{dataset['id']}/profile", params={"target": "bought"}))

    assert profile["overview"]["rows"] == 240
    assert profile["columns"][2]["numbers"]["missing"]["value"] == 35
    assert profile["target"]["powers"][0]["column"] == "age"


def test_the_advice_says_which_task_it_is_and_why(http: httpx.Client, dataset: Json) -> None:
    advice = ok(http.get(f"/datasets/{dataset['id']}/advice", params={"target": "bought"}))

    assert (advice["task"], advice["problem"], advice["usable_rows"]) == ("binary", None, 240)
    assert "bought" in advice["reason"]


def test_a_trained_model_has_scores_with_a_baseline(model: Json) -> None:
    score = model["scores"][model["metric"]]

    assert model["status"] == "ready"
    assert score["low"] <= score["value"] <= score["high"]
    assert score["value"] > score["baseline"] + 0.2
    assert {feature["name"] for feature in model["features"]} <= {"age", "region", "visits"}


def test_the_job_of_a_training_shows_its_leaderboard(http: httpx.Client, model: Json) -> None:
    job = ok(http.get(f"/jobs/{model['job_id']}"))

    tried = [event["data"] for event in job["events"] if event["kind"] == "candidate"]
    assert job["status"] == "done"
    assert job["progress"] == 1
    assert {candidate["family"] for candidate in tried} > {"baseline"}


def test_the_report_of_a_model_explains_its_scores(http: httpx.Client, model: Json) -> None:
    report = ok(http.get(f"/models/{model['id']}/report"))

    assert report["verdict"]["code"] == "signal"
    assert report["importance"]["features"][0]["feature"] == "age"
    assert len(report["curves"]["roc"]["fpr"]) > 2


def test_rows_are_predicted_with_probabilities_and_reasons(http: httpx.Client, model: Json) -> None:
    rows = [{"age": 68, "region": "north", "visits": 3}, {"age": 21, "region": "north", "visits": 3}]

    answer = ok(http.post(f"/models/{model['id']}/predict", json={"rows": rows, "explain": True}))

    old, young = answer["predictions"]
    assert (answer["model_id"], answer["version"]) == (model["id"], 1)
    assert (old["prediction"], young["prediction"]) == (True, False)
    assert abs(sum(old["probabilities"].values()) - 1) < 1e-6
    assert old["reasons"][0]["feature"] == "age"
    assert old["flags"] == []


def test_a_value_that_was_never_seen_is_flagged(http: httpx.Client, model: Json) -> None:
    rows = [{"age": 400, "region": "moon", "visits": None}]

    answer = ok(http.post(f"/models/{model['id']}/predict", json={"rows": rows}))

    flagged = {flag["column"] for flag in answer["predictions"][0]["flags"]}
    assert {"age", "region"} & flagged == {"age"} | ({"region"} & {f["name"] for f in model["features"]})


def test_a_file_in_gives_the_file_with_predictions_out(http: httpx.Client, model: Json, people: str) -> None:
    url = f"/models/{model['id']}/predict-file"

    job = wait(http, accepted(http.post(url, files={"file": ("people.csv", people)}))["job_id"])
    result = http.get(f"/jobs/{job['id']}/result")

    assert (job["status"], result.status_code) == ("done", 200), job["error"]
    table = pyarrow.csv.read_csv(io.BytesIO(result.content))
    assert table.num_rows == 240
    assert set(table.column_names) > {"age", "region", "visits", "bought"}


def test_a_model_can_be_taken_away_as_a_file(http: httpx.Client, model: Json) -> None:
    answer = http.get(f"/models/{model['id']}/download")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        scorer = next(name for name in archive.namelist() if name.endswith("scorer.json"))
        assert json.loads(archive.read(scorer))
    assert "attachment" in answer.headers["content-disposition"]
