"""The OpenAPI document is kept, complete, and its examples are what the API really answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from app import api
from app.api import document
from app.api.documentation import examples

KEPT = Path(__file__).parents[3] / "docs" / "openapi.json"
DOCUMENT = api.build().openapi()
OPERATIONS = {
    operation["operationId"]: operation
    for operations in DOCUMENT["paths"].values()
    for operation in operations.values()
}
RECORDED = [(name, part, example[part]) for name, example in examples.read().items() for part in example]


def test_the_kept_document_is_that_of_the_code() -> None:
    assert KEPT.read_text() == document.text(), "run: python -m app.api.document > docs/openapi.json"


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_every_route_is_described(operation: dict[str, Any]) -> None:
    assert operation["description"]
    assert operation["tags"]
    assert {"4XX", "5XX"} < operation["responses"].keys()


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_every_route_that_answers_json_has_a_real_example(operation: dict[str, Any]) -> None:
    usual = operation["responses"][min(operation["responses"])]

    assert "example" in usual.get("content", {}).get("application/json", {"example": None})


@pytest.mark.parametrize(("name", "part", "example"), RECORDED)
def test_every_example_is_of_the_form_that_the_document_promises(name: str, part: str, example: Any) -> None:
    jsonschema.validate(example, {**schema(OPERATIONS[name], part), "components": DOCUMENT["components"]})


def test_the_page_of_the_documentation_needs_nothing_from_elsewhere(address: str) -> None:
    page = httpx.get(f"{address}/../docs".replace("/v1/..", ""))

    assert page.status_code == 200
    assert "https://" not in page.text
    assert "//cdn" not in page.text


@pytest.mark.parametrize("file", ["swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"])
def test_the_files_of_the_documentation_are_served_from_here(address: str, file: str) -> None:
    found = httpx.get(f"{address.removesuffix('/v1')}/swagger/{file}")

    assert found.status_code == 200
    assert len(found.content) > 1000


def test_the_document_says_where_the_api_is_mounted(address: str) -> None:
    served = httpx.get(f"{address.removesuffix('/v1')}/openapi.json").json()

    assert served["servers"] == [{"url": "/api"}]
    assert served["openapi"].startswith("3.1")


def schema(operation: dict[str, Any], part: str) -> dict[str, Any]:
    """The schema of an operation's request or usual answer."""
    holders = {"request": operation.get("requestBody"), "response": operation["responses"][min(operation["responses"])]}
    return holders[part]["content"]["application/json"]["schema"]
