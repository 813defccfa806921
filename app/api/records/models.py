"""Models and the advice before a training."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from app.api.records.shared import Answer, ErrorWords, Given, Instant, Plain

Task = Literal["binary", "multiclass", "regression"]


class Split(Given):
    """What the model will be used for: `random` rows like these, `grouped` for groups of rows never seen (customers,
    countries, devices), `forward` for rows that come later, `distinct` for rows that are no exact copies of others.
    """

    kind: Literal["random", "grouped", "forward", "distinct"] = "random"
    column: str = Field("", description="The column that names the groups, or the time.", examples=["customer_id"])


class NewModel(Given):
    """What to train. What is left out is decided from the data: `GET /datasets/{id}/advice` says how."""

    dataset_id: str = Field(examples=["ds_7k2m9qxa"])
    target: str = Field(description="The column to predict.", examples=["Survived"])
    name: str | None = Field(None, max_length=200, description="A name that is taken gives the next version under it.")
    task: Task | None = None
    metric: str | None = Field(None, description="What to be good at, e.g. roc_auc, log_loss, rmse.")
    budget_seconds: int | None = Field(None, description="Wall-clock time for the whole training.", examples=[60])
    exclude: list[str] = Field(default_factory=list, description="Columns that the model may not use.")
    split: Split | None = Field(None, description="How rows are divided for scoring. Default: at random.")
    seed: int = Field(0, ge=0, lt=2**32, description="The same data, settings and seed give the same model.")


class RehearsalAsked(Given):
    dataset_id: str = Field(examples=["ds_7k2m9qxa"])
    target: str = Field(examples=["Survived"])
    task: Task | None = None


class RehearsalStarted(Answer):
    """A job whose result has `suspects`, columns that predict the target almost alone, and `trials`, the score of a
    quick model on each of these splits. Without a job the target cannot be predicted.
    """

    job_id: str | None
    splits: list[Split]


class TrainingStarted(Answer):
    model_id: str = Field(validation_alias="id")
    job_id: str


class Feature(Answer):
    """A column that the model reads. A column missing from a row counts as a missing value."""

    name: str
    kind: str
    type: str
    levels: list[str] = Field(description="The values seen in training, most frequent first.")
    low: float | None = Field(description="Lowest value seen (dates: seconds since 1970 in UTC).")
    high: float | None
    typical: float | str | None = Field(description="The median or the most frequent value.")
    missing_share: float
    importance: float = Field(description="Its share of what drives the model; all add up to 1.")


class Score(Answer):
    """A metric on rows that the model did not see, with a 90% interval and the score of guessing without a model."""

    label: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    baseline: float | None = None
    higher_is_better: bool | None = None


class Model(Answer):
    """One version of a model."""

    id: str
    name: str
    version: int
    status: Literal["training", "ready", "failed", "cancelled"]
    task: Task
    target: str
    classes: list[str | int | float | bool]
    features: list[Feature]
    metric: str = Field(description="The key of the score that counts.")
    scores: dict[str, Score]
    dataset_id: str
    dataset_name: str
    job_id: str | None
    settings: dict[str, Plain]
    error: ErrorWords | None
    bytes: int | None
    created_at: Instant
    finished_at: Instant | None


class Advice(Answer):
    """What a training would do with a target. `problem` says why it cannot be done; `task` is empty then."""

    target: str
    task: str
    reason: str
    alternatives: list[str] = Field(description="Other tasks that are possible.")
    metric: str
    usable_rows: int
    dropped_rows: int
    classes: list[tuple[str, int]] = Field(description="Label and rows.")
    problem: str | None
    hint: str
    warnings: list[str]


class Report(Answer):
    """Everything measured about a model: scores, leaderboard, curves, importance, recipe. See docs for its parts."""

    model_config = ConfigDict(extra="allow")

    task: Task
    target: str
    metric: dict[str, Any]
    scores: dict[str, Score]
    leaderboard: list[dict[str, Any]]
    curves: dict[str, Any]
    importance: dict[str, Any]
    warnings: list[dict[str, Any]]
    recipe: list[dict[str, Any]]
    timing: dict[str, Any]


class Summary(Answer):
    """A model in plain sentences."""

    model_id: str
    title: str
    predicts: str
    quality: str
    data: str
    limits: list[str]
    drivers: str
