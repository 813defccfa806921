"""Real answers as examples in the OpenAPI document. They were recorded from the sample data, and shortened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).with_name("examples.json")  # {operation id: {"request": …, "response": …}}


def read() -> dict[str, dict[str, Any]]:
    recorded: dict[str, dict[str, Any]] = json.loads(RECORDED.read_text())
    return recorded


def insert(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the recorded examples in their places."""
    recorded = read()
    for operations in document["paths"].values():
        for operation in operations.values():
            _insert(operation, recorded.get(operation["operationId"], {}))
    return document


def _insert(operation: dict[str, Any], recorded: dict[str, Any]) -> None:
    if "request" in recorded:
        operation["requestBody"]["content"]["application/json"]["example"] = recorded["request"]
    if "response" in recorded:
        usual = min(status for status in operation["responses"] if status.startswith("2"))
        operation["responses"][usual]["content"]["application/json"]["example"] = recorded["response"]
