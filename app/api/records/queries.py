"""Queries: what is asked in SQL, what was found, and what is kept."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.api.records.datasets import Column
from app.api.records.shared import Answer, ErrorWords, Given, Instant
from core.querying import MOST_ROWS, USUAL_ROWS

SQL = Field(
    description="One statement that reads: SELECT, FROM, VALUES, PIVOT, SUMMARIZE, DESCRIBE, SHOW TABLES or EXPLAIN.",
    examples=["SELECT region, count(*) AS rows FROM people GROUP BY ALL"],
)


class Query(Given):
    sql: str = SQL
    limit: int = Field(USUAL_ROWS, description=f"How many rows at most: 1 to {MOST_ROWS:,}.")
    count: bool = Field(False, description="Whether to find out how many rows there are when there are more.")


class ExportedQuery(Given):
    sql: str = SQL
    format: str = Field("csv", description="csv, parquet or xlsx.")


class NamedQuery(Given):
    name: str = Field(description="What to call it.", examples=["People by region"])
    sql: str = SQL


class ChangedQuery(Given):
    """What is left out stays as it is."""

    name: str | None = None
    sql: str | None = None


class Found(Answer):
    """What a query found. Times are ISO 8601; integers beyond 2^53 are text; NaN and infinity are null."""

    columns: list[str]
    types: list[str] = Field(description="DuckDB's types.")
    rows: list[list[Any]]
    truncated: bool = Field(description="Whether there are more rows than these.")
    total: int | None = Field(description="How many rows there are; null where nobody counted.")
    cut: int = Field(description="How many values were too long: they end in “…”. An export has them whole.")
    seconds: float
    tables: list[str] = Field(description="The tables that were read.")


class QueryTable(Answer):
    """A version of a dataset as SQL sees it."""

    name: str = Field(description="Its name in SQL: of the newest version the dataset's, of others with `_v1`, `_v2`.")
    aliases: list[str] = Field(description="Other names that it answers to.")
    dataset_id: str
    title: str = Field(description="The name of the dataset.")
    version: int
    newest: bool
    rows: int
    columns: list[Column]


class SavedQuery(Answer):
    id: str
    name: str
    sql: str
    created_at: Instant
    changed_at: Instant


class QueryRun(Answer):
    """A query that ran."""

    id: str
    sql: str
    status: str = Field(description="done, failed or stopped.")
    rows: int | None = Field(description="How many it found; of more than were asked for, how many those were.")
    seconds: float
    error: ErrorWords | None
    created_at: Instant


class RunningQuery(Answer):
    id: str
    sql: str
    started_at: Instant


class DatasetToBe(Answer):
    """The result becomes a dataset by a job: `GET /jobs/{job_id}` says how far it is."""

    job_id: str = Field(validation_alias="id")
    dataset_id: str = Field(validation_alias="subject")
