from __future__ import annotations

import pytest

from tests.core.datasets.importing.conftest import ImportBytes


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (b"name,age\nada,36\nbob,41\n", "above 1 column of numbers or dates"),
        (b"name,age,year\nada,36,1815\nbob,41,1912\n", "above 2 columns of numbers or dates"),
    ],
)
def test_the_evidence_of_a_header_counts_as_people_do(import_bytes: ImportBytes, text: bytes, evidence: str) -> None:
    header = next(decision for decision in import_bytes(text).report.decisions if decision.what == "header")

    assert header.evidence.endswith(evidence)


@pytest.mark.parametrize("content", [b"n\n1\n2\n3\n", b"town\nRome\nOslo\nNew York\n", b"at\n10:00\n10:05\n11:20\n"])
def test_a_table_of_one_column_needs_no_delimiter(import_bytes: ImportBytes, content: bytes) -> None:
    assert "No delimiter" not in " ".join(import_bytes(content).report.warnings)
