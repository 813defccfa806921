"""Addresses with passwords on their way to the child process: a file that only its owner can read, gone after use.

Jobs are rows that pages, programs and backups see, so nothing secret stands in them. A job whose secret is gone, as
after an interruption, cannot be continued: the person has to start it again.
"""

from __future__ import annotations

import json
import os
from typing import Any

import core.jobs.queue as queue
from core.errors import BadInput
from core.jobs import Job
from core.storage import folders
from core.workspace import Workspace

NAME = "secret.json"
OWNER_ONLY = 0o600


def hand_over(ws: Workspace, job_id: str, secret: dict[str, Any]) -> None:
    """Leaves a secret for the process of this job."""
    folder = queue.scratch_folder(ws, job_id)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{NAME}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w") as file:
        json.dump(secret, file)
    beside.replace(folder / NAME)


def take(ws: Workspace, job: Job) -> dict[str, Any]:
    """The secret of this job; it can be taken once. Raises BadInput when it is gone."""
    path = queue.scratch_folder(ws, job.id) / NAME
    try:
        secret: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadInput(
            "Addresses with their passwords are not kept.", hint="Start the import again from its address."
        ) from error
    folders.remove(path)
    return secret


def forget(ws: Workspace, job: Job) -> None:
    """Removes a secret that nobody took."""
    folders.remove(queue.scratch_folder(ws, job.id) / NAME)
