"""Tables in JSON that are no list of records: rewritten as one record a line, or as CSV where there are no names.

The shapes are those that pandas writes (orient = split, table, index, columns), GeoJSON, lists of lists, and an object
that holds the records in one of its lists.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from core.datasets.importing.formats.json import streaming
from core.datasets.importing.formats.json.streaming import Reader
from core.datasets.importing.reporting.words import count
from core.errors import BadFile, TooLarge

NO_RECORDS = "The JSON holds no records."
NO_RECORDS_HINT = "A table in JSON is a list of objects, or one object a line."
MOST_VALUES = 20_000_000  # beside the records, in the rest of an object
KEY = "key"  # the column for what records of an object are called


@dataclass(frozen=True)
class Rewritten:
    """A file with one record a line (`lines`), or CSV without types; and what to tell."""

    path: Path
    lines: bool
    warnings: tuple[str, ...] = ()


@dataclass
class Contents:
    """What an object holds: small values, and for each list of records the file that it was written to."""

    values: dict[str, Any] = field(default_factory=dict)
    records: dict[str, tuple[Path, int]] = field(default_factory=dict)


def rewrite(path: Path, folder: Path) -> Rewritten:
    """The table in a file whose outermost value is a list or an object. Raises BadFile when there is none."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        reader = Reader(file)
        rewritten = _list(reader, folder) if reader.peek() == "[" else _object(reader, folder)
        if reader.take("{"):
            raise BadFile("The JSON holds several objects of different shapes.", hint=NO_RECORDS_HINT)
    if reader.repeated:
        told = f"{count(reader.repeated, 'record')} had a key twice; the last value of it was taken."
        return Rewritten(rewritten.path, rewritten.lines, (*rewritten.warnings, told))
    return rewritten


def rewrite_lines(path: Path, folder: Path) -> Rewritten:
    """Records one after the other, in a list or not, with what DuckDB does not read put right."""
    target = folder / "lines.json"
    with path.open(encoding="utf-8-sig", errors="replace") as file, target.open("wb") as lines:
        reader = Reader(file)
        records = reader.elements() if reader.peek() == "[" else _values(reader)
        number = _write(lines.write, records)
    if not number:
        raise BadFile(NO_RECORDS, hint=NO_RECORDS_HINT)
    told = (f"{count(reader.repeated, 'record')} had a key twice; the last value of it was taken.",)
    return Rewritten(target, True, told if reader.repeated else ())


def _values(reader: Reader) -> Iterable[Any]:
    while reader.peek():
        yield reader.value()
        reader.take(",")


def _write(write: Callable[[bytes], object], records: Iterable[Any]) -> int:
    number = 0
    for record in records:
        if isinstance(record, dict):
            write(_line(record))
            number += 1
    return number


def _line(record: Mapping[str, Any]) -> bytes:
    """A record in one line. A key that is empty, with which DuckDB makes no column, becomes a space."""
    if "" in record:
        record = {key or " ": value for key, value in record.items()}
    try:
        line: bytes = orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # whole numbers beyond 64 bits, half of a letter beyond 16 bits
        line = json.dumps(record).encode() + b"\n"
    return line


def _list(reader: Reader, folder: Path) -> Rewritten:
    """A list of lists; the first may be the names."""
    target = folder / "rows.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        number = 0
        for row in reader.elements():
            if not isinstance(row, list):
                raise BadFile(NO_RECORDS, hint=NO_RECORDS_HINT)
            writer.writerow([_cell(value) for value in row])
            number += 1
    if not number:
        raise BadFile(NO_RECORDS, hint=NO_RECORDS_HINT)
    return Rewritten(target, lines=False)


def _object(reader: Reader, folder: Path) -> Rewritten:
    contents = _contents(reader, folder)
    values = contents.values
    for shape in (_geojson, _split, _lists, _by_columns, _by_rows):
        records = shape(contents)
        if records is not None:
            return _rewritten(records[0], folder, records[1])
    if contents.records:
        key, (path, number) = max(contents.records.items(), key=lambda item: item[1][1])
        others = [other for other in contents.records if other != key]
        also = f" The other lists were left out: {', '.join(others)}." if others else ""
        return Rewritten(path, True, (f"The {number:,} rows were found in “{key}”.{also}",))
    return _rewritten([values], folder, "")


