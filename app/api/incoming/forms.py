"""How the routes that take a form's file or a JSON object are described in the OpenAPI document."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
FILE = {"type": "string", "format": "binary"}


def file_or_json(**fields: dict[str, Any]) -> dict[str, Any]:
    """A request body: a form with `file` and these fields, or a JSON object with an upload's id in the file's place."""
    form = {"type": "object", "required": ["file"], "properties": {"file": FILE, **fields}}
    json_object = {"type": "object", "properties": {"upload_id": TEXT, **fields}}
    return {
        "requestBody": {
            "required": True,
            "content": {"multipart/form-data": {"schema": form}, "application/json": {"schema": json_object}},
        }
    }


OBJECT = {"anyOf": [{"type": "object"}, TEXT]}  # in a form: text that holds JSON
OPTIONS = {**OBJECT, "description": "Decisions that you take yourself.", "example": {"delimiter": ";"}}
FILE_OR_UPLOAD = file_or_json(name={**TEXT, "description": "The dataset's name."}, options=OPTIONS)
QUESTIONS_FILE = file_or_json(
    dataset_id={**TEXT, "description": "A dataset, in the file's place."},
    format={"type": "string", "enum": ["csv", "parquet", "xlsx"], "default": "csv"},
    columns={**OBJECT, "description": "The table's column for each of the model's, where they differ."},
)
