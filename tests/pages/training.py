"""A folder with trained models, made once: what pages about models are tested on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core import jobs, training, workspace
from core.config import Settings
from core.datasets import Dataset
from core.models import Model
from core.workspace import Workspace
from tests.worlds import store

SECONDS = 120  # patience with a loaded machine
SHORTEST_BUDGET = 5

# Age and plan decide whether a customer leaves and what one spends, but for every seventh.
CUSTOMERS = """
    SELECT
        'customer ' || i AS name,
        CAST(18 + i * 7919 % 60 AS BIGINT) AS age,
        ['basic', 'plus', 'pro'][1 + i * 104729 % 3] AS plan,
        DATE '2024-01-01' + CAST(i * 31 % 300 AS INTEGER) AS since,
        i % 2 = 0 AS member,
        (18 + i * 7919 % 60 > 45) != (i % 7 = 0) AS leaves,
        round(100 + 2.5 * (i * 7919 % 60) + 40 * (i * 104729 % 3) + 10 * sin(i), 2) AS spend
    FROM range(400) AS numbers (i)
"""


@dataclass(frozen=True)
class Trained:
    """Where the folder is, and what is in it."""

    folder: Path
    customers: Dataset
    leaves: Model
    spend: Model


def train(folder: Path) -> Trained:
    """Trains both models at the same time, each in its child process."""
    ws = workspace.open(Settings(data_dir=folder, sample_data=False, training_slots=2))
    supervisor = jobs.Supervisor(ws)
    supervisor.start()
    customers = store(ws, CUSTOMERS, name="customers", kinds={"name": "text"})
    leaves, spend = (_start(ws, customers, target) for target in ("leaves", "spend"))
    finished = [jobs.wait(ws, str(model.job_id), seconds=SECONDS).status for model in (leaves, spend)]
    supervisor.close()
    ws.close()
    assert finished == ["done", "done"]
    return Trained(folder, customers, leaves, spend)


def _start(ws: Workspace, customers: Dataset, target: str) -> Model:
    return training.start(ws, customers, target=target, budget_seconds=SHORTEST_BUDGET, exclude=("name",))
