"""Records that several routers use: errors, lists, and the answer to something that takes longer."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from core.writing.values import plain

Item = TypeVar("Item")

Instant = Annotated[datetime, Field(description="ISO 8601 in UTC.", examples=["2026-11-21T06:36:00.123456Z"])]
Plain = Annotated[Any, BeforeValidator(plain)]  # any JSON value


def parsed(value: Any) -> Any:
    """A form can hold text only: there, an object comes as JSON."""
    return json.loads(value) if isinstance(value, str) else value


class Answer(BaseModel):
    """A record that is made from one of core's, attribute by attribute."""

    model_config = ConfigDict(from_attributes=True)


class Given(BaseModel):
    """A record that a client sends. A field that does not exist is an error: it is a misspelling."""

    model_config = ConfigDict(extra="forbid")


class ErrorWords(Answer):
    code: str = Field(description="Stable, for programs.", examples=["not_found"])
    message: str = Field(description="What happened, for people.", examples=["There is no dataset “ds_unknown1”."])
    hint: str = Field(description="What to do next.", examples=["The list of datasets shows those there are."])


class Problem(Answer):
    """Every error has this shape."""

    error: ErrorWords


class Listing(Answer, Generic[Item]):
    """One page of a list, newest first."""

    items: list[Item]
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page; null on the last one.")


class NewName(Given):
    name: str = Field(min_length=1, max_length=200, examples=["Customers of 2026"])


class Started(Answer):
    """The work goes on as a job: `GET /jobs/{job_id}` says how far it is, its `/result` is the file that was made."""

    job_id: str = Field(examples=["jb_7k2m9qxa"])
