"""JSON as programs and people write it: the table that is meant, or a refusal in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas
import pytest

from core.datasets import ImportOptions
from core.datasets.importing.formats.json import shapes, streaming
from core.errors import BadFile, BadInput, TooLarge
from tests.core.datasets.importing.conftest import ImportBytes

PEOPLE = {"name": ["Ann", "Bo"], "age": [31, 42]}
FRAME = pandas.DataFrame(PEOPLE)
ORDERS = [{"id": 1, "lines": [{"sku": "a", "n": 2}, {"sku": "b", "n": 1}]}, {"id": 2, "lines": []}]


def packed(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize("orient", ["records", "split", "columns", "index"])
def test_every_shape_that_pandas_writes_is_the_same_table(import_bytes: ImportBytes, orient: Any) -> None:
    assert import_bytes(FRAME.to_json(orient=orient).encode()).table == PEOPLE


def test_a_table_with_its_schema_has_its_rows(import_bytes: ImportBytes) -> None:
    found = import_bytes(FRAME.to_json(orient="table").encode())

    assert found.table == {"index": [0, 1], **PEOPLE}


def test_rows_with_names_of_their_own_keep_them(import_bytes: ImportBytes) -> None:
    found = import_bytes(packed({"ann": {"age": 31}, "bo": {"age": 42}}))

    assert found.table == {"key": ["ann", "bo"], "age": [31, 42]}


def test_a_list_of_lists_has_its_names_in_the_first(import_bytes: ImportBytes) -> None:
    assert import_bytes(packed([["name", "age"], ["Ann", 31], ["Bo", 42]])).table == PEOPLE


def test_a_list_of_lists_may_have_no_names(import_bytes: ImportBytes) -> None:
    found = import_bytes(packed([[1, 2.5, True], [2, None, False], [3, {"a": 1}, True]]))

    assert found.table == {
        "column_1": [1, 2, 3],
        "column_2": ["2.5", None, '{"a":1}'],
        "column_3": [True, False, True],
    }


def test_the_features_of_a_map_are_rows(import_bytes: ImportBytes) -> None:
    features = [
        {
            "type": "Feature",
            "id": 7,
            "properties": {"city": "Oslo"},
            "geometry": {"type": "Point", "coordinates": [10.7, 59.9]},
        }
    ]
    found = import_bytes(packed({"type": "FeatureCollection", "features": features}))

    assert found.table == {"id": [7], "city": ["Oslo"], "longitude": [10.7], "latitude": [59.9]}


def test_a_shape_on_a_map_stays_as_text(import_bytes: ImportBytes) -> None:
    shape = {"type": "LineString", "coordinates": [[1.5, 2.5], [3.5, 4.5]]}
    features = [{"type": "Feature", "properties": {"a": 1}, "geometry": shape}]

    found = import_bytes(packed({"type": "FeatureCollection", "features": features}))

    assert found.table["geometry"] == ['{"type":"LineString","coordinates":[[1.5,2.5],[3.5,4.5]]}']


def test_records_in_an_object_are_found_whatever_stands_beside_them(import_bytes: ImportBytes) -> None:
    people = [{"name": "Ann", "age": 31}, {"name": "Bo", "age": 42}]
    found = import_bytes(packed({"page": {"of": 1}, "errors": [{"code": 1}], "people": people, "tags": [1, 2]}))

    assert found.table == PEOPLE
    assert "The 2 rows were found in “people”. The other lists were left out: errors." in found.report.warnings


def test_an_object_that_holds_no_table_is_one_row(import_bytes: ImportBytes) -> None:
    assert import_bytes(b'{\n "name": "Ann",\n "at": {"lat": 1.5}\n}').table == {"name": ["Ann"], "at.lat": [1.5]}


@pytest.mark.parametrize(
    "content", [b'{"a":1}{"a":2}', b'{"a":1}\n\n{"a":2}\n', b'{\n "a": 1\n}\n{\n "a": 2\n}\n'], ids=range(3)
)
def test_objects_one_after_the_other_are_rows(import_bytes: ImportBytes, content: bytes) -> None:
    assert import_bytes(content).table == {"a": [1, 2]}


def test_no_number_is_a_missing_value(import_bytes: ImportBytes) -> None:
    assert import_bytes(b'[{"a": NaN}, {"a": 1.5}, {"a": Infinity}]').table == {"a": [None, 1.5, None]}


def test_of_a_key_twice_the_last_value_counts_and_is_told(import_bytes: ImportBytes) -> None:
    found = import_bytes(b'[{"a": 1, "a": 2}, {"a": 3}]')

    assert found.table == {"a": [2, 3]}
    assert "1 record had a key twice; the last value of it was taken." in found.report.warnings


def test_a_byte_order_mark_is_no_part_of_it(import_bytes: ImportBytes) -> None:
    assert import_bytes(b"\xef\xbb\xbf" + packed([{"a": 1}, {"a": 2}])).table == {"a": [1, 2]}


def test_numbers_beyond_64_bits_are_kept(import_bytes: ImportBytes) -> None:
    found = import_bytes(packed({"rows": [{"n": 10**25}, {"n": 10**25}], "note": "x"}))

    assert [float(value) for value in found.table["n"]] == [1e25, 1e25]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'// people\n[{"a": 1}]', "comments"),
        (b'{"a": 1, /* more */ "b": 2}', "comments"),
        (b"[{'a': 1}]", "single quotes"),
        (b'{"a": 1, "b"', "too early"),
        (b'[{"a": 1}, {"a": ', "does not parse"),
        (b"[1, 2, 3]", "no records"),
        (b"[[1, 2], 3]", "no records"),
        (b"[]", "no records"),
        (b'[{"a":' + b"[" * 200_000, "too deep|does not parse"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b'[{"a":' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"}]", "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_broken_or_hostile_is_refused_in_words(import_bytes: ImportBytes, content: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        import_bytes(content)


def test_nested_values_become_columns_unless_chosen_otherwise(import_bytes: ImportBytes) -> None:
    nested = packed([{"id": 1, "at": {"lat": 1.5, "lon": 2.5}}])

    assert import_bytes(nested).table == {"id": [1], "at.lat": [1.5], "at.lon": [2.5]}
    assert import_bytes(nested, ImportOptions(nested="text")).table == {"id": [1], "at": ['{"lat":1.5,"lon":2.5}']}


def test_the_elements_of_a_list_become_rows(import_bytes: ImportBytes) -> None:
    found = import_bytes(packed(ORDERS), ImportOptions(nested="rows"))

    assert found.table == {"id": [1, 1, 2], "lines.sku": ["a", "b", None], "lines.n": [2, 1, None]}


def test_of_several_lists_one_has_to_be_chosen(import_bytes: ImportBytes) -> None:
    two = packed([{"id": 1, "a": [1, 2], "b": [3]}])

    with pytest.raises(BadInput, match="several lists") as refusal:
        import_bytes(two, ImportOptions(nested="rows"))

    assert refusal.value.hint == "Choose one of: a, b."
    assert import_bytes(two, ImportOptions(nested="rows", rows_of="a")).table["a"] == [1, 2]


def test_a_list_that_is_not_there_cannot_become_rows(import_bytes: ImportBytes) -> None:
    with pytest.raises(BadInput, match="“age” is no list"):
        import_bytes(packed(ORDERS), ImportOptions(nested="rows", rows_of="age"))


def test_kinds_names_and_columns_can_be_chosen(import_bytes: ImportBytes) -> None:
    options = ImportOptions(types={"age": "text"}, names={"age": "years"}, exclude=("name",))

    assert import_bytes(FRAME.to_json(orient="records").encode(), options).table == {"years": ["31", "42"]}


def test_a_long_file_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "BLOCK_LETTERS", 7)
    path = tmp_path / "long.json"
    path.write_bytes(packed({"note": "x" * 50, "rows": [{"n": number, "t": "y" * number} for number in range(30)]}))

    rewritten = shapes.rewrite(path, tmp_path)

    assert [json.loads(line)["n"] for line in rewritten.path.read_text().splitlines()] == list(range(30))


def test_a_value_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "BLOCK_LETTERS", 10)
    monkeypatch.setattr(streaming, "LARGEST_VALUE", 100)
    path = tmp_path / "endless.json"
    path.write_bytes(b'{"a": "' + b"x" * 1000)

    with pytest.raises(TooLarge, match="too large"):
        shapes.rewrite(path, tmp_path)


def test_a_long_list_beside_the_records_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MOST_VALUES", 10)
    path = tmp_path / "list.json"
    path.write_bytes(packed({"a": list(range(100))}))

    with pytest.raises(TooLarge, match="too long"):
        shapes.rewrite(path, tmp_path)
