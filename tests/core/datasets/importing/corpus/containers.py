"""Files that are no plain text: archives, workbooks, typed formats, and all that is no table."""

# ruff: noqa: DTZ001 (times in tables have no zone)

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from datetime import date, datetime
from typing import Any

import pyarrow
import pyarrow.parquet
import xlsxwriter

from core.datasets import ImportOptions
from tests.core.datasets.importing.corpus.case import Case

CSV = b"name,age\nAnn,31\nBo,42\n"
PEOPLE = {"name": ["Ann", "Bo"], "age": [31, 42]}


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


def workbook(**sheets: list[list[Any]]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return packed.getvalue()


def arrow_table() -> pyarrow.Table:
    return pyarrow.table({"name": ["Ann", "Bo"], "age": [31, 42]})


def parquet(table: pyarrow.Table) -> bytes:
    packed = io.BytesIO()
    pyarrow.parquet.write_table(table, packed)
    return packed.getvalue()


def arrow() -> bytes:
    packed = io.BytesIO()
    with pyarrow.ipc.new_file(packed, arrow_table().schema) as writer:
        writer.write_table(arrow_table())
    return packed.getvalue()


def zstd() -> bytes:
    return pyarrow.Codec("zstd").compress(CSV, asbytes=True)


ARCHIVES = (
    Case("gzip", gzip.compress(CSV), PEOPLE),
    Case("bzip2", bz2.compress(CSV), PEOPLE),
    Case("xz", lzma.compress(CSV), PEOPLE),
    Case("Zstandard", zstd(), PEOPLE),
    Case("zip", zipped(people_dot_csv=CSV), PEOPLE),
    Case(
        "zip with a read-me first", zipped(readme_dot_txt=b"hello", people_dot_csv=CSV), PEOPLE, says="holds 2 tables"
    ),
    Case(
        "a chosen file of a zip",
        zipped(a_dot_csv=b"x,y\n1,2\n", b_dot_csv=CSV),
        PEOPLE,
        options=ImportOptions(sheet="b.csv"),
    ),
    Case("gzip in zip", zipped(people_dot_csv_dot_gz=gzip.compress(CSV)), PEOPLE),
    Case("a damaged gzip", gzip.compress(CSV * 1000)[:60], None, says="damaged"),
    Case("a damaged zip", zipped(people_dot_csv=CSV)[:50], None, says="damaged"),
    Case("a zip without a table", zipped(photo_dot_jpg=b"\xff\xd8\xff"), None, says="no table"),
    Case("archives in archives", gzip.compress(gzip.compress(gzip.compress(CSV))), None, says="archives of archives"),
)

WORKBOOKS = (
    Case("a workbook", workbook(People=[["name", "age"], ["Ann", 31], ["Bo", 42]]), PEOPLE),
    Case(
        "a workbook with a title and an empty line",
        workbook(People=[["Staff of 2024"], [], ["name", "age", "pay"], ["Ann", 31, 1.5], ["Bo", 42, 2.5]]),
        {"name": ["Ann", "Bo"], "age": [31, 42], "pay": [1.5, 2.5]},
        says="above the table",
    ),
    Case(
        "the largest sheet is read",
        workbook(Notes=[["see next sheet"]], People=[["name", "age"], ["Ann", 31], ["Bo", 42]]),
        PEOPLE,
        says="2 sheets",
    ),
    Case(
        "a chosen sheet",
        workbook(A=[["x", "y"], [1, 2], [3, 4], [5, 6]], B=[["name", "age"], ["Ann", 31], ["Bo", 42]]),
        PEOPLE,
        options=ImportOptions(sheet="B"),
    ),
    Case(
        "dates and yes or no in a workbook",
        workbook(S=[["d", "ok", "n"], [date(2024, 1, 31), True, 1], [date(2024, 2, 1), False, None]]),
        {"d": [date(2024, 1, 31), date(2024, 2, 1)], "ok": [True, False], "n": [1, None]},
    ),
    Case(
        "codes in a workbook",
        workbook(S=[["zip", "n"], ["00501", 1], ["10001", 2]]),
        {"zip": ["00501", "10001"], "n": [1, 2]},
    ),
    Case("an empty workbook", workbook(S=[]), None, says="empty"),
    Case(
        "a chosen sheet that is not there",
        workbook(S=[["a"], [1]]),
        None,
        says="no sheet",
        options=ImportOptions(sheet="T"),
    ),
)


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


RECORDS = [{"name": "Ann", "age": 31}, {"name": "Bo", "age": 42}]

STRUCTURED = (
    Case("Parquet", parquet(arrow_table()), PEOPLE),
    Case("Arrow", arrow(), PEOPLE),
    Case(
        "Parquet with dates and small numbers",
        parquet(pyarrow.table({"t": [datetime(2024, 1, 31, 12)], "n": pyarrow.array([7], pyarrow.int8())})),
        {"t": [datetime(2024, 1, 31, 12)], "n": [7]},
    ),
    Case(
        "Parquet with NaN", parquet(pyarrow.table({"x": [1.5, float("nan"), float("inf")]})), {"x": [1.5, None, None]}
    ),
    Case("JSON records", as_json(RECORDS), PEOPLE),
    Case("JSON lines", b"\n".join(as_json(record) for record in RECORDS), PEOPLE),
    Case("JSON inside an object", as_json({"total": 2, "data": RECORDS}), PEOPLE, says="found in “data”"),
    Case(
        "nested JSON",
        as_json([{"id": 1, "at": {"lat": 1.5, "lon": 2.5}, "tags": ["a", "b"]}]),
        {"id": [1], "at.lat": [1.5], "at.lon": [2.5], "tags": ['["a","b"]']},
        says="JSON text",
    ),
    Case("JSON records with holes", as_json([{"a": 1}, {"b": "x"}]), {"a": [1, None], "b": [None, "x"]}),
    Case(
        "JSON with texts among numbers",
        as_json([{"a": 1, "b": "N/A"}, {"a": 2, "b": 3.5}, {"a": 3, "b": "soon"}]),
        {"a": [1, 2, 3], "b": ["N/A", "3.5", "soon"]},
    ),
    Case("JSON with an empty key", as_json([{"a": 1, "": 2}, {"a": 3, "": 4}]), {"a": [1, 3], "column_2": [2, 4]}),
    Case(
        "JSON lines with an empty key",
        b'{"a": "x,", "": "{"}\n{"a": "\\"\\":", "":"y"}\n',
        {"a": ["x,", '"":'], "column_2": ["{", "y"]},
    ),
    Case("JSON with one list a column", as_json({"name": ["Ann", "Bo"], "age": [31, 42]}), PEOPLE, says="one list"),
    Case("JSON by columns", as_json({"name": {"0": "Ann", "1": "Bo"}, "age": {"0": 31, "1": 42}}), PEOPLE),
    Case("JSON that is no table", b"[1, 2, 3]", None, says="no records"),
    Case("broken JSON", b'[{"a": 1}, {"a": ', None, says="does not parse"),
    Case("damaged Parquet", parquet(arrow_table())[:80], None, says="damaged"),
)

DOCX = zipped(word__document_dot_xml=b"<w/>")
NO_TABLES = (
    Case("an empty file", b"", None, says="empty"),
    Case("only line ends", b"\n\n\n", None, says="no data"),
    Case("a PDF", b"%PDF-1.7\n1 0 obj", None, says="PDF"),
    Case("a PNG", b"\x89PNG\r\n\x1a\n" + bytes(100), None, says="PNG"),
    Case("a JPEG", b"\xff\xd8\xff\xe0" + bytes(100), None, says="JPEG"),
    Case("a web page", b"<!DOCTYPE html><html><body>Not found</body></html>", None, says="web page"),
    Case("an XML file", b"<?xml version='1.0'?><a/>", None, says="XML"),
    Case("a program", b"\x7fELF" + bytes(range(256)), None, says="program"),
    Case("random bytes", bytes(range(256)) * 40, None, says="binary"),
    Case("a Word document", DOCX, None, says="Word"),
    Case(
        "a letter",
        b"Dear all,\n\nplease find attached the figures, which I hope are right.\n\nYours, Ann\n",
        None,
        says="prose",
    ),
    Case("a database", b"SQLite format 3\x00" + bytes(100), None, says="SQLite"),
    Case("a pickle", b"\x80\x04\x95" + bytes(20), None, says="pickle"),
    Case("a locked workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), None, says="cannot be read"),
)

CASES = (*ARCHIVES, *WORKBOOKS, *STRUCTURED, *NO_TABLES)
