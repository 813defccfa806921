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
BROUGHT: dict[str, dict[str, Any]] = {
    "upload_ids": {"type": "array", "items": TEXT, "description": "Several uploads, to become one table."},
    "text": {**TEXT, "description": "A table as text, in the file's place."},
    "recipe": {**TEXT, "description": "The id or name of a recipe; the options lie over it."},
    "options": OPTIONS,
}
INSPECTED = file_or_json(
    **BROUGHT, dataset_id={**TEXT, "description": "A dataset, whose kept file is looked at again."}
)
IMPORTED = file_or_json(
    **BROUGHT,
    address={**TEXT, "description": "A file on the web, in the file's place."},
    database={**OBJECT, "description": "`url` and `query` of a database, in the file's place."},
    name={**TEXT, "description": "The dataset's name."},
    version_of={**TEXT, "description": "A dataset whose next version this becomes."},
)
QUESTIONS_FILE = file_or_json(
    dataset_id={**TEXT, "description": "A dataset, in the file's place."},
    format={"type": "string", "enum": ["csv", "parquet", "xlsx"], "default": "csv"},
    columns={**OBJECT, "description": "The table's column for each of the model's, where they differ."},
)
