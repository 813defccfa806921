"""Parquet and Arrow in all their types and versions, and what is broken or locked."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow
import pyarrow.feather
import pyarrow.parquet
import pytest

from core.datasets import ImportOptions
from core.errors import BadFile
from tests.core.datasets.importing.conftest import ImportBytes

TABLE = pyarrow.table({"name": ["Ann", "Bo"], "age": [31, 42]})
PEOPLE = {"name": ["Ann", "Bo"], "age": [31, 42]}
NOON = datetime(2024, 1, 31, 12)  # noqa: DTZ001 (times in tables have no zone)


def written(write: Callable[[Any], object]) -> bytes:
    packed = io.BytesIO()
    write(packed)
    return packed.getvalue()


def parquet(table: pyarrow.Table, **options: Any) -> bytes:
    return written(lambda file: pyarrow.parquet.write_table(table, file, **options))


def stream(table: pyarrow.Table) -> bytes:
    packed = io.BytesIO()
    with pyarrow.ipc.new_stream(packed, table.schema) as writer:
        writer.write_table(table)
    return packed.getvalue()


def test_an_arrow_stream_is_read(import_bytes: ImportBytes) -> None:
    assert import_bytes(stream(TABLE)).table == PEOPLE


@pytest.mark.parametrize("compression", ["uncompressed", "zstd", "lz4"])
def test_feather_files_are_read(import_bytes: ImportBytes, compression: str) -> None:
    content = written(lambda file: pyarrow.feather.write_feather(TABLE, file, compression=compression))

    assert import_bytes(content).table == PEOPLE


@pytest.mark.filterwarnings("ignore:Feather V1")  # old files are what is read here, whether or not they are written
def test_feather_of_the_first_version_is_read(import_bytes: ImportBytes) -> None:
    content = written(lambda file: pyarrow.feather.write_feather(TABLE, file, version=1))

    assert import_bytes(content).table == PEOPLE


def test_two_columns_of_one_name_are_told_apart(import_bytes: ImportBytes) -> None:
    table = pyarrow.Table.from_arrays([pyarrow.array([1]), pyarrow.array([2])], names=["a", "A"])

    assert import_bytes(stream(table)).table == {"a": [1], "A_2": [2]}


def test_every_type_of_parquet_has_its_place(import_bytes: ImportBytes) -> None:
    table = pyarrow.table(
        {
            "whole": pyarrow.array([Decimal(7)], pyarrow.decimal128(10, 0)),
            "long": pyarrow.array([Decimal(10**30)], pyarrow.decimal128(38, 0)),
            "price": pyarrow.array([Decimal("1.25")], pyarrow.decimal128(10, 2)),
            "word": pyarrow.array(["a"]).dictionary_encode(),
            "instant": pyarrow.array([NOON.replace(tzinfo=UTC)], pyarrow.timestamp("us", tz="Europe/Oslo")),
            "nanos": pyarrow.array([NOON], pyarrow.timestamp("ns")),
            "day": pyarrow.array([date(2024, 1, 31)]),
            "list": pyarrow.array([[1, 2]]),
            "bytes": pyarrow.array([b"\x00a"]),
            "half": pyarrow.array([1.5], pyarrow.float32()),
            "nothing": pyarrow.nulls(1),
        }
    )

    assert import_bytes(parquet(table)).table == {
        "whole": [7], "long": [10**30], "price": [1.25], "word": ["a"], "instant": [NOON], "nanos": [NOON],
        "day": [date(2024, 1, 31)], "list": ["[1,2]"], "bytes": ["\\x00a"], "half": [1.5], "nothing": [None],
    }  # fmt: skip


def test_old_timestamps_of_96_bits_are_read(import_bytes: ImportBytes) -> None:
    content = parquet(pyarrow.table({"at": [NOON]}), use_deprecated_int96_timestamps=True)

    assert import_bytes(content).table == {"at": [NOON]}


def test_lists_of_parquet_become_rows(import_bytes: ImportBytes) -> None:
    table = pyarrow.table({"id": [1, 2], "tags": [["a", "b"], []]})

    assert import_bytes(parquet(table), ImportOptions(nested="rows")).table == {
        "id": [1, 1, 2],
        "tags": ["a", "b", None],
    }


def test_a_column_is_read_as_the_kind_that_is_chosen(import_bytes: ImportBytes) -> None:
    table = pyarrow.table({"day": ["31/01/2024", "01/02/2024", "soon"], "n": ["1", "2", "3"], "k": [1, 0, 1]})
    options = ImportOptions(types={"day": "date", "n": "number", "k": "category"}, names={"day": "when"})

    found = import_bytes(parquet(table), options)

    assert found.table["when"] == [date(2024, 1, 31), date(2024, 2, 1), None]
    assert (found.table["n"], found.kinds["k"]) == ([1, 2, 3], "category")
    assert [misfit[2] for misfit in found.misfits] == ["soon"]


def test_a_kind_that_cannot_be_is_told(import_bytes: ImportBytes) -> None:
    found = import_bytes(parquet(TABLE), ImportOptions(types={"name": "number"}))

    assert found.kinds["name"] != "number"
    assert any("“name” was to be of the kind number" in warning for warning in found.report.warnings)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PARE" + bytes(200) + b"PARE", "encrypted|damaged"),
        (parquet(TABLE)[:-20], "damaged"),
        (stream(TABLE)[:60], "damaged"),
        (b"FEA1" + bytes(60), "damaged"),
    ],
    ids=["encrypted", "Parquet", "stream", "Feather"],
)
def test_what_is_broken_or_locked_is_refused_in_words(import_bytes: ImportBytes, content: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        import_bytes(content)
