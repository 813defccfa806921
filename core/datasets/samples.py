"""Tables to try Tablecast with; their sources and licences are in the README beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.datasets import uploads
from core.datasets.importing import starting
from core.errors import NotFound
from core.jobs import Job
from core.workspace import Workspace

FOLDER = Path(__file__).parent / "samples"
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class Sample:
    """A table, what it is about, and the column that people usually want to predict."""

    key: str
    name: str
    file: str
    what: str
    target: str
    licence: str


SAMPLES = (
    Sample(
        "bank_marketing",
        "Bank marketing",
        "bank_marketing.csv.gz",
        "45,211 calls of a bank: who will take a term deposit?",
        "y",
        "UCI Machine Learning Repository, CC BY 4.0",
    ),
    Sample(
        "employee_salaries",
        "Employee salaries",
        "employee_salaries.csv.gz",
        "9,228 employees of Montgomery County: what does a job earn?",
        "current_annual_salary",
        "Montgomery County Open Data",
    ),
    Sample(
        "weather_aus",
        "Weather in Australia",
        "weather_aus.csv.gz",
        "8,186 days at Australian stations: will it rain tomorrow?",
        "RainTomorrow",
        "Bureau of Meteorology, CC BY 3.0 AU",
    ),
)


def find(key: str) -> Sample:
    """Raises NotFound, naming those there are."""
    for sample in SAMPLES:
        if sample.key == key:
            return sample
    raise NotFound(f"There is no sample “{key}”.", hint=f"There are: {', '.join(sample.key for sample in SAMPLES)}.")


def start_import(ws: Workspace, key: str) -> Job:
    """Imports a sample the way any file is imported."""
    sample = find(key)
    source = FOLDER / sample.file
    with (
        source.open("rb") as file,
        uploads.receiving(ws, sample.file, expected_bytes=source.stat().st_size) as writer,
    ):
        while block := file.read(BLOCK_BYTES):
            writer.write(block)
    return starting.start_import(ws, writer.upload.id, name=sample.name)
