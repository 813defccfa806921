"""Recipes: kept under a name, proposed for files of the same shape, laid under what a person chooses."""

from __future__ import annotations

from typing import Any

import pytest

from core import datasets, jobs
from core.datasets import Dataset, ImportOptions, recipes, uploads
from core.datasets.recipes import Recipe
from core.errors import BadInput, Conflict, NotFound
from core.storage.state import now
from core.workspace import Workspace

SALES = "day;shop;amount;note\n03/04/2024;a;1,5;x\n05/04/2024;b;2,5;y\n"
SECONDS = 30


def report(*columns: str, **options: Any) -> dict[str, Any]:
    told = [{"name": name, "original": name, "type": "VARCHAR", "written": ""} for name in columns]
    return {"format": "parquet", "columns": told, "options": options}


def made_of(*columns: str) -> Recipe:
    return Recipe("rc_1", "Monthly", columns, {}, now())


def bring(ws: Workspace, text: str, options: ImportOptions | None = None) -> Dataset:
    upload = uploads_of(ws, text)
    job = jobs.wait(ws, datasets.start_import(ws, upload, options=options).id, seconds=SECONDS)
    return datasets.find(ws, job.subject)


def uploads_of(ws: Workspace, text: str) -> str:
    with uploads.receiving(ws, "sales.csv") as writer:
        writer.write(text.encode())
    return writer.upload.id


def test_a_recipe_is_found_by_its_id_and_by_its_name(ws: Workspace) -> None:
    saved = recipes.save(ws, "Monthly sales", report("a", "b", exclude=["b"]))

    assert recipes.find(ws, saved.id) == recipes.find(ws, "Monthly sales") == saved


def test_an_unknown_recipe_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="rc_nothing"):
        recipes.find(ws, "rc_nothing")


def test_a_name_is_taken_once_unless_it_is_to_be_replaced(ws: Workspace) -> None:
    recipes.save(ws, "Monthly", report("a"))

    with pytest.raises(Conflict, match="Monthly"):
        recipes.save(ws, "Monthly", report("b"))
    recipes.save(ws, "Monthly", report("b"), replace=True)

    assert [recipe.columns for recipe in recipes.all_of(ws)] == [("b",)]


def test_a_recipe_is_renamed_but_not_to_a_name_that_is_taken(ws: Workspace) -> None:
    first, second = recipes.save(ws, "First", report("a")), recipes.save(ws, "Second", report("a"))

    assert recipes.rename(ws, first.id, "Primo").name == "Primo"
    with pytest.raises(Conflict):
        recipes.rename(ws, second.id, "Primo")


def test_a_recipe_that_is_removed_is_gone(ws: Workspace) -> None:
    recipes.remove(ws, recipes.save(ws, "Monthly", report("a")).id)

    assert recipes.all_of(ws) == ()


def test_the_same_columns_in_another_order_match_wholly() -> None:
    found = recipes.match(made_of("a", "b", "c"), ("c", "a", "b"))

    assert (found.share, found.words) == (1.0, "It was made for a file with the same columns.")


def test_nearly_the_same_columns_match_and_the_rest_is_told() -> None:
    found = recipes.match(made_of("a", "b", "c", "d", "e"), ("a", "b", "c", "d", "f"))

    assert found.share == 0.8
    assert found.words == ("The columns are nearly the same: 1 column missing here (“e”); 1 column new here (“f”).")


def test_only_recipes_of_nearly_the_same_columns_are_proposed_the_best_first(ws: Workspace) -> None:
    recipes.save(ws, "Same", report("a", "b", "c", "d", "e"))
    recipes.save(ws, "Near", report("a", "b", "c", "d"))
    recipes.save(ws, "Far", report("a", "b"))

    found = recipes.matching(ws, report("a", "b", "c", "d", "e"))

    assert [match.recipe.name for match in found] == ["Same", "Near"]


def test_columns_that_were_left_out_belong_to_the_shape() -> None:
    assert recipes.shape(report("a", exclude=["b"])) == ("a", "b")


def test_what_a_person_chooses_lies_over_the_recipe(ws: Workspace) -> None:
    recipe = recipes.save(ws, "Monthly", report("a", exclude=["a"], header=True))

    options = recipe.over({"exclude": []})

    assert (options.exclude, options.header, options.recipe) == ((), True, "Monthly")


def test_a_choice_that_cannot_be_meant_is_refused_over_a_recipe_too() -> None:
    with pytest.raises(BadInput):
        made_of("a").over({"delimeter": ";"})


def test_the_next_file_is_read_as_the_first_one_was(supervised: Workspace) -> None:
    chosen = ImportOptions(names={"shop": "store"}, exclude=("note",), day_first=True)
    recipe = recipes.save(supervised, "Sales", bring(supervised, SALES, chosen).report)

    again = bring(supervised, "day;shop;amount;note\n01/02/2024;a;1,5;x\n", recipe.over())

    assert [column.name for column in again.columns] == ["day", "store", "amount"]
    assert str(datasets.rows(supervised, again).rows[0][0]).startswith("2024-02-01")
    assert recipe.options["delimiter"] == ";"
    assert again.column("store").kind == "category"
