"""Profiles over HTTP: as files, masked, and with what people decided."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.app.api.asking import Json, created, ok, refused

PEOPLE = "mail,always,visits\n" + "".join(f"person{n}@mail.example,7,{n % 9}\n" for n in range(60))


@pytest.fixture
def people(http: httpx.Client) -> Iterator[Json]:
    dataset = created(http.post("/datasets", files={"file": ("people.csv", PEOPLE)}))
    yield dataset
    http.delete(f"/datasets/{dataset['id']}")


@pytest.mark.parametrize(
    ("file", "kind"), [("profile.html", "text/html"), ("profile.md", "text/markdown"), ("alerts.csv", "text/csv")]
)
def test_files_leave_out_the_values_of_personal_columns(http: httpx.Client, people: Json, file: str, kind: str) -> None:
    answer = http.get(f"/datasets/{people['id']}/{file}")

    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert "mail" in answer.text
    assert "@mail.example" not in answer.text


def test_values_come_along_when_they_are_asked_for(http: httpx.Client, people: Json) -> None:
    page = http.get(f"/datasets/{people['id']}/profile.html", params={"mask": "none"})

    assert "@mail.example" in page.text


def test_the_json_can_be_masked_as_well(http: httpx.Client, people: Json) -> None:
    masked = http.get(f"/datasets/{people['id']}/profile", params={"mask": "all"})

    assert "@mail.example" not in masked.text
    assert all("top" not in column or column["top"] is None for column in masked.json()["columns"])


def test_a_mark_is_kept_listed_and_taken_off(http: httpx.Client, people: Json) -> None:
    marks = f"/datasets/{people['id']}/marks"

    ok(http.put(marks, json={"code": "constant", "column": "always", "mark": "dismissed", "reason": "by design"}))
    listed = ok(http.get(marks))["items"]
    gone = http.delete(marks, params={"code": "constant", "column": "always"})

    assert [(mark["code"], mark["mark"], mark["reason"]) for mark in listed] == [("constant", "dismissed", "by design")]
    assert gone.status_code == 204
    assert ok(http.get(marks))["items"] == []


def test_a_column_that_a_person_calls_personal_is_masked(http: httpx.Client, people: Json) -> None:
    said = {"code": "personal_data", "column": "mail", "mark": "not_personal"}

    ok(http.put(f"/datasets/{people['id']}/marks", json=said))

    assert "@mail.example" in http.get(f"/datasets/{people['id']}/profile.html").text


def test_a_dismissal_without_a_reason_is_refused(http: httpx.Client, people: Json) -> None:
    wanted = {"code": "constant", "column": "always", "mark": "dismissed"}

    error = refused(http.put(f"/datasets/{people['id']}/marks", json=wanted), 422, "bad_input")

    assert error["message"] == "There is no reason for the dismissal."
