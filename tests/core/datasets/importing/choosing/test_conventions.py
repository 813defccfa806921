"""How a file was written is kept in its report, so that the next one can be read alike."""

from __future__ import annotations

from core.datasets.importing.choosing import conventions
from tests.core.datasets.importing.conftest import ImportBytes


def test_a_report_says_how_each_column_was_written(import_bytes: ImportBytes) -> None:
    content = b"day;share;price;town\n" + b"3/25/2015;12%;1,5;Rome\n3/12/2015;7%;2,25;Oslo\n" * 3

    report = import_bytes(content).report.to_json()

    assert conventions.of_report(report) == {
        "day": "date %m/%d/%Y",
        "share": "percent, grouped by comma",
        "price": "decimal comma",
        "town": "words",
    }


def test_a_file_with_types_of_its_own_has_no_conventions(import_bytes: ImportBytes) -> None:
    assert conventions.of_report(import_bytes(b'[{"a": 1, "b": "x"}]').report.to_json()) == {}
