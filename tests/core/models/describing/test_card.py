"""The card in its three forms, and the zip to take away."""

from __future__ import annotations

import json
import zipfile
from html.parser import HTMLParser

import pytest

from core import models
from core.errors import BadFile, Conflict
from core.models import Scorer
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store

HOSTILE = "<script>alert(1)</script> | **x** [a](b)"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


def test_the_json_card_has_everything_and_is_json(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    card = json.loads(json.dumps(models.card(ws, model.id).to_json(), allow_nan=False))

    assert card["model"]["classes"] == [False, True]
    assert card["data"] == {
        "id": model.dataset_id,
        "name": "people",
        "sha256": model.dataset_sha256,
        "rows": 1000,
        "rows_total": 1200,
        "rows_without_target": 200,
        "sampled": None,
    }
    assert card["scores"]["roc_auc"]["low"] == pytest.approx(0.85)
    assert card["summary"]["limits"][0] == "“age” alone predicts too well."
    assert [feature["name"] for feature in card["features"]] == ["age", "city", "member", "since"]
    assert card["environment"] == {"python": "3.11"}


def test_the_markdown_card_has_every_section_and_its_tables(ws: Workspace) -> None:
    text = models.card(ws, tiny.add_model(ws).id).to_markdown()

    assert text.startswith("# tiny, version 1\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What it predicts",
        "## How well",
        "## From what",
        "## What drives it",
        "## Limits",
        "## What was done to each column",
        "## What was tried",
        "## How to make it again",
    ]
    assert "| ROC AUC | 0.86 | 0.85 to 0.87 | 0.5 |" in text
    assert "| Baseline | 0.5 | – | 0% |" in text


def test_the_page_needs_nothing_else_and_takes_no_text_as_markup(ws: Workspace) -> None:
    warning = {"code": "x", "column": None, "sentence": HOSTILE}
    model = tiny.add_model(ws, name=HOSTILE, report={"warnings": [warning]})

    page = models.card(ws, model.id).to_html()

    tags = Tags()
    tags.feed(page)
    assert tags.found <= {
        *("html", "head", "meta", "title", "style", "body"),
        *("h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "http" not in page


def test_no_text_is_taken_as_markdown(ws: Workspace) -> None:
    warning = {"code": "x", "column": None, "sentence": HOSTILE}

    text = models.card(ws, tiny.add_model(ws, report={"warnings": [warning]}).id).to_markdown()

    assert r"\<script\>alert(1)\</script\> \| \*\*x\*\* \[a\](b)" in text


def test_a_model_that_is_not_ready_has_no_card(ws: Workspace) -> None:
    model = models.add(ws, name="m", dataset=store(ws, "SELECT true AS y"), target="y", task="binary")

    with pytest.raises(Conflict, match="it is training"):
        models.card(ws, model.id)


def test_the_zip_holds_a_model_that_loads_elsewhere_and_its_card(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    zipped = models.download(ws, model.id)
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(ws.folders.temporary)

    folder = ws.folders.temporary / model.id
    assert Scorer.load(folder).features == tiny.COLUMNS
    assert {"card.json", "card.md", "checksums.json", "report.json"} <= {path.name for path in folder.iterdir()}


def test_the_zip_is_made_once(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    first = models.download(ws, model.id).stat()

    assert models.download(ws, model.id).stat() == first


def test_the_zip_has_the_new_name_after_a_renaming(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    models.download(ws, model.id)

    models.rename(ws, model.id, "better")

    with zipfile.ZipFile(models.download(ws, model.id)) as archive:
        assert json.loads(archive.read(f"{model.id}/card.json"))["model"]["name"] == "better"


def test_a_damaged_model_is_not_given_away(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    (ws.folders.models / model.id / "scorer.npz").write_bytes(b"x")

    with pytest.raises(BadFile, match="is damaged"):
        models.download(ws, model.id)
