"""Uploads and datasets."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from app.api.records.shared import Answer, Given, Instant, Plain, parsed
from core.writing.values import plain_rows

Options = Annotated[
    dict[str, Any],
    BeforeValidator(parsed),
    Field(
        description=(
            "Decisions that you take yourself: `delimiter`, `quote`, `encoding`, `header`, `skip_rows`, `sheet`, "
            "`missing_markers`, `types` (column name to kind), `day_first`, `all_text`. What is left out is found out. "
            "In a form: JSON as text."
        ),
        examples=[{"delimiter": ";", "types": {"zip": "category"}}],
    ),
]
UploadId = Annotated[str, Field(description="From PUT /uploads/{name}.", examples=["up_4f8k2mqx"])]


class Upload(Answer):
    """A file that arrived. It is removed when nobody imports it within a day (TABLECAST_UPLOAD_EXPIRY_HOURS)."""

    upload_id: UploadId = Field(validation_alias="id")
    name: str
    bytes: int
    sha256: str


class NewDataset(Given):
    """What to import. In a form, `file` takes the place of `upload_id`."""

    upload_id: UploadId
    name: str | None = Field(None, description="Default: the file's name without its ending.", max_length=200)
    options: Options = Field(default_factory=dict)


class Inspected(Given):
    upload_id: UploadId
    options: Options = Field(default_factory=dict)


class Column(Answer):
    name: str
    kind: str = Field(description="number, boolean, category, text, date, time or id.")
    type: str = Field(description="DuckDB's type.")
    original: str = Field(description="The name in the file.")


class Decision(Answer):
    """One thing that was found out about the file."""

    what: str
    value: Plain
    confidence: float = Field(description="0 to 1; 1: the whole file proves it, or you said so.")
    evidence: str


class ReportedColumn(Answer):
    model_config = ConfigDict(extra="allow")

    name: str
    original: str
    kind: str
    type: str
    evidence: str
    misfits: int = Field(0, description="Values that were not of the kind and are empty now.")
    examples: list[Plain] = Field(default_factory=list, description="Some of the misfits.")


class ImportReport(Answer):
    """What was decided about the file, what was read, and what was left out."""

    model_config = ConfigDict(extra="allow")

    format: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: bool | None = None
    rows_read: int = 0
    rows_rejected: int = Field(0, description="Lines that are not in the table: GET /datasets/{id}/rejects has them.")
    missing_markers: list[str] = Field(default_factory=list)
    decisions: list[Decision] = Field(default_factory=list)
    columns: list[ReportedColumn] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)


class ListedDataset(Answer):
    """A dataset without its import report."""

    id: str
    name: str
    source: str = Field(description="The name of the file that came in.")
    rows: int
    columns: list[Column]
    created_at: Instant
    bytes: int = Field(description="Size of the file that came in.")
    stored_bytes: int = Field(description="Size of the stored table.")
    sha256: str = Field(description="Of the file that came in.")


class Dataset(ListedDataset):
    report: ImportReport


class ImportStarted(Answer):
    """The file is large: its import goes on as a job, and the dataset is there when the job is done."""

    job_id: str = Field(validation_alias="id")
    dataset_id: str = Field(validation_alias="subject")


Cells = Annotated[list[list[Any]], BeforeValidator(plain_rows)]


class Inspection(Answer):
    """What would be decided about a file, with a preview. No dataset is stored; the upload waits to be imported."""

    upload_id: UploadId
    decisions: list[Decision]
    columns: list[ReportedColumn]
    preview: Cells = Field(description="The first rows, as the table would hold them.")
    raw: list[str] = Field(description="The first lines of a text file, as they are.")
    rows_read: int
    rows_rejected: int
    complete: bool = Field(description="Whether the whole file was looked at, or its beginning only.")
    warnings: list[str]
    report: ImportReport


class Rows(Answer):
    """Rows in the order of the file, values in the order of `columns`.

    Times with a zone are in UTC and end in Z; others are as the data has them. Integers beyond 2^53 are text.
    """

    columns: list[str]
    rows: Cells


class Sample(Answer):
    """A table that comes with Tablecast."""

    key: str
    name: str
    what: str
    target: str = Field(description="The column that is usually predicted.")
    licence: str


class NewSample(Given):
    key: str = Field(examples=["titanic"])
