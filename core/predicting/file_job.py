"""Answers to a whole file, as a job: answered batch by batch, every finished batch kept, joined at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import core.predicting.incoming as incoming
import core.predicting.output as output
from core import datasets, jobs, models
from core.datasets import ExportFormat, uploads
from core.datasets.exporting import check_size, find_format
from core.errors import BadInput, BadRows, Conflict, NotFound
from core.jobs import Job, Reporter
from core.models import Model, Scorer
from core.predicting.incoming import Table
from core.predicting.matching import match_table, sources_of
from core.predicting.output import Parts
from core.predicting.reading.schema import schema_of
from core.predicting.streaming import stream
from core.workspace import Workspace

ANSWERING_SHARE = 0.9  # of the whole job; the rest is writing the file


def start_file(
    ws: Workspace,
    model_id: str,
    *,
    dataset_id: str | None = None,
    upload_id: str | None = None,
    format: str = "csv",
    columns: Mapping[str, str] | None = None,
) -> Job:
    """The job that answers every row of a dataset or of an uploaded file; `columns` is as in `match`.

    Raises BadInput, BadRows or TooLarge at once where that can be known without reading the file.
    """
    model = models.find(ws, model_id)
    scorer = models.scorer_of(ws, model)
    found = find_format(format)
    if (dataset_id is None) == (upload_id is None):
        raise BadInput("A file to answer is either a dataset or an upload.", hint="Give dataset_id or upload_id.")
    if dataset_id is not None:
        dataset = datasets.find(ws, dataset_id)
        sources_of(schema_of(scorer), dataset.columns, columns or {})
        _check_size(found, dataset.name, dataset.rows, len(dataset.columns))
    else:
        uploads.find(ws, str(upload_id))
    spec = {
        "model_id": model.id,
        "dataset_id": dataset_id,
        "upload_id": upload_id,
        "format": found.key,
        "columns": dict(columns or {}),
    }
    return jobs.add(ws, "predict", spec, subject=model.id)


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """Answers the file of this job. A stop keeps what is answered; an interrupted job goes on after its last batch."""
    model = models.find(ws, job.spec["model_id"])
    scorer = models.scorer_of(ws, model)
    format, chosen = find_format(job.spec["format"]), job.spec["columns"]
    with incoming.opened(ws, job, reporter) as table:
        if not table.rows:
            raise BadRows(f"“{table.name}” has no rows.", hint="Bring a file with at least one row.")
        _check_size(format, table.name, table.rows, len(table.columns))
        matching = match_table(scorer, table.reader, table.columns, chosen=chosen)
        parts = Parts(ws.folders, reporter.folder / "parts", output.Names.of(model, scorer, table.columns))
        _answer(model, scorer, table, chosen, parts, reporter)
        reporter.progress(ANSWERING_SHARE, "Writing the file.")
        path = reporter.results / f"predictions.{format.key}"
        with ws.folders.appearing(path) as beside:
            format.write(table.reader, output.build_result(parts, table.reader.table, table.columns, format), beside)
        return {
            "model_id": model.id,
            "version": model.version,
            "file": str(path.relative_to(ws.folders.jobs)),
            "name": f"{Path(table.name).stem} - {model.name} v{model.version}.{format.key}",
            "format": format.key,
            "matching": matching.to_json(),
            "warnings": list(table.warnings),
            **output.count(parts, table.reader),
        }


def file(ws: Workspace, job_id: str) -> Path:
    """The file that a job made. Raises NotFound, and Conflict while there is none yet."""
    job = jobs.find(ws, job_id)
    if job.kind != "predict":
        raise NotFound(f"Job {job.id} makes no file of predictions.", hint="Ask for the job of a prediction on a file.")
    if not job.result:
        raise Conflict(
            f"Job {job.id} has no file: it is {job.status}.", hint=(job.error or {}).get("hint") or job.message
        )
    path = ws.folders.jobs / str(job.result["file"])
    if not path.is_file():
        raise NotFound(f"The file of job {job.id} is gone.", hint="Predict the file again.")
    return path


def _answer(
    model: Model, scorer: Scorer, table: Table, chosen: Mapping[str, str], parts: Parts, reporter: Reporter
) -> None:
    schema = schema_of(scorer)
    sources = sources_of(schema, table.columns, chosen)
    for part in stream(table.reader, sources, start=parts.next_row):
        parts.keep(part, output.answered(model, scorer, schema, part, parts.names))
        done = parts.next_row
        share = table.begun + (ANSWERING_SHARE - table.begun) * done / max(table.rows, 1)
        reporter.progress(share, f"{done:,} of {table.rows:,} rows answered.")
        if reporter.wants_stop():
            return


def _check_size(format: ExportFormat, name: str, rows: int, columns: int) -> None:
    check_size(format, f"{name} with predictions", rows, columns + output.MOST_ADDED)
