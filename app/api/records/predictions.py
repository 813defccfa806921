"""Predictions."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.api.records.shared import Answer, Given, Plain, parsed


class Questions(Given):
    """Rows to predict: column names and values, as in the dataset. A column left out is a missing value."""

    rows: list[dict[str, Any]] = Field(
        min_length=1, examples=[[{"Pclass": 1, "Sex": "female", "Age": 29}]], description="Column name to value."
    )
    explain: bool = Field(False, description="Also say how much each column contributed.")
    interval: bool = Field(True, description="Also give the 90% interval of a number.")


class QuestionsFile(Given):
    """A table to predict: a dataset, an upload, or a form's `file`."""

    dataset_id: str | None = None
    upload_id: str | None = None
    format: str = Field("csv", description="csv, parquet or xlsx.")
    columns: Annotated[dict[str, str] | None, BeforeValidator(parsed)] = Field(
        None, description="The table's column for each of the model's, where they are not called the same."
    )


class Reason(Answer):
    """How far one column moved this prediction, in units of the prediction (or of the probability)."""

    feature: str
    value: Plain
    contribution: float


class Flag(Answer):
    """Something about this row that makes its prediction less sure."""

    code: str
    column: str | None
    message: str


class Prediction(Answer):
    """The answer to one row. What was not asked for or does not apply is left out."""

    prediction: Plain = Field(description="The class, as in the data, or the number.")
    probabilities: dict[str, float] | None = Field(None, description="Of each class; calibrated.")
    interval: tuple[float, float] | None = Field(None, description="Low and high: nine of ten true values lie between.")
    reasons: list[Reason] | None = Field(None, description="Largest first; `base` and they add up to the answer.")
    base: float | None = Field(None, description="The average answer, where the reasons begin.")
    explained: Plain = Field(None, description="The class whose probability the reasons explain.")
    flags: list[Flag]


class Predictions(Answer):
    """One prediction per row, in the order of the rows."""

    model_id: str
    version: int
    predictions: list[Prediction]
