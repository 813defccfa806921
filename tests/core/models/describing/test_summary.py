"""The summary: each sentence is there, and says what the model's row and report say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import models
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        ("binary", "Predicts whether “left” is “yes” or “no” from 4 columns."),
        ("multiclass", "Predicts which of 3 values “left” has from 4 columns."),
        ("regression", "Predicts the number “left”, with the range that holds it in 90 of 100 cases, from 4 columns."),
    ],
)
def test_it_says_what_is_predicted(ws: Workspace, task: str, sentence: str) -> None:
    assert models.summary(ws, tiny.add_model(ws, task).id).predicts == sentence


def test_it_says_how_well_compared_with_guessing_and_on_what(ws: Workspace) -> None:
    quality = models.summary(ws, tiny.add_model(ws).id).quality

    assert quality.startswith("The model predicts “left” clearly better than guessing.")
    assert "It is right in 80% of the cases; always naming the most frequent value would be in 50%." in quality
    assert "Measured on 1,000 rows that it had not seen" in quality


def test_an_error_is_said_in_the_units_of_the_target(ws: Workspace) -> None:
    scores = {"median_ae": {"label": "Median absolute error", "value": 12.5, "baseline": 40.0}}

    quality = models.summary(ws, tiny.add_model(ws, "regression", report={"scores": scores}).id).quality

    assert "Half of its answers are off by less than 12.5; when guessing, by less than 40." in quality


def test_it_says_from_what_and_what_drives_it(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    summary = models.summary(ws, model.id)

    assert summary.data.startswith("Made from 1,000 of 1,200 rows of the dataset “people” on ")
    assert summary.drivers == "age (50%), city (30%), member (10%) and since (10%) matter most."
    assert summary.text.startswith(summary.predicts)


def test_a_model_that_no_column_drives_says_so(ws: Workspace) -> None:
    idle = tuple(replace(feature, importance=0.0) for feature in tiny.COLUMNS)

    assert models.summary(ws, tiny.add_model(ws, features=idle).id).drivers == "No column stands out."


def test_its_limits_are_the_warnings_and_what_follows_from_the_data(ws: Workspace) -> None:
    gappy = (replace(tiny.AGE, missing_share=0.4), tiny.CITY)
    repeated = {"code": "no_signal", "column": None, "sentence": "Said by the verdict."}
    warnings = [*tiny.REPORT["warnings"], repeated]

    limits = models.summary(ws, tiny.add_model(ws, features=gappy, report={"rows": 99, "warnings": warnings}).id).limits

    assert limits[:3] == (
        "“age” alone predicts too well.",
        "It was trained on 99 rows only: its scores are uncertain.",
        "Often without a value in training: age.",
    )
    assert limits[3].startswith("It answers as “people” was.")
    assert len(limits) == 4


@pytest.mark.parametrize(
    ("status", "quality"),
    [("failed", "Its training failed. Too few rows."), ("cancelled", "Its training was cancelled. Too few rows.")],
)
def test_a_model_without_files_says_why(ws: Workspace, status: str, quality: str) -> None:
    model = models.add(ws, name="m", dataset=store(ws, "SELECT true AS y"), target="y", task="binary")
    models.fail(ws, model.id, status=status, error={"code": "x", "message": "Too few rows.", "hint": ""})

    summary = models.summary(ws, model.id)

    assert summary.predicts == "Predicts which of two values “y” has from the other columns."
    assert summary.quality == quality
    assert summary.limits == ()
