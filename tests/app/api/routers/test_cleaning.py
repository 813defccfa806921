"""Clean-up steps over HTTP: tried, done by a job, and used again."""

from __future__ import annotations

import httpx
import pytest

from core import cleaning
from tests.app.api.asking import Json, accepted, ok, refused, wait

SHORT = {"kind": "replace", "settings": {"columns": ["region"], "how": "part", "find": ", far", "put": ""}}
FILL = {"kind": "fill", "settings": {"columns": ["visits"], "method": "median"}}


def test_every_kind_of_step_is_listed_with_its_settings(http: httpx.Client) -> None:
    listed = ok(http.get("/clean/kinds"))["items"]

    assert [kind["key"] for kind in listed] == [kind.key for kind in cleaning.STEPS]
    assert listed[0]["fields"][1]["choices"][0] == ["constant", "A value"]


def test_steps_are_tried_and_nothing_is_stored(http: httpx.Client, dataset: Json) -> None:
    before = ok(http.get("/datasets"))["items"]

    found = ok(http.post(f"/datasets/{dataset['id']}/clean/preview", json={"steps": [SHORT, FILL]}))

    assert found["reports"][0]["difference"]["cells"] == {"region": 80}
    assert found["reports"][1]["difference"]["missing_after"] == 0
    assert found["rows"][0][1] == "south"
    assert (found["looked_at"], found["total"], found["is_sample"]) == (240, 240, False)
    assert ok(http.get("/datasets"))["items"] == before


def test_a_step_that_cannot_be_done_says_why_in_the_preview(http: httpx.Client, dataset: Json) -> None:
    steps = [{"kind": "case", "settings": {"columns": ["m"]}}]

    report = ok(http.post(f"/datasets/{dataset['id']}/clean/preview", json={"steps": steps}))["reports"][0]

    assert report["error"]["code"] == "not_found"


def test_steps_make_a_version_whose_steps_can_be_taken(http: httpx.Client, people: str) -> None:
    source = http.post("/datasets", files={"file": ("again.csv", people)}).json()

    started = accepted(http.post(f"/datasets/{source['id']}/clean", json={"steps": [SHORT, FILL]}))
    assert wait(http, started["job_id"])["status"] == "done"

    taken = ok(http.get(f"/datasets/{started['dataset_id']}/clean/steps"))
    assert [step["kind"] for step in taken["steps"]] == ["replace", "fill"]
    assert ok(http.get(f"/datasets/{source['id']}/clean/steps"))["steps"] == []


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"steps": []}, 422, "bad_input"),
        ({"steps": [{"kind": "paint"}]}, 422, "bad_input"),
        ({"steps": [{"kind": "trim", "sql": "1"}]}, 422, "bad_input"),
        ({"steps": [{"kind": "case", "settings": {"columns": ["m"]}}]}, 404, "not_found"),
        ({"steps": [{"kind": "trim"}] * 101}, 422, "bad_input"),
    ],
)
def test_steps_that_cannot_be_done_start_nothing(
    http: httpx.Client, dataset: Json, asked: Json, status: int, code: str
) -> None:
    refused(http.post(f"/datasets/{dataset['id']}/clean", json=asked), status, code)
