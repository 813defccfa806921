"""Models over HTTP, beyond the main job."""

from __future__ import annotations

import httpx
import pytest

from tests.app.api.asking import Json, ok


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
