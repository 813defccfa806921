"""Looking into a dataset over HTTP: the same rows, facts and charts as on the page."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from tests.app.api.asking import Json, ok, refused

SOUTH = {"conditions": [{"column": "region", "operator": "contains", "value": "SOUTH"}]}


def test_rows_are_filtered_sorted_and_counted(http: httpx.Client, dataset: Json) -> None:
    asked = {**SOUTH, "sort": [{"column": "age", "descending": True}], "columns": ["age", "region"], "limit": 2}

    found = ok(http.post(f"/datasets/{dataset['id']}/explore", json=asked))

    assert found["columns"] == ["age", "region"]
    assert found["rows"] == [[69, "south, far"], [68, "south, far"]]
    assert (found["total"], found["offset"], len(found["places"])) == (80, 0, 2)


def test_without_a_filter_all_rows_are_meant(http: httpx.Client, dataset: Json) -> None:
    found = ok(http.post(f"/datasets/{dataset['id']}/explore", json={"offset": 239}))

    assert (found["total"], found["places"]) == (240, [239])


def test_a_column_is_told_in_facts_and_values(http: httpx.Client, dataset: Json) -> None:
    found = ok(http.post(f"/datasets/{dataset['id']}/explore/column", json={**SOUTH, "column": "region"}))

    assert found["rows"] == found["facts"]["count"] == 80
    assert (found["values"], found["is_all"]) == ([["south, far", 80]], True)


def test_one_row_is_given_in_full(http: httpx.Client, dataset: Json) -> None:
    assert ok(http.get(f"/datasets/{dataset['id']}/explore/rows/0")) == {
        "age": 20, "region": "south, far", "visits": None, "bought": False
    }  # fmt: skip


def test_the_rows_of_a_view_are_a_file(http: httpx.Client, dataset: Json) -> None:
    answer = http.post(f"/datasets/{dataset['id']}/explore/export", json={**SOUTH, "sort": [{"column": "age"}]})

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(rows) == 80
    assert [row["age"] for row in rows] == sorted(row["age"] for row in rows)


def test_a_chart_is_an_aggregate_with_its_sql(http: httpx.Client, dataset: Json) -> None:
    asked = {"kind": "bar", "x": "region", "y": "visits", "aggregate": "mean", **SOUTH}

    found = ok(http.post(f"/datasets/{dataset['id']}/chart", json=asked))

    assert found["title"] == "Mean of visits by “region”"
    assert [row[0] for row in found["rows"]] == ["south, far"]
    assert found["n"] + found["left_out"] == 80
    assert "avg(y)" in found["sql"]


@pytest.mark.parametrize(
    ("path", "asked", "status", "code", "word"),
    [
        ("explore", {"conditions": [{"column": "m", "operator": "is", "value": 1}]}, 404, "not_found", "“m”"),
        ("explore", {"conditions": [{"column": "age", "operator": "is", "value": "x"}]}, 422, "bad_input", "“x”"),
        ("explore", {"conditions": [{"column": "age", "operator": "=", "value": 1}]}, 422, "bad_input", "“=”"),
        ("explore", {"where": "1 = 1"}, 422, "bad_input", "where"),
        ("explore", {"check": "SELECT 1"}, 422, "bad_input", "check"),
        ("explore", {"limit": 0}, 422, "bad_input", "limit"),
        ("explore/column", {"column": "m"}, 404, "not_found", "“m”"),
        ("chart", {"kind": "pie"}, 422, "bad_input", "pie"),
        ("chart", {"kind": "bar"}, 422, "bad_input", "horizontal axis"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    http: httpx.Client, dataset: Json, path: str, asked: Json, status: int, code: str, word: str
) -> None:
    error = refused(http.post(f"/datasets/{dataset['id']}/{path}", json=asked), status, code)

    assert word in error["message"] + error["hint"]


def test_a_row_that_is_not_there_is_refused(http: httpx.Client, dataset: Json) -> None:
    refused(http.get(f"/datasets/{dataset['id']}/explore/rows/240"), 404, "not_found")
