"""Every nasty file gives the right table, or is refused in words: never a wrong table without a word."""

from __future__ import annotations

import pytest

from core.errors import AppError
from tests.core.datasets.importing.conftest import ImportBytes
from tests.core.datasets.importing.corpus import columns, containers, encoded, printed, quoted, refused, texts
from tests.core.datasets.importing.corpus.case import Case

FILES = (columns, texts, printed, quoted, encoded, refused, containers)
CASES = [case for file in FILES for case in file.CASES]
TABLES = [case for case in CASES if case.table is not None]
REFUSED = [case for case in CASES if case.table is None]


@pytest.mark.parametrize("case", TABLES, ids=str)
def test_a_nasty_file_gives_the_right_table(import_bytes: ImportBytes, case: Case) -> None:
    imported = import_bytes(case.content, case.options)

    assert imported.table == case.table
    assert len(imported.rejects) == imported.report.rows_rejected == case.rejects
    assert case.says in "\n".join(imported.report.warnings)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_is_no_table_is_refused_in_words(import_bytes: ImportBytes, case: Case) -> None:
    with pytest.raises(AppError) as refused:
        import_bytes(case.content, case.options)

    assert case.says in refused.value.message
    assert refused.value.hint
