"""Jobs over HTTP: watched, ended early, continued."""

from __future__ import annotations

import httpx
import pytest

from tests.app.api.asking import Json, accepted, ok, refused, soon, wait

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20


@pytest.fixture
def training(http: httpx.Client, dataset: Json) -> Json:
    """A training that would take long."""
    wanted = {"dataset_id": dataset["id"], "target": "visits", "budget_seconds": 600}
    return accepted(http.post("/models", json=wanted))


def test_a_cancelled_training_leaves_no_ready_model(http: httpx.Client, training: Json) -> None:
    ok(http.post(f"/jobs/{training['job_id']}/cancel"))

    assert wait(http, training["job_id"])["status"] == "cancelled"
    assert soon(lambda: ok(http.get(f"/models/{training['model_id']}"))["status"] == "cancelled")
    refused(http.post(f"/models/{training['model_id']}/predict", json={"rows": [{}]}), 409, "conflict")


def test_a_model_in_training_cannot_be_removed(http: httpx.Client, training: Json) -> None:
    refused(http.delete(f"/models/{training['model_id']}"), 409, "conflict")

    ok(http.post(f"/jobs/{training['job_id']}/cancel"))


def test_a_failed_job_tells_its_error_and_can_be_tried_again(http: httpx.Client) -> None:
    refused(http.post("/datasets", files={"file": ("picture.csv", PNG)}), 422, "bad_file")
    failed = ok(http.get("/jobs", params={"status": "failed", "kind": "import", "limit": 1}))["items"][0]

    resumed = ok(http.post(f"/jobs/{failed['id']}/resume"))

    assert failed["error"]["code"] == "bad_file"
    assert (resumed["status"], resumed["attempt"], resumed["error"]) == ("waiting", 2, None)
    assert wait(http, failed["id"])["status"] == "failed"


def test_a_file_that_cannot_be_read_fails_its_prediction_in_words(http: httpx.Client, model: Json) -> None:
    started = accepted(http.post(f"/models/{model['id']}/predict-file", files={"file": ("picture.csv", PNG)}))

    job = wait(http, started["job_id"])

    assert (job["status"], job["error"]["code"]) == ("failed", "bad_file")
    refused(http.get(f"/jobs/{job['id']}/result"), 409, "conflict")


def test_jobs_are_listed_by_what_they_are_about(http: httpx.Client, model: Json) -> None:
    found = ok(http.get("/jobs", params={"subject": model["id"], "kind": "train"}))

    assert [job["id"] for job in found["items"]] == [model["job_id"]]
    assert found["next_cursor"] is None


def test_events_can_be_read_from_where_one_stopped(http: httpx.Client, model: Json) -> None:
    events = ok(http.get(f"/jobs/{model['job_id']}"))["events"]

    later = ok(http.get(f"/jobs/{model['job_id']}", params={"after": events[-2]["seq"]}))["events"]

    assert later == events[-1:]
