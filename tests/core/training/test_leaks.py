"""Leaks planted in real tables are found before a training, and honest columns are left in peace."""

from __future__ import annotations

import dataclasses

import pytest

from core import training
from core.jobs import Reporter, queue
from core.storage.engine import quote
from core.training import rehearsing
from core.workspace import Workspace
from tests.core.training.training_room import load

TARGETS = {"credit_g": "default", "diamonds": "price", "wine_white": "quality", "bank_marketing": "y"}
PLANTS = {
    "a copy of the target": "{target} AS planted",
    "a noisy copy": "CASE WHEN hash(n) % 50 > 0 THEN {target} END AS planted",
    "a number made from the target": "dense_rank() OVER (ORDER BY {target}) * 3.5 + hash(n) % 3 AS planted",
    "an id given in the order of the target": "1000 + 7 * row_number() OVER (ORDER BY {target}, n) AS planted",
    "a moment after the target was known": (
        "TIMESTAMP '2024-01-01' + to_hours((25 * dense_rank() OVER (ORDER BY {target}) + n % 22)::BIGINT) AS planted"
    ),
}


def suspects(ws: Workspace, name: str, plant: str = "") -> list[str]:
    """The columns that a rehearsal finds to know too much; the splits are left out, they are not asked for here."""
    target = TARGETS[name]
    select = f"*, {PLANTS[plant].format(target=quote(target))}" if plant else "*"
    job = training.start_rehearsal(ws, load(ws, name, select=select), target)
    assert job
    queue.update(ws, job.id, status="running")
    alone = dataclasses.replace(job, spec=job.spec | {"splits": []})
    result = rehearsing.run(ws, alone, Reporter(ws, job.id))
    return [suspect["column"] for suspect in result["suspects"]]


@pytest.mark.parametrize("name", TARGETS)
def test_honest_columns_raise_no_alarm(ws: Workspace, name: str) -> None:
    assert suspects(ws, name) == []


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("name", ["credit_g", "diamonds"])
def test_a_planted_leak_is_found(ws: Workspace, name: str, plant: str) -> None:
    assert suspects(ws, name, plant) == ["planted"]
