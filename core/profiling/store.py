"""Profiles kept beside their dataset: what was measured once is there at once the next time."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from pathlib import Path

from core.datasets.catalogue import Dataset
from core.profiling.encoding import from_json, to_json
from core.profiling.records import Profile
from core.workspace import Workspace

FORMAT = b"profile 3\n"  # the file's first line, counted up when the records change: older files are measured anew
MOST_HELD = 16  # profiles held by this process: one of 500 columns takes half a second to read and ten megabytes

Stamp = tuple[str, int, int]
_held: OrderedDict[Stamp, Profile] = OrderedDict()
_lock = threading.Lock()


def path(ws: Workspace, dataset: Dataset, target: str | None = None) -> Path:
    """Where the profile is kept; the dataset's removal takes everything that begins with its id."""
    part = "" if target is None else "." + hashlib.sha256(target.encode()).hexdigest()[:16]
    return ws.folders.datasets / f"{dataset.id}.profile{part}.json"


def load(ws: Workspace, dataset: Dataset, target: str | None = None) -> Profile | None:
    """The kept profile; None when there is none, or none that this version reads. Read once, then held in memory."""
    stamp = _stamp(path(ws, dataset, target))
    if stamp is None:
        return None
    with _lock:
        held = _held.get(stamp)
        if held:
            _held.move_to_end(stamp)
            return held
    return _hold(stamp, _read(content(ws, dataset, target)))


def content(ws: Workspace, dataset: Dataset, target: str | None = None) -> bytes | None:
    """The kept profile as the JSON of its records, without reading it; None as `load` has it."""
    try:
        kept = path(ws, dataset, target).read_bytes()
    except FileNotFoundError:
        return None
    return kept.removeprefix(FORMAT) if kept.startswith(FORMAT) else None


def save(ws: Workspace, dataset: Dataset, profile: Profile) -> None:
    """Keeps the profile, whole or not at all."""
    target = profile.target.target if profile.target else None
    written = json.dumps(to_json(profile), ensure_ascii=False, allow_nan=False)
    place = path(ws, dataset, target)
    with ws.folders.appearing(place) as beside:
        beside.write_bytes(FORMAT + written.encode(errors="replace"))
    stamp = _stamp(place)
    if stamp:
        _hold(stamp, profile)


def _stamp(place: Path) -> Stamp | None:
    """What tells one state of the file from another."""
    try:
        found = place.stat()
    except FileNotFoundError:
        return None
    return str(place), found.st_mtime_ns, found.st_size


def _read(kept: bytes | None) -> Profile | None:
    try:
        return None if kept is None else from_json(Profile, json.loads(kept))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # it can be measured again


def _hold(stamp: Stamp, profile: Profile | None) -> Profile | None:
    if profile is not None:
        with _lock:
            _held[stamp] = profile
            while len(_held) > MOST_HELD:
                _held.popitem(last=False)
    return profile
