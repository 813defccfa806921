"""What the README says is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core import config
from core.config import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def test_the_table_of_settings_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `(TABLECAST_\w+)` \| (?:`(.*?)`)? ?\| (.*?) \|$", README, re.MULTILINE)

    assert rows == config.as_table(Settings())


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md", "docs/extending.md"])
def test_every_path_that_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text()
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    named = re.findall(r"`((?:app|core|pages|tests|docs|\.streamlit)/[\w./]+)`", text)
    base = ROOT if document == "README.md" else ROOT / "docs"

    missing = [path for path in linked if not (base / path).exists()] + [
        path for path in named if not (ROOT / path).exists()
    ]

    assert missing == []
