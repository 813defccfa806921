"""The JSON Schema of a profile taken away as JSON, made of the records: `python -m core.profiling.writing.schema`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from core.profiling.records import Profile


@dataclass(frozen=True)
class ProfileDocument:
    """A profile as JSON: `dataset` is the name of the table, `profile` everything that was measured.

    A field that has no value is left out, or null. Infinities and not-a-number are null as well.
    """

    dataset: str
    profile: Profile


def schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12), with what each record means."""
    from pydantic import TypeAdapter

    made = TypeAdapter(ProfileDocument).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
