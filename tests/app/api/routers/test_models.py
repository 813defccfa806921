"""Models over HTTP, beyond the main job."""

from __future__ import annotations

import httpx
import pytest

from tests.app.api.asking import Json, accepted, created, ok, refused, wait


def test_models_are_listed_by_dataset_and_status(http: httpx.Client, model: Json) -> None:
    found = ok(http.get("/models", params={"dataset_id": model["dataset_id"], "status": "ready"}))

    assert model["id"] in [item["id"] for item in found["items"]]


def test_a_renamed_model_has_its_new_name(http: httpx.Client, model: Json) -> None:
    renamed = ok(http.patch(f"/models/{model['id']}", json={"name": "Who buys"}))

    assert (renamed["name"], renamed["version"]) == ("Who buys", 1)
    ok(http.patch(f"/models/{model['id']}", json={"name": model["name"]}))


def test_the_summary_is_in_words(http: httpx.Client, model: Json) -> None:
    summary = ok(http.get(f"/models/{model['id']}/summary"))

    assert "bought" in summary["predicts"]
    assert summary["limits"]


@pytest.mark.parametrize(
    ("format", "media_type", "beginning"),
    [("json", "application/json", "{"), ("markdown", "text/markdown", "#"), ("html", "text/html", "<!doctype html>")],
)
def test_the_card_comes_in_three_forms(
    http: httpx.Client, model: Json, format: str, media_type: str, beginning: str
) -> None:
    answer = http.get(f"/models/{model['id']}/card", params={"format": format})

    assert answer.headers["content-type"].startswith(media_type)
    assert answer.text.lower().startswith(beginning)
    assert "Buyers" in answer.text


def test_an_answer_holds_only_what_applies(http: httpx.Client, model: Json) -> None:
    answer = ok(
        http.post(f"/models/{model['id']}/predict", json={"rows": [{"age": 30, "visits": 2, "region": "north"}]})
    )

    assert answer["predictions"][0].keys() == {"prediction", "probabilities", "flags"}


def test_ways_to_split_are_tried_by_a_job(http: httpx.Client) -> None:
    rows = "\n".join(f"shop {n % 30},{n % 17},{n % 30 * 7 % 11 + n % 3}" for n in range(600))
    dataset = created(http.post("/datasets", files={"file": ("shops.csv", f"shop,staff,sold\n{rows}\n")}))

    started = accepted(http.post("/models/rehearsal", json={"dataset_id": dataset["id"], "target": "sold"}))

    job = wait(http, started["job_id"])
    assert job["status"] == "done", job
    trials = job["result"]["trials"]
    assert {"kind": "grouped", "column": "shop"} in started["splits"]
    assert (trials[0]["column"], trials[0]["groups"]) == ("shop", 30)


def test_an_impossible_split_is_refused_in_words(http: httpx.Client, model: Json) -> None:
    asked = {"dataset_id": model["dataset_id"], "target": "bought", "split": {"kind": "forward", "column": "region"}}

    error = refused(http.post("/models", json=asked), 422, "bad_input")

    assert "“region” is a category" in error["message"]
