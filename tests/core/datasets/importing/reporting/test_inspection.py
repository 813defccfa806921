"""What a look at a file shows before anything is stored."""

from __future__ import annotations

from core import datasets
from core.datasets import ImportOptions, Inspection, uploads
from core.workspace import Workspace

RAGGED = b"name,born\nAnn,31/12/1990\nBo,soon\nCy, \nDi,13/01/1991,x\n" + b"Ed,14/02/1992\n" * 200


def look(ws: Workspace, content: bytes, **options: object) -> Inspection:
    with uploads.receiving(ws, "people.csv") as writer:
        writer.write(content)
    return datasets.inspect(ws, writer.upload, ImportOptions.from_json(options))


def test_the_texts_stand_beside_the_values(supervised: Workspace) -> None:
    seen = look(supervised, RAGGED)

    assert seen.preview[:3] == (("Ann", "1990-12-31"), ("Bo", None), ("Cy", None))
    assert [row[1] for row in seen.raw_rows[:3]] == ["31/12/1990", "soon", " "]
    assert len(seen.raw_rows) == len(seen.preview)


def test_a_cell_that_cannot_be_read_is_named_with_its_reason(supervised: Workspace) -> None:
    seen = look(supervised, RAGGED)

    assert seen.problems == ((1, "born", "not dates in the order day, month, year (dd/mm/yyyy)"),)


def test_lines_that_would_be_set_aside_are_shown(supervised: Workspace) -> None:
    seen = look(supervised, RAGGED)

    assert seen.rejects == ((5, "Di,13/01/1991,x", "3 values where the table has 2 columns"),)


def test_how_much_was_looked_at_is_said(supervised: Workspace) -> None:
    short, long = look(supervised, b"a,b\n1,2\n"), look(supervised, b"a,b\n" + b"1,2\n" * 20_000)

    assert (short.complete, short.looked_at) == (True, "the whole file")
    assert (long.complete, long.looked_at) == (False, "the first 10,000 rows")


def test_a_word_chosen_for_missing_is_no_problem(supervised: Workspace) -> None:
    seen = look(supervised, RAGGED, missing_markers=["soon"])

    assert seen.problems == ()


def test_a_file_with_types_of_its_own_shows_its_values_as_text(supervised: Workspace) -> None:
    seen = look(supervised, b'[{"a": 1.5, "b": null}]')

    assert (seen.preview, seen.raw_rows, seen.problems) == (((1.5, None),), (("1.5", None),), ())
