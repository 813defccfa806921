"""Whatever a client sends, it gets a 4xx in the one shape, with words that name what is wrong and what to do."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.app.api.asking import Json, refused
from tests.app.api.bad_requests import BAD, Bad


@pytest.fixture(scope="module")
def ids(http: httpx.Client, dataset: Json, model: Json) -> dict[str, str]:
    upload = http.put("/uploads/t.csv", content="a,b\n1,2\n").json()
    return {"dataset": dataset["id"], "model": model["id"], "job": model["job_id"], "upload": upload["upload_id"]}


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_is_refused_in_words(http: httpx.Client, ids: dict[str, str], bad: Bad) -> None:
    response = http.request(bad.method, filled(bad.path, ids), **filled(bad.sent, ids))

    error = refused(response, bad.status, bad.code)
    assert filled(bad.word, ids) in error["message"] + error["hint"]
    assert "Traceback" not in response.text


def test_no_bad_input_leaves_anything_behind(http: httpx.Client, ids: dict[str, str]) -> None:
    datasets = http.get("/datasets", params={"limit": 200}).json()["items"]

    assert [found["name"] for found in datasets if found["name"] == "t"] == []


def filled(value: Any, ids: dict[str, str]) -> Any:
    """The value with `{dataset}` and the like replaced by real ids, at any depth."""
    fill = {str: _text, dict: _object}.get(type(value))
    return fill(value, ids) if fill else value


def _text(value: str, ids: dict[str, str]) -> str:
    for name, found in ids.items():
        value = value.replace(f"{{{name}}}", found)
    return value


def _object(value: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    return {name: filled(inner, ids) for name, inner in value.items()}
