"""Prints the OpenAPI document: `python -m app.api.document > docs/openapi.json`."""

from __future__ import annotations

import json
import sys

from app.api.application import build


def text() -> str:
    """The document as it is kept in docs/, with the address under which the API usually is."""
    document = build().openapi() | {"servers": [{"url": "/api"}]}
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
