"""Profiles kept beside their dataset: what was measured once is there at once the next time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from core.datasets.catalogue import Dataset
from core.profiling.encoding import from_json, to_json
from core.profiling.records import Profile
from core.workspace import Workspace

FORMAT = 2  # counted up when the records change: older files are then measured anew


def path(ws: Workspace, dataset: Dataset, target: str | None = None) -> Path:
    """Where the profile is kept; the dataset's removal takes everything that begins with its id."""
    part = "" if target is None else "." + hashlib.sha256(target.encode()).hexdigest()[:16]
    return ws.folders.datasets / f"{dataset.id}.profile{part}.json"


def load(ws: Workspace, dataset: Dataset, target: str | None = None) -> Profile | None:
    """The kept profile; None when there is none, or none that this version reads."""
    try:
        kept: dict[str, Any] = json.loads(path(ws, dataset, target).read_text())
        return from_json(Profile, kept["profile"]) if kept["format"] == FORMAT else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None  # it can be measured again


def save(ws: Workspace, dataset: Dataset, profile: Profile) -> None:
    """Keeps the profile, whole or not at all."""
    target = profile.target.target if profile.target else None
    content = json.dumps({"format": FORMAT, "profile": to_json(profile)}, ensure_ascii=False, allow_nan=False)
    with ws.folders.appearing(path(ws, dataset, target)) as beside:
        beside.write_text(content)
