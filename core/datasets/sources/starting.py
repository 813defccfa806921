"""Imports from elsewhere are asked for here; what is secret in an address never reaches a row or a log."""

from __future__ import annotations

from typing import Any

import core.datasets.sources.addresses as addresses
import core.datasets.sources.databases as databases
import core.datasets.sources.secrets as secrets
from core import jobs
from core.datasets import uploads
from core.datasets.importing import starting
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.starting import Request
from core.jobs import Job
from core.storage.state import new_id
from core.workspace import Workspace


def start_address(
    ws: Workspace,
    address: str,
    *,
    name: str | None = None,
    options: ImportOptions | None = None,
    version_of: str | None = None,
) -> Job:
    """Puts the import of a file on the web in the queue: `https://…`, `http://…` or `s3://bucket/key`.

    Well-known share links are turned into those of their files. Raises BadInput for what is no address.
    """
    text, share = addresses.download(address)
    found = addresses.parse(text)
    label = found.shown
    origin = {"address": label} | ({"share": share} if share else {})
    request = Request((), uploads.label(found.file_name), label, "address", options or ImportOptions(), "", origin)
    secret = {"address": text, "named": name is not None or version_of is not None}
    return _add(ws, "fetch", _named(ws, request, name, version_of), secret)


def start_database(
    ws: Workspace,
    url: str,
    sql_or_table: str,
    *,
    name: str | None = None,
    options: ImportOptions | None = None,
    version_of: str | None = None,
) -> Job:
    """Puts the import of a table, or of what a SELECT returns, in the queue.

    Raises BadInput for an unknown kind of database, a missing driver, and what is neither a table nor a SELECT.
    """
    source = databases.parse(url, sql_or_table)
    label = source.table or f"Query of {source.url.database or source.url.host}"
    request = Request((), label, source.shown, "database", options or ImportOptions(), "", source.origin)
    return _add(ws, "extract", _named(ws, request, name, version_of), {"url": url, "query": sql_or_table})


def _named(ws: Workspace, request: Request, name: str | None, version_of: str | None) -> Request:
    return starting.called(ws, request, name or starting.name_of_file(request.name), version_of)


def _add(ws: Workspace, kind: str, request: Request, secret: dict[str, Any]) -> Job:
    job_id = new_id("jb")
    secrets.hand_over(ws, job_id, secret)
    return jobs.add(ws, kind, request.to_json(), subject=new_id("ds"), job_id=job_id)
