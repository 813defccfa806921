"""Several files become one table: by name, over all of them, and told where they do not fit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from core.datasets import ImportOptions
from core.datasets.importing import pipeline
from core.datasets.importing.incoming import File
from core.datasets.importing.progress import Progress
from core.datasets.importing.storing import database
from core.datasets.importing.task import Import
from core.errors import BadFile, BadInput
from core.storage.folders import Folders
from tests.core.datasets.importing.conftest import ImportBytes, Imported

JANUARY = b"name,day,amount\nAnn,2024-01-31,1.5\nBo,2024-01-02,2\n"
FEBRUARY = b"day;amount;name\n2024-02-29;3;Cy\n2024-02-03;4.25;Dee\n"

Combine = Callable[..., Imported]


@pytest.fixture
def combine(tmp_path: Path) -> Combine:
    """Imports these files, by their names, as one table."""
    folders = Folders(tmp_path)
    folders.create()

    def run(files: list[tuple[str, bytes]], rows: int | None = None, **options: Any) -> Imported:
        given = []
        for at, (name, content) in enumerate(files):
            path = folders.uploads / f"file{at}"
            path.write_bytes(content)
            given.append(File(name, path, len(content), f"{at}" * 64))
        with database.writing(None, folders, Progress(), memory_mb=1024, threads=2) as opened:
            task = Import(opened, folders.temporary, ImportOptions.from_json(options), rows)
            report = pipeline.run_all(task, given)
            found = opened.fetch("SELECT * FROM data ORDER BY rowid")
            table = {column.name: [row[at] for row in found] for at, column in enumerate(report.columns)}
            return Imported(table, opened.fetch("FROM rejects"), opened.fetch("FROM misfits"), report)

    return run


def parquet(**columns: list[Any]) -> bytes:
    packed = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), packed)
    return packed.getvalue()


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


def test_columns_are_matched_by_name_whatever_their_order_and_delimiter(combine: Combine) -> None:
    found = combine([("jan.csv", JANUARY), ("feb.csv", FEBRUARY)])

    assert found.table == {
        "name": ["Ann", "Bo", "Cy", "Dee"],
        "day": [date(2024, 1, 31), date(2024, 1, 2), date(2024, 2, 29), date(2024, 2, 3)],
        "amount": [1.5, 2.0, 3.0, 4.25],
        "source_file": ["jan.csv", "jan.csv", "feb.csv", "feb.csv"],
    }


def test_all_files_together_decide_what_a_column_is(combine: Combine) -> None:
    found = combine([("a.csv", b"id,n\nx,1\ny,2\n"), ("b.csv", b"id,n\nz,three\nw,four\n")])

    assert found.table["n"] == ["1", "2", "three", "four"]


def test_files_of_different_columns_are_refused_with_what_differs(combine: Combine) -> None:
    with pytest.raises(BadInput) as refusal:
        combine([("a.csv", JANUARY), ("b.csv", b"name,day,cost\nEve,2024-03-01,5\n")])

    assert refusal.value.message == (
        "The files do not have the same columns: “b.csv” lacks “amount” and has “cost” besides, compared with “a.csv”."
    )


def test_the_union_has_all_columns_and_tells_which_files_lack_some(combine: Combine) -> None:
    found = combine([("a.csv", b"x,y\n1,2\n"), ("b.csv", b"x,z\n3,w\n"), ("c.csv", b"x,y\n5,6\n")], combine="union")

    assert found.table["y"] == [2, None, 6]
    assert found.table["z"] == [None, "w", None]
    assert "“y” is in 2 of 3 files, and empty in the rows of the others." in found.report.warnings


def test_files_with_nothing_in_common_have_no_union(combine: Combine) -> None:
    with pytest.raises(BadInput, match="no column in common"):
        combine([("a.csv", b"a,b\n1,2\n"), ("b.csv", b"c,d\n1,2\n")], combine="union")


def test_a_rejected_line_says_which_file_it_is_from(combine: Combine) -> None:
    found = combine([("a.csv", JANUARY), ("b.csv", JANUARY + b"too,many,values,here\n")])

    assert found.rejects == [(4, "too,many,values,here", "b.csv: 4 values where the table has 3 columns")]
    assert found.report.rows_rejected == 1


def test_a_header_in_the_middle_of_a_file_is_found(combine: Combine) -> None:
    long = b"name,n\n" + b"Ann,1\n" * 8000
    found = combine([("a.csv", long + b"name,n\nBo,2\n"), ("b.csv", b"name,n\nCy,3\n")])

    assert len(found.table["n"]) == 8002
    assert found.kinds["n"] == "number"


def test_a_file_without_names_is_matched_by_place(combine: Combine) -> None:
    found = combine([("a.csv", b"name,n,m\nAnn,1,2\nBo,3,4\n"), ("b.csv", b"Cy,5,6\nDee,7,8\n")])

    assert found.table["n"] == [1, 3, 5, 7]
    assert "1 file without column names matched by place: “b.csv”." in found.report.warnings


def test_the_column_of_files_gets_a_name_that_is_free(combine: Combine) -> None:
    found = combine([("a.csv", b"source_file,n\nx,1\n"), ("b.csv", b"source_file,n\ny,2\n")])

    assert list(found.table) == ["source_file", "n", "source_file_2"]


def test_two_files_of_one_name_are_told_apart(combine: Combine) -> None:
    found = combine([("a.csv", JANUARY), ("a.csv", FEBRUARY)])

    assert sorted(set(found.table["source_file"])) == ["a.csv", "a.csv (2)"]


def test_files_with_types_keep_those_that_hold_all_values(combine: Combine) -> None:
    found = combine(
        [
            ("a.parquet", parquet(n=[1], d=[date(2024, 1, 31)], t=[1])),
            ("b.parquet", parquet(n=[2.5], d=[None], t=["x"])),
        ]
    )

    assert found.table["n"] == [1.0, 2.5]
    assert found.table["t"] == ["1", "x"]
    assert found.report.format == "parquet"


def test_text_and_types_together_are_proven_like_text(combine: Combine) -> None:
    found = combine([("a.csv", JANUARY), ("b.parquet", parquet(name=["Z"], day=["2024-05-05"], amount=[9]))])

    assert found.table["amount"] == [1.5, 2.0, 9.0]
    assert found.report.format == "several files"


def test_names_and_kinds_are_chosen_for_all_files(combine: Combine) -> None:
    found = combine(
        [("a.csv", JANUARY), ("b.csv", FEBRUARY)], names={"amount": "euros"}, types={"amount": "text"}, exclude=["day"]
    )

    assert found.table["euros"] == ["1.5", "2", "3", "4.25"]
    assert "day" not in found.table


def test_a_file_that_is_no_table_is_named(combine: Combine) -> None:
    with pytest.raises(BadFile, match=r"^“b\.pdf”: This is a PDF"):
        combine([("a.csv", JANUARY), ("b.pdf", b"%PDF-1.7")])


def test_a_look_reads_the_beginning_only(combine: Combine) -> None:
    assert len(combine([("a.csv", JANUARY), ("b.csv", FEBRUARY)], rows=3).table["name"]) == 3


def test_the_files_of_an_archive_are_combined_by_choice(import_bytes: ImportBytes) -> None:
    content = zipped(y__jan_dot_csv=JANUARY, y__feb_dot_csv=FEBRUARY)

    assert import_bytes(content).report.rows_read == 2
    combined = import_bytes(content, ImportOptions(combine="same"))
    assert combined.table["source_file"] == ["y/feb.csv", "y/feb.csv", "y/jan.csv", "y/jan.csv"]


def test_the_parts_of_a_parquet_table_belong_together(import_bytes: ImportBytes) -> None:
    found = import_bytes(zipped(t__part0_dot_parquet=parquet(n=[1, 2]), t__part1_dot_parquet=parquet(n=[3])))

    assert found.table["n"] == [1, 2, 3]
    assert found.report.packing == ("zip archive",)


def test_an_archive_without_tables_cannot_be_combined(import_bytes: ImportBytes) -> None:
    with pytest.raises(BadFile, match="holds no table"):
        import_bytes(zipped(photo_dot_jpg=b"\xff\xd8\xff"), ImportOptions(combine="union"))
