from __future__ import annotations

import threading

import httpx

from tests.app.api.asking import Json, accepted, created, ok, refused, soon, wait

BY_REGION = "SELECT region, count(*) AS people FROM {table} GROUP BY ALL ORDER BY people"


def test_a_dataset_is_asked_as_data_and_by_its_name(http: httpx.Client, dataset: Json) -> None:
    tables = http.get("/query/tables").json()
    name = next(table["name"] for table in tables if table["dataset_id"] == dataset["id"])

    for_data = ok(http.post(f"/datasets/{dataset['id']}/query", json={"sql": BY_REGION.format(table="data")}))
    for_name = ok(http.post(f"/datasets/{dataset['id']}/query", json={"sql": BY_REGION.format(table=name)}))
    for_all = ok(http.post("/query", json={"sql": BY_REGION.format(table=name)}))

    assert for_data["columns"] == ["region", "people"]
    assert for_data["rows"] == for_name["rows"] == for_all["rows"] == [["south, far", 80], ["north", 160]]
    assert for_data["truncated"] is False
    assert for_data["seconds"] > 0
    assert for_all["tables"] == [name]


def test_a_limit_cuts_the_rows_and_counting_tells_how_many_there_are(http: httpx.Client) -> None:
    found = ok(http.post("/query", json={"sql": "FROM range(50)", "limit": 2, "count": True}))

    assert found["rows"] == [[0], [1]]
    assert (found["truncated"], found["total"]) == (True, 50)


def test_the_place_of_a_mistake_stands_in_the_message(http: httpx.Client) -> None:
    answer = http.post("/query", json={"sql": "SELECT 1,\n  nothing"})

    assert refused(answer, 400, "bad_query")["message"] == "Line 2, column 3: there is no column “nothing”."


def test_values_that_json_cannot_hold_are_null_or_text(http: httpx.Client) -> None:
    found = ok(
        http.post("/query", json={"sql": "SELECT 'nan'::DOUBLE, 9007199254740993, DATE '2024-01-01', [1, NULL]"})
    )

    assert found["rows"] == [[None, "9007199254740993", "2024-01-01", [1, None]]]


def test_a_saved_query_is_changed_listed_and_removed(http: httpx.Client) -> None:
    saved = created(http.post("/queries", json={"name": "One", "sql": "SELECT 1"}))

    changed = ok(http.put(f"/queries/{saved['id']}", json={"name": "Two"}))
    listed = ok(http.get("/queries"))["items"]
    http.delete(f"/queries/{saved['id']}")

    assert (changed["name"], changed["sql"]) == ("Two", "SELECT 1")
    assert changed in listed
    refused(http.get(f"/queries/{saved['id']}"), 404, "not_found")


def test_the_history_tells_how_queries_ended(http: httpx.Client) -> None:
    http.post("/query", json={"sql": "SELECT 1"})
    http.post("/query", json={"sql": "SELECT nothing"})

    failed, done = ok(http.get("/queries/runs", params={"limit": 2}))["items"]

    assert (done["status"], done["rows"]) == ("done", 1)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "bad_query")


def test_a_whole_result_is_a_file(http: httpx.Client) -> None:
    answer = http.post("/query/export", json={"sql": "SELECT '=1' AS f FROM range(3)", "format": "csv"})

    assert answer.text == "f\n'=1\n'=1\n'=1\n"
    assert answer.headers["content-disposition"] == 'attachment; filename="query.csv"'


def test_a_result_becomes_a_dataset(http: httpx.Client) -> None:
    started = accepted(http.post("/query/dataset", json={"sql": "SELECT 7 AS seven", "name": "Seven"}))

    ended = wait(http, started["job_id"])

    assert ended["status"] == "done", ended["error"]
    assert ok(http.get(f"/datasets/{started['dataset_id']}/rows"))["rows"] == [[7]]


def test_a_query_that_runs_is_listed_and_stopped(http: httpx.Client) -> None:
    sql = "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c"
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(http.post("/query", json={"sql": sql})))
    asking.start()
    assert soon(lambda: http.get("/query/running").json())

    (running,) = http.get("/query/running").json()
    expect_nothing(http.post(f"/query/running/{running['id']}/stop"))
    asking.join()

    assert running["sql"] == sql
    assert refused(answers[0], 400, "bad_query")["message"] == "The query was stopped."


def expect_nothing(response: httpx.Response) -> None:
    assert response.status_code == 204, response.text
