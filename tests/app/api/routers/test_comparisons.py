"""Comparisons over HTTP."""

from __future__ import annotations

import httpx
import pytest

from tests.app.api.asking import Json, created, ok, refused

BEFORE = "id,class,price\n" + "".join(f"{n},{'ab'[n % 2]},{n % 50}\n" for n in range(400))
AFTER = "id,class,price,more\n" + "".join(f"{n},{'ab'[n % 2]},{n % 50 + 40},1\n" for n in range(5, 410))


@pytest.fixture(scope="module")
def pair(http: httpx.Client) -> tuple[Json, Json]:
    before, after = (created(http.post("/datasets", files={"file": ("sales.csv", text)})) for text in (BEFORE, AFTER))
    return before, after


def test_two_datasets_are_compared_with_the_column_that_moved_first(
    http: httpx.Client, pair: tuple[Json, Json]
) -> None:
    found = ok(http.get(f"/datasets/{pair[1]['id']}/compare", params={"before": pair[0]["id"]}))

    assert (found["left"]["rows"], found["right"]["rows"]) == (400, 405)
    assert found["schema"]["added"] == ["more"]
    assert (found["columns"][0]["name"], found["columns"][0]["verdict"]) == ("price", "strong")
    assert len(found["columns"][0]["spread"]["left"]) == len(found["columns"][0]["spread"]["right"])


def test_parts_of_one_dataset_are_compared_by_conditions(http: httpx.Client, pair: tuple[Json, Json]) -> None:
    wanted = {"conditions": [{"column": "class", "operator": "is", "value": "a"}]}

    found = ok(http.post(f"/datasets/{pair[0]['id']}/compare", json=wanted))

    assert (found["left"]["rows"], found["right"]["rows"]) == (200, 200)
    assert found["right"]["condition"] == "“class” is a"


def test_without_anything_to_compare_with_it_says_what_to_send(http: httpx.Client, pair: tuple[Json, Json]) -> None:
    error = refused(http.post(f"/datasets/{pair[0]['id']}/compare", json={}), 422, "bad_input")

    assert error["hint"] == "Send `before`, or `conditions` that split the rows."


def test_rows_are_followed_by_their_key(http: httpx.Client, pair: tuple[Json, Json]) -> None:
    wanted = {"before": pair[0]["id"], "keys": ["id"], "limit": 2}

    found = ok(http.post(f"/datasets/{pair[1]['id']}/compare/rows", json=wanted))

    assert (found["counts"]["added"], found["counts"]["removed"], found["counts"]["changed"]) == (10, 5, 395)
    assert found["columns"] == ["class", "price"]
    assert found["rows"][0] == {"key": [5], "values": ["b", 45], "changed": [1], "before": [5]}


def test_a_first_version_has_no_changes(http: httpx.Client, pair: tuple[Json, Json]) -> None:
    assert http.get(f"/datasets/{pair[0]['id']}/changes").json() is None
