"""Uploads and datasets."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from app.api.records.shared import Answer, Given, Instant, Plain, parsed
from core.datasets.importing.choosing.options import ROWS
from core.writing.values import plain_rows

Options = Annotated[
    dict[str, Any],
    BeforeValidator(parsed),
    Field(
        description=(
            "Decisions that you take yourself; what is left out is found out. In a form: JSON as text. "
            + " ".join(f"`{name}`: {row.hint}" for name, row in ROWS.items())
        ),
        examples=[{"delimiter": ";", "types": {"zip": "category"}, "names": {"Price (EUR)": "price"}}],
    ),
]
RecipeKey = Annotated[
    str | None,
    Field(description="The id or name of a recipe; `options` lie over it.", examples=["Monthly sales"]),
]
UploadId = Annotated[str, Field(description="From PUT /uploads/{name}.", examples=["up_4f8k2mqx"])]


class Upload(Answer):
    """A file that arrived. It is removed when nobody imports it within a day (TABLECAST_UPLOAD_EXPIRY_HOURS)."""

    upload_id: UploadId = Field(validation_alias="id")
    name: str
    bytes: int
    sha256: str


class DatabaseSource(Given):
    """A database and what to read from it. The URL may hold a password: it is used once and never stored."""

    url: str = Field(max_length=2000, examples=["postgresql://reader:secret@db.example/shop"])
    query: str = Field(max_length=100_000, description="A table, or one SELECT.", examples=["orders"])


class Brought(Given):
    """What is brought: exactly one of `upload_id`, `upload_ids`, `text` and, for an import, the others."""

    upload_id: UploadId | None = Field(None)
    upload_ids: Annotated[list[str], BeforeValidator(parsed)] | None = Field(
        None, description="Several files, to become one table. In a form: the field `file` several times."
    )
    text: str | None = Field(None, description="A table as text, as it comes out of a clipboard.")
    options: Options = Field(default_factory=dict)
    recipe: RecipeKey = None


class Inspected(Brought):
    """What to look at. In a form, `file` takes the place of `upload_id`."""

    dataset_id: str | None = Field(None, description="Look at the kept file of this dataset again.")


class NewDataset(Brought):
    """What to import. In a form, `file` takes the place of `upload_id`."""

    address: str | None = Field(
        None, description="A file on the web, fetched by the server.", examples=["https://example.org/sales.csv"]
    )
    database: Annotated[DatabaseSource, BeforeValidator(parsed)] | None = None
    name: str | None = Field(None, description="Default: the file's name without its ending.", max_length=200)
    version_of: str | None = Field(None, description="A dataset whose next version this becomes; it keeps its name.")


class Rereading(Given):
    """How to read the kept file of a dataset again. Without options and recipe: as before."""

    options: Options | None = None
    recipe: RecipeKey = None


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
    series: str = Field(description="The same for all versions of a table: the id of the first.")
    version: int = Field(description="1, 2, … A version never changes.")
    origin: dict[str, Plain] = Field(
        description="Where it comes from: `kind` (file, paste, address …), files, options."
    )


class Dataset(ListedDataset):
    report: ImportReport


class ImportStarted(Answer):
    """The file is large: its import goes on as a job, and the dataset is there when the job is done."""

    job_id: str = Field(validation_alias="id")
    dataset_id: str = Field(validation_alias="subject")


class VersionChange(Answer):
    """What differs from the version before."""

    sentences: list[str]
    added: list[str]
    removed: list[str]
    renamed: list[dict[str, str]] = Field(description="`before` and `after`.")
    changed: list[dict[str, str]] = Field(description="Kind or type: `name`, `before` and `after`.")
    rows_before: int
    rows_after: int
    rejected_before: int
    rejected_after: int


class Version(ListedDataset):
    """One version of a table."""

    change: VersionChange | None = Field(description="Against the version before; null for the first there is.")


class Recipe(Answer):
    """How a file was read, kept under a name for the next file of the same shape."""

    id: str
    name: str
    columns: list[str] = Field(description="The names of the columns in the file it was made from.")
    options: dict[str, Plain]
    created_at: Instant


class NewRecipe(Given):
    """A recipe is made from a dataset, as its file was read; `options` lie over that."""

    name: str = Field(min_length=1, max_length=200, examples=["Monthly sales"])
    dataset_id: str = Field(examples=["ds_7k2m9qxa"])
    options: Options = Field(default_factory=dict)
    replace: bool = Field(False, description="Whether it may take the place of a recipe of this name.")


class Proposal(Answer):
    """A recipe that fits a file."""

    recipe_id: str
    name: str
    share: float = Field(description="Of the columns' names, 0.8 to 1.")
    words: str = Field(description="What differs.")


Cells = Annotated[list[list[Any]], BeforeValidator(plain_rows)]


class Inspection(Answer):
    """What would be decided about a file, with a preview. No dataset is stored; the upload waits to be imported."""

    upload_id: UploadId | None = Field(description="Null when several files or a dataset were looked at.")
    upload_ids: list[str]
    decisions: list[Decision]
    columns: list[ReportedColumn]
    preview: Cells = Field(description="The first rows, as the table would hold them.")
    raw_rows: list[list[str | None]] = Field(description="The texts of the same cells, as the file has them.")
    problems: list[tuple[int, str, str]] = Field(
        description="Cells of the preview with a text that is no value: row (from 0), column, reason."
    )
    rejects: list[tuple[int | None, str, str]] = Field(
        description="The first lines that would not be in the table: line, text, reason."
    )
    raw: list[str] = Field(description="The first lines of a text file, as they are.")
    rows_read: int
    rows_rejected: int
    complete: bool = Field(description="Whether the whole file was looked at, or its beginning only.")
    looked_at: str = Field(description="The same in words.")
    warnings: list[str]
    doubts: list[str] = Field(description="What a person should look at before importing; empty for a clean file.")
    recipes: list[Proposal] = Field(description="Recipes that fit this file, the best first.")
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
