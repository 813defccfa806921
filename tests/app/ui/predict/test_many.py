from __future__ import annotations

from pathlib import Path

from app.ui.predict import many


def test_a_preview_has_the_first_rows_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "predictions.csv"
    file.write_text('name,prediction\n"a, b",1\nc,2\nd,3\n', encoding="utf-8-sig")

    assert many.preview(file, most=2) == [{"name": "a, b", "prediction": "1"}, {"name": "c", "prediction": "2"}]


def test_a_preview_shows_what_was_added_first() -> None:
    rows = [{"age": "3", "prediction": "yes", "probability_yes": "0.8", "flags": ""}]

    assert list(many.added_first(rows)[0]) == ["prediction", "probability_yes", "flags", "age"]


def test_a_column_of_the_file_that_is_named_prediction_stays_behind() -> None:
    rows = [{"prediction": "old", "age": "3", "prediction_2": "yes"}]

    assert list(many.added_first(rows)[0]) == ["prediction_2", "prediction", "age"]
