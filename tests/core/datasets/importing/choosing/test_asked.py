"""What is asked of single columns: done in the table, told in the report, refused when it is misspelt."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from core import datasets, jobs
from core.datasets import Dataset, ImportOptions, uploads
from core.errors import BadInput
from core.workspace import Workspace

SALES = b"id,Price (EUR),note\n1,2.5, a \n2,3.5,b\n3,4.5,c\n"
SECONDS = 30


def bring(ws: Workspace, options: dict[str, Any], content: bytes = SALES) -> Dataset:
    with uploads.receiving(ws, "sales.csv") as writer:
        writer.write(content)
    job = datasets.start_import(ws, writer.upload.id, options=ImportOptions.from_json(options))
    ended = jobs.wait(ws, job.id, seconds=SECONDS)
    if ended.error:
        raise BadInput(ended.error["message"], hint=ended.error["hint"])
    return datasets.find(ws, job.subject)


def parquet(select: str, folder: Any) -> bytes:
    path = folder / "t.parquet"
    duckdb.connect().execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return bytes(path.read_bytes())


def names(dataset: Dataset) -> list[str]:
    return [column.name for column in dataset.columns]


def test_a_column_is_renamed_by_its_name_in_the_file_and_keeps_its_original(supervised: Workspace) -> None:
    dataset = bring(supervised, {"names": {"Price (EUR)": "price"}})

    assert names(dataset) == ["id", "price", "note"]
    assert dataset.column("price").original == "Price (EUR)"
    assert [w for w in dataset.report["warnings"] if "changed" in w] == []


def test_a_column_that_is_not_wanted_is_left_out_and_told(supervised: Workspace) -> None:
    dataset = bring(supervised, {"exclude": ["note"]})

    assert names(dataset) == ["id", "Price (EUR)"]
    assert {
        "what": "columns left out",
        "value": ["note"],
        "confidence": 1.0,
        "evidence": "as chosen",
    } in dataset.report["decisions"]


def test_a_kind_is_chosen_for_a_column_that_is_renamed_too(supervised: Workspace) -> None:
    dataset = bring(supervised, {"names": {"id": "key"}, "types": {"id": "text"}})

    assert dataset.column("key").type == "VARCHAR"
    assert dataset.report["warnings"] == []


def test_spaces_around_the_values_of_a_column_go_when_asked(supervised: Workspace) -> None:
    kept = bring(supervised, {})
    trimmed = bring(supervised, {"trim": ["note"]})

    assert datasets.rows(supervised, kept, columns=("note",)).rows[0] == (" a ",)
    assert datasets.rows(supervised, trimmed, columns=("note",)).rows[0] == ("a",)


@pytest.mark.parametrize("option", [{"types": {"pricee": "text"}}, {"names": {"pricee": "x"}}, {"exclude": ["pricee"]}])
def test_a_misspelt_column_is_refused_with_close_ones(supervised: Workspace, option: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="pricee") as refused:
        bring(supervised, option, b"price,n\n1,2\n3,4\n")

    assert refused.value.hint == "Did you mean price?"


def test_a_recipe_may_speak_of_columns_that_the_file_has_not(supervised: Workspace) -> None:
    dataset = bring(supervised, {"exclude": ["note", "gone"], "recipe": "Monthly sales"})

    assert names(dataset) == ["id", "Price (EUR)"]
    assert "The recipe “Monthly sales” speaks of columns that this file has not: gone." in dataset.report["warnings"]


def test_leaving_every_column_out_is_refused(supervised: Workspace) -> None:
    with pytest.raises(BadInput, match="Every column"):
        bring(supervised, {"exclude": ["id", "Price (EUR)", "note"]})


def test_two_columns_of_one_name_are_refused_whatever_their_case(supervised: Workspace) -> None:
    with pytest.raises(BadInput, match="Two columns would be called “id”"):
        bring(supervised, {"names": {"note": "ID"}})


def test_a_typed_column_is_renamed_left_out_and_kept_as_text(supervised: Workspace, tmp_path: Any) -> None:
    content = parquet("SELECT 7 AS code, 1.5 AS price, 'x' AS note", tmp_path)

    dataset = bring(supervised, {"types": {"code": "text"}, "names": {"price": "cost"}, "exclude": ["note"]}, content)

    assert [(column.name, column.type) for column in dataset.columns] == [("code", "VARCHAR"), ("cost", "DOUBLE")]
    assert datasets.rows(supervised, dataset).rows == (("7", 1.5),)


def test_everything_as_text_also_holds_for_a_file_with_types(supervised: Workspace, tmp_path: Any) -> None:
    content = parquet("SELECT 7 AS code, DATE '2024-03-31' AS day", tmp_path)

    dataset = bring(supervised, {"all_text": True}, content)

    assert datasets.rows(supervised, dataset).rows == (("7", "2024-03-31"),)