def _contents(reader: Reader, folder: Path) -> Contents:
    contents, budget = Contents(), MOST_VALUES
    for key in reader.members():
        reader.expect(":")
        if reader.peek() != "[":
            contents.values[key] = reader.value()
            continue
        target = folder / f"list{len(contents.records) + len(contents.values)}.json"
        with target.open("wb") as lines:
            number, others = 0, []
            for element in reader.elements():
                if isinstance(element, dict):
                    lines.write(_line(element))
                    number += 1
                else:
                    others.append(element)
                    budget -= 1
                if budget < 0:
                    raise TooLarge("The JSON holds a list that is too long for its shape.", hint=streaming.HINT)
        if number and not others:
            contents.records[key] = (target, number)
        else:
            contents.values[key] = others
    return contents


Found = tuple[Iterable[Mapping[str, Any]], str] | None  # the records and what to tell of them


def _geojson(contents: Contents) -> Found:
    if contents.values.get("type") != "FeatureCollection" or "features" not in contents.records:
        return None
    path, _number = contents.records["features"]
    return _features(path), "The features of the map are the rows; their properties are the columns."


def _features(path: Path) -> Iterable[Mapping[str, Any]]:
    with path.open("rb") as lines:
        for line in lines:
            feature = json.loads(line)
            geometry = feature.get("geometry") or {}
            place = geometry.get("coordinates") if geometry.get("type") == "Point" else None
            where = (
                {"longitude": place[0], "latitude": place[1]}
                if place
                else {"geometry": orjson.dumps(geometry).decode()}
            )
            identity = {"id": feature["id"]} if "id" in feature else {}
            yield identity | (feature.get("properties") or {}) | where


def _split(contents: Contents) -> Found:
    names, rows = contents.values.get("columns"), contents.values.get("data")
    if not isinstance(names, list) or not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return None
    labels = [".".join(map(str, name)) if isinstance(name, list) else str(name) for name in names]
    return [dict(zip(labels, row, strict=False)) for row in rows], "The names stand in “columns”, the rows in “data”."


def _lists(contents: Contents) -> Found:
    columns = contents.values
    lengths = {len(values) for values in columns.values() if isinstance(values, list)}
    if contents.records or not columns or len(lengths) != 1 or not all(isinstance(v, list) for v in columns.values()):
        return None
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows], "The file holds one list for each column."


def _by_columns(contents: Contents) -> Found:
    """`{"name": {"0": "Ann", "1": "Bo"}, …}`: the inner keys number the rows."""
    columns = contents.values
    if contents.records or not _all_objects(columns):
        return None
    rows = list(dict.fromkeys(key for cells in columns.values() for key in cells))
    if not rows or not all(key.isdigit() for key in rows) or all(key.isdigit() for key in columns):
        return None
    return [
        {name: cells.get(row) for name, cells in columns.items()} for row in rows
    ], "The file holds one object a column."


def _by_rows(contents: Contents) -> Found:
    """`{"0": {"name": "Ann"}, …}`: the outer keys name the rows; told apart by inner keys that come again."""
    rows = contents.values
    if contents.records or len(rows) < 2 or not _all_objects(rows):
        return None
    shared = set.intersection(*(set(record) for record in rows.values()))
    if not shared:
        return None
    numbered = all(key.isdigit() for key in rows)
    records = [record if numbered else {_free(rows): key} | record for key, record in rows.items()]
    return records, "The file holds one object a row."


def _free(rows: Mapping[str, Any]) -> str:
    name = KEY
    while any(name in record for record in rows.values()):
        name += "_"
    return name


def _all_objects(values: Mapping[str, Any]) -> bool:
    return bool(values) and all(isinstance(value, dict) and value for value in values.values())


def _rewritten(records: Iterable[Mapping[str, Any]], folder: Path, told: str) -> Rewritten:
    target = folder / "lines.json"
    with target.open("wb") as lines:
        number = _write(lines.write, records)
    if not number:
        raise BadFile(NO_RECORDS, hint=NO_RECORDS_HINT)
    return Rewritten(target, True, (told,) if told else ())


def _cell(value: Any) -> Sequence[Any] | str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return orjson.dumps(value, default=str).decode()
    return "" if value is None else str(value)
