"""Recipes: how a file was read, kept under a name for the next file of the same shape."""

from __future__ import annotations

from typing import Any

from app.api.context import Here
from app.api.records.datasets import NewRecipe, Recipe
from app.api.records.shared import NewName
from app.api.routers import router
from core import datasets
from core.datasets import ImportOptions, recipes

routes = router("recipes")


@routes.get("/recipes", response_model=list[Recipe])
def list_recipes(ws: Here) -> Any:
    """All recipes, newest first."""
    return recipes.all_of(ws)


@routes.post("/recipes", status_code=201, response_model=Recipe)
def add_recipe(ws: Here, given: NewRecipe) -> Any:
    """Keep how the file of a dataset was read. `POST /datasets/inspect` proposes it for files of the same shape."""
    report = datasets.find(ws, given.dataset_id).report
    chosen = ImportOptions.from_json((report.get("options") or {}) | given.options).to_json()
    return recipes.save(ws, given.name, report | {"options": chosen}, replace=given.replace)


@routes.get("/recipes/{recipe}", response_model=Recipe)
def find_recipe(ws: Here, recipe: str) -> Any:
    """One recipe, by its id or its name."""
    return recipes.find(ws, recipe)


@routes.patch("/recipes/{recipe}", response_model=Recipe)
def rename_recipe(ws: Here, recipe: str, given: NewName) -> Any:
    """Give a recipe another name."""
    return recipes.rename(ws, recipe, given.name)


@routes.delete("/recipes/{recipe}", status_code=204)
def remove_recipe(ws: Here, recipe: str) -> None:
    """Remove a recipe. Datasets that were read with it stay."""
    recipes.remove(ws, recipe)
