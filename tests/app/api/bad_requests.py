"""Bad requests: one row each, with the status and the words that answer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00" + bytes(range(256)) * 20
)
BOMB = b"[" * 100_000


@dataclass(frozen=True)
class Bad:
    """A bad request, the status and code that answer it, and a word that its message or hint must have."""

    name: str
    method: str
    path: str
    status: int
    code: str
    word: str
    sent: dict[str, Any] = field(default_factory=dict)


def body(value: Any) -> dict[str, Any]:
    return {"json": value}


def raw(content: bytes, content_type: str = "application/json") -> dict[str, Any]:
    return {"content": content, "headers": {"content-type": content_type}}


def file(content: bytes | str, name: str = "t.csv", **fields: str) -> dict[str, Any]:
    return {"files": {"file": (name, content)}, "data": fields}


def query(**parameters: Any) -> dict[str, Any]:
    return {"params": parameters}


DATASET, MODEL, UPLOAD = "/datasets/{dataset}", "/models/{model}", "{upload}"
NEW_MODEL = {"dataset_id": "{dataset}", "target": "bought"}
FORM = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="t.csv"\r\n\r\na,b\n1,2\n\r\n'

UPLOADS = (
    Bad("an upload over the limit", "PUT", "/uploads/t.csv", 413, "too_large", "2 MB", raw(b"a,b\n" * 600_000)),
    Bad("a name that climbs out", "PUT", "/uploads/..%2F..%2Fpasswd", 422, "bad_input", "passwd", raw(b"a\n1\n")),
    Bad("a name that is a folder", "PUT", "/uploads/a/b.csv", 422, "bad_input", "a/b.csv", raw(b"a\n1\n")),
)
DATASETS = (
    Bad("an empty file", "POST", "/datasets", 422, "bad_file", "empty", file("")),
    Bad("a picture called csv", "POST", "/datasets", 422, "bad_file", "image", file(PNG)),
    Bad("a file over the limit", "POST", "/datasets", 413, "too_large", "2 MB", file(b"a,b\n" * 600_000)),
    Bad("no file and no upload", "POST", "/datasets", 422, "bad_input", "upload_id", body({})),
    Bad("an unknown upload", "POST", "/datasets", 404, "not_found", "up_nothere", body({"upload_id": "up_nothere"})),
    Bad("an upload id that is a number", "POST", "/datasets", 422, "bad_input", "upload_id", body({"upload_id": 7})),
    Bad("an unknown field", "POST", "/datasets", 422, "bad_input", "nmae", body({"upload_id": UPLOAD, "nmae": "x"})),
    Bad("options that are no object", "POST", "/datasets", 422, "bad_input", "options", file("a\n1\n", options="[1]")),
    Bad("options that are no JSON", "POST", "/datasets", 422, "bad_input", "options", file("a\n1\n", options="{;")),
    Bad(
        "an unknown option",
        "POST",
        "/datasets",
        422,
        "bad_input",
        "delimeter",
        file("a\n1\n", options='{"delimeter": ";"}'),
    ),
    Bad(
        "an unknown kind",
        "POST",
        "/datasets",
        422,
        "bad_input",
        "types",
        file("a\n1\n", options='{"types": {"a": "colour"}}'),
    ),
    Bad(
        "an endless name", "POST", "/datasets", 422, "bad_input", "name", file("a\n1\n") | {"data": {"name": "n" * 300}}
    ),
    Bad("a list as body", "POST", "/datasets", 422, "bad_input", "object", body([1, 2])),
    Bad("text as body", "POST", "/datasets", 422, "bad_input", "text/plain", raw(b"a,b", "text/plain")),
    Bad("no content type", "POST", "/datasets", 422, "bad_input", "content type", {"content": b"a,b"}),
    Bad("broken JSON", "POST", "/datasets", 422, "bad_input", "JSON", raw(b'{"upload_id": ')),
    Bad("bottomless JSON", "POST", "/datasets", 422, "bad_input", "JSON", raw(BOMB)),
    Bad("a form without boundary", "POST", "/datasets", 422, "bad_input", "boundary", raw(b"x", "multipart/form-data")),
    Bad("a form that is none", "POST", "/datasets", 422, "bad_input", "form", raw(b"hello", FORM)),
    Bad(
        "a file in a wrong field",
        "POST",
        "/datasets",
        422,
        "bad_input",
        "“data”",
        raw(PART % b"data" + b"--x--\r\n", FORM),
    ),
    Bad(
        "two files to predict",
        "POST",
        f"{MODEL}/predict-file",
        422,
        "bad_input",
        "one file",
        raw(PART % b"file" * 2 + b"--x--\r\n", FORM),
    ),
    Bad("a look at nothing", "POST", "/datasets/inspect", 422, "bad_file", "empty", file("")),
    Bad("an unknown sample", "POST", "/samples", 404, "not_found", "atlantis", body({"key": "atlantis"})),
    Bad("an unknown dataset", "GET", "/datasets/ds_nothere", 404, "not_found", "ds_nothere"),
    Bad("SQL for an id", "GET", "/datasets/' OR 1=1 --", 404, "not_found", "OR 1=1"),
    Bad("removing what is not there", "DELETE", "/datasets/ds_nothere", 404, "not_found", "ds_nothere"),
    Bad("an empty new name", "PATCH", DATASET, 422, "bad_input", "name", body({"name": ""})),
    Bad("a new name of blanks", "PATCH", DATASET, 422, "bad_input", "name", body({"name": " \t "})),
    Bad("a new name that is null", "PATCH", DATASET, 422, "bad_input", "name", body({"name": None})),
)
TABLES = (
    Bad("limit 0", "GET", DATASET + "/rows", 422, "bad_input", "1 to", query(limit=0)),
    Bad("a limit that is a word", "GET", DATASET + "/rows", 422, "bad_input", "limit", query(limit="many")),
    Bad("10,001 rows of a table", "GET", DATASET + "/rows", 422, "bad_input", "export", query(limit=10_001)),
    Bad("a negative offset", "GET", DATASET + "/rows", 422, "bad_input", "row 0", query(offset=-1)),
    Bad("an offset beyond all numbers", "GET", DATASET + "/rows", 422, "bad_input", "offset", query(offset=10**30)),
    Bad("an unknown column", "GET", DATASET + "/rows", 404, "not_found", "“age”", query(columns="agee")),
    Bad("an unknown format", "GET", DATASET + "/export", 422, "bad_input", "parquet", query(format="pdf")),
    Bad(
        "a profile with an unknown target", "GET", DATASET + "/profile", 404, "not_found", "agee", query(target="agee")
    ),
    Bad("advice without a target", "GET", DATASET + "/advice", 422, "bad_input", "target"),
    Bad("advice on an unknown target", "GET", DATASET + "/advice", 404, "not_found", "agee", query(target="agee")),
)
LISTS = (
    Bad("a list of none", "GET", "/datasets", 422, "bad_input", "limit", query(limit=0)),
    Bad("a list of too many", "GET", "/jobs", 422, "bad_input", "limit", query(limit=100_000)),
    Bad("a cursor that is none", "GET", "/models", 422, "bad_input", "next_cursor", query(cursor="'; DROP TABLE")),
    Bad("a cursor of other digits", "GET", "/models", 422, "bad_input", "next_cursor", query(cursor="²")),
    Bad("an unknown status", "GET", "/jobs", 422, "bad_input", "status", query(status="sleeping")),
)
TRAININGS = (
    Bad("no target", "POST", "/models", 422, "bad_input", "target", body({"dataset_id": "{dataset}"})),
    Bad(
        "an unknown dataset to train on",
        "POST",
        "/models",
        404,
        "not_found",
        "ds_no",
        body(NEW_MODEL | {"dataset_id": "ds_no"}),
    ),
    Bad("an unknown target", "POST", "/models", 404, "not_found", "bougt", body(NEW_MODEL | {"target": "bougt"})),
    Bad("words as an amount", "POST", "/models", 422, "bad_input", "numbers", body(NEW_MODEL | {"task": "regression"})),
    Bad("an unknown task", "POST", "/models", 422, "bad_input", "task", body(NEW_MODEL | {"task": "clustering"})),
    Bad("an unknown metric", "POST", "/models", 422, "bad_input", "metric", body(NEW_MODEL | {"metric": "beauty"})),
    Bad("no time at all", "POST", "/models", 422, "bad_input", "seconds", body(NEW_MODEL | {"budget_seconds": 0})),
    Bad(
        "a century of time",
        "POST",
        "/models",
        422,
        "bad_input",
        "seconds",
        body(NEW_MODEL | {"budget_seconds": 10**10}),
    ),
    Bad(
        "a time in words",
        "POST",
        "/models",
        422,
        "bad_input",
        "budget_seconds",
        body(NEW_MODEL | {"budget_seconds": "long"}),
    ),
    Bad(
        "an unknown column to exclude",
        "POST",
        "/models",
        404,
        "not_found",
        "agee",
        body(NEW_MODEL | {"exclude": ["agee"]}),
    ),
    Bad(
        "the target excluded",
        "POST",
        "/models",
        422,
        "bad_input",
        "excluded",
        body(NEW_MODEL | {"exclude": ["bought"]}),
    ),
    Bad(
        "every column excluded",
        "POST",
        "/models",
        422,
        "bad_input",
        "column",
        body(NEW_MODEL | {"exclude": ["age", "region", "visits"]}),
    ),
    Bad("a negative seed", "POST", "/models", 422, "bad_input", "seed", body(NEW_MODEL | {"seed": -1})),
    Bad("a form where JSON is asked for", "POST", "/models", 422, "bad_input", "application/json", file("a\n1\n")),
    Bad("an unknown model", "GET", "/models/md_nothere", 404, "not_found", "md_nothere"),
    Bad("an unknown model's report", "GET", "/models/md_nothere/report", 404, "not_found", "md_nothere"),
    Bad("an unknown form of the card", "GET", MODEL + "/card", 422, "bad_input", "markdown", query(format="pdf")),
)
PREDICTIONS = (
    Bad("rows that are no list", "POST", MODEL + "/predict", 422, "bad_input", "rows", body({"rows": {"age": 1}})),
    Bad("no rows", "POST", MODEL + "/predict", 422, "bad_input", "rows", body({"rows": []})),
    Bad("a row that is no object", "POST", MODEL + "/predict", 422, "bad_input", "rows[1]", body({"rows": [{}, 7]})),
    Bad("10,001 rows", "POST", MODEL + "/predict", 413, "too_large", "10,00", body({"rows": [{"age": 1}] * 10_001})),
    Bad(
        "a number that is a word", "POST", MODEL + "/predict", 422, "bad_rows", "age", body({"rows": [{"age": "old"}]})
    ),
    Bad(
        "a value that is an object",
        "POST",
        MODEL + "/predict",
        422,
        "bad_rows",
        "age",
        body({"rows": [{"age": {"x": 1}}]}),
    ),
    Bad("NaN", "POST", MODEL + "/predict", 422, "bad_input", "NaN", raw(b'{"rows": [{"age": NaN}]}')),
    Bad("infinity", "POST", MODEL + "/predict", 422, "bad_input", "Infinity", raw(b'{"rows": [{"age": -Infinity}]}')),
    Bad(
        "bytes that are no text",
        "POST",
        MODEL + "/predict",
        422,
        "bad_input",
        "JSON",
        raw(b'{"rows": [{"age": "\xff"}]}'),
    ),
    Bad("a body beyond measure", "POST", MODEL + "/predict", 413, "too_large", "32 MB", raw(b" " * 33_000_000)),
    Bad(
        "a model that is not there",
        "POST",
        "/models/md_nothere/predict",
        404,
        "not_found",
        "md_no",
        body({"rows": [{}]}),
    ),
    Bad("no file to predict", "POST", MODEL + "/predict-file", 422, "bad_input", "file", body({})),
    Bad(
        "an unknown dataset to predict",
        "POST",
        MODEL + "/predict-file",
        404,
        "not_found",
        "ds_no",
        body({"dataset_id": "ds_no"}),
    ),
    Bad(
        "an unknown format of the answers",
        "POST",
        MODEL + "/predict-file",
        422,
        "bad_input",
        "csv",
        body({"dataset_id": "{dataset}", "format": "pdf"}),
    ),
)


def asked(sql: object, **more: object) -> dict[str, Any]:
    return body({"sql": sql, **more})


QUERIES = (
    Bad("a query that writes", "POST", "/query", 400, "bad_query", "DROP is refused", asked("DROP TABLE people")),
    Bad("a misspelt column", "POST", DATASET + "/query", 400, "bad_query", "“age”", asked("SELECT aeg FROM data")),
    Bad("a query that is no text", "POST", "/query", 422, "bad_input", "sql", asked(7)),
    Bad("no query", "POST", "/query", 422, "bad_input", "sql", body({})),
    Bad("too many rows of a query", "POST", "/query", 422, "bad_input", "10,000", asked("SELECT 1", limit=10**9)),
    Bad(
        "a query of no dataset", "POST", "/datasets/ds_nothere/query", 404, "not_found", "ds_nothere", asked("SELECT 1")
    ),
    Bad("an unknown saved query", "GET", "/queries/qs_nothere", 404, "not_found", "qs_nothere"),
    Bad("stopping a query that does not run", "POST", "/query/running/qr_x/stop", 409, "conflict", "qr_x"),
    Bad("a query as pdf", "POST", "/query/export", 422, "bad_input", "csv", asked("SELECT 1", format="pdf")),
    Bad("a result without a name", "POST", "/query/dataset", 422, "bad_input", "name", asked("SELECT 1", name=" ")),
)
JOBS = (
    Bad("an unknown job", "GET", "/jobs/jb_nothere", 404, "not_found", "jb_nothere"),
    Bad("stopping what has ended", "POST", "/jobs/{job}/stop", 409, "conflict", "ended"),
    Bad("cancelling what has ended", "POST", "/jobs/{job}/cancel", 409, "conflict", "ended"),
    Bad("continuing what is done", "POST", "/jobs/{job}/resume", 409, "conflict", "continued"),
    Bad("the file of a job without one", "GET", "/jobs/{job}/result", 404, "not_found", "{job}"),
    Bad("events after nothing", "GET", "/jobs/{job}", 422, "bad_input", "after", query(after=-5)),
)
ADDRESSES = (
    Bad("an unknown address", "GET", "/horses", 404, "not_found", "/api/v1/horses"),
    Bad("a method that is not there", "POST", "/datasets/ds_x", 405, "method_not_allowed", "POST"),
)
BAD = UPLOADS + DATASETS + TABLES + LISTS + TRAININGS + PREDICTIONS + QUERIES + JOBS + ADDRESSES
