"""Clean-up steps: their kinds, what they would do, and the version they make."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from app.api.records.datasets import Cells
from app.api.records.shared import Answer, Given


class Step(Given):
    """One step: its kind and the settings of that kind. One that is off does nothing."""

    kind: str = Field(examples=["trim"])
    settings: dict[str, Any] = Field(default_factory=dict, examples=[{"columns": ["city"]}])
    on: bool = True


class Steps(Given):
    steps: Annotated[list[Step], Field(max_length=100)]


class Setting(Answer):
    key: str
    label: str
    input: str
    choices: list[tuple[str, str]]
    families: list[str] = Field(description="What its columns may hold; none for anything.")
    default: Any
    optional: bool
    help: str


class StepKind(Answer):
    """A kind of step and its settings."""

    key: str
    label: str
    group: str
    help: str
    fields: list[Setting]


class StepKinds(Answer):
    items: list[StepKind]


class Change(Answer):
    """A cell before and after, as text."""

    row: int
    column: str
    before: str | None
    after: str | None


class Difference(Answer):
    missing_before: int
    missing_after: int
    added: list[str] = Field(description="Columns that are new.")
    removed: list[str]
    cells: dict[str, int] | None = Field(description="Cells changed, by column; null where rows are not the same ones.")
    examples: list[Change]


class StepError(Answer):
    code: str
    message: str
    hint: str


class StepReport(Answer):
    """What one step did to the rows looked at."""

    place: int
    sentence: str
    sql: str
    rows_before: int
    rows_after: int
    difference: Difference | None
    notes: list[str]
    error: StepError | None = Field(description="Why the step cannot be done; those after it were not tried.")


class PreviewColumn(Answer):
    name: str
    type: str


class Preview(Answer):
    """What the steps would do; nothing is stored. Of a large table a part of the rows is looked at."""

    reports: list[StepReport]
    columns: list[PreviewColumn]
    rows: Cells = Field(description="The first rows after the steps.")
    looked_at: int
    total: int
    is_sample: bool


class Suggestion(Answer):
    """A step that the profile suggests, and why."""

    sentence: str
    step: Step
    code: str = Field(description="Of the alert that it answers.")
    column: str | None


class StepsOf(Answer):
    """The steps that made a version, to be applied to another, and what the profile of the dataset suggests."""

    steps: list[Step]
    suggestions: list[Suggestion]


class CleanStarted(Answer):
    """The steps go on as a job; the version is there when the job is done."""

    job_id: str = Field(validation_alias="id")
    dataset_id: str = Field(validation_alias="subject")
