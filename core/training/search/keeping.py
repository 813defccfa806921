"""Finished candidates on disk: a training that was killed continues from them instead of from nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from core.models import packing
from core.models.scorer import MEMBER_RECORDS
from core.storage import folders
from core.training.search.candidates import Candidate

PLAN = "plan.json"
NAME = "candidate"


@dataclass(frozen=True)
class Plan:
    """What was decided with the clock in hand, and must be the same when the training continues."""

    parts: int
    fitted: int
    texts_left_out: tuple[str, ...] = ()


def keep_plan(folder: Path, plan: Plan) -> None:
    beside = folder / f".{PLAN}"
    beside.write_text(json.dumps(asdict(plan)), encoding="utf-8")
    beside.replace(folder / PLAN)


def kept_plan(folder: Path) -> Plan | None:
    if not (folder / PLAN).exists():
        return None
    data = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    return Plan(data["parts"], data["fitted"], tuple(data["texts_left_out"]))


def keep(folder: Path, candidate: Candidate) -> None:
    """Writes a candidate's folder beside and renames it into place: what is there is whole."""
    place = folder / candidate.member.key
    beside = place.with_name(f".{place.name}.part")
    folders.remove(beside)
    packing.save(candidate, beside, NAME)
    folders.remove(place)
    beside.rename(place)


def kept(folder: Path, key: str) -> Candidate | None:
    """The candidate as it was kept, or None."""
    if not (folder / key).exists():
        return None
    candidate: Candidate = packing.load(folder / key, NAME, (Candidate, *MEMBER_RECORDS))
    return candidate
