"""Samples: they are there, and each can be predicted from."""

from __future__ import annotations

import pytest

from core import datasets, jobs
from core.datasets import samples
from core.datasets.samples import SAMPLES, Sample
from core.errors import NotFound
from core.workspace import Workspace


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_has_its_file_and_is_named_in_the_readme(sample: Sample) -> None:
    readme = (samples.FOLDER / "README.md").read_text()

    assert (samples.FOLDER / sample.file).stat().st_size > 10_000
    assert f"`{sample.file}`" in readme


def test_a_sample_is_imported_like_any_file(supervised: Workspace) -> None:
    job = samples.start_import(supervised, "employee_salaries")

    job = jobs.wait(supervised, job.id, seconds=60)

    dataset = datasets.find(supervised, job.subject)
    assert (dataset.name, dataset.rows) == ("Employee salaries", 9228)
    assert dataset.column(samples.find("employee_salaries").target).kind == "number"


def test_an_unknown_sample_is_not_found() -> None:
    with pytest.raises(NotFound, match="iris"):
        samples.find("iris")
