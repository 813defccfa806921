"""The floors of the house: who may import whom, held against the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Each room may import the rooms listed, itself and libraries. Longest prefix decides.
FOUNDATION = ("core.config", "core.errors", "core.storage", "core.workspace", "core.writing")
MAY_IMPORT = {
    "core.errors": (),
    "core.writing": (),
    "core.config": ("core.errors",),
    "core.storage": ("core.config", "core.errors"),
    "core.workspace": ("core.config", "core.errors", "core.storage"),
    "core.jobs": FOUNDATION,
    "core.datasets": (*FOUNDATION, "core.jobs"),
    "core.models": (*FOUNDATION, "core.jobs"),
    "core.profiling": (*FOUNDATION, "core.jobs", "core.datasets"),
    "core.querying": (*FOUNDATION, "core.jobs", "core.datasets"),
    "core.exploring": (*FOUNDATION, "core.datasets"),
    "core.cleaning": (*FOUNDATION, "core.jobs", "core.datasets", "core.profiling"),
    "core.training": (*FOUNDATION, "core.jobs", "core.datasets", "core.profiling", "core.models"),
    "core.predicting": (*FOUNDATION, "core.jobs", "core.datasets", "core.models"),
    "app.api": ("core",),
    "app.ui": ("core",),
    "pages": ("app.ui", "core"),
    "app": ("app", "core"),
}
MAY_NOT_LOAD = {
    "core": {"streamlit", "fastapi", "starlette", "plotly"},
    "app.api": {"streamlit", "plotly"},
    "app.ui": {"fastapi", "starlette", "duckdb", "sklearn", "xgboost"},
    "pages": {"fastapi", "starlette", "duckdb", "sklearn", "xgboost"},
}


def modules() -> dict[str, Path]:
    files = [path for top in ("app", "core", "pages") for path in (ROOT / top).rglob("*.py")]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return found


MODULES = modules()
IMPORTS = {module: imports(path) for module, path in MODULES.items()}


def room(module: str) -> str:
    return max((name for name in MAY_IMPORT if inside(module, (name,))), key=len, default="core")


def inside(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in rooms)


def test_every_module_lives_in_a_room_of_the_house() -> None:
    strays = [module for module in MODULES if module not in ("core", "app") and room(module) == "core"]

    assert strays == []


def test_imports_run_downward_only() -> None:
    upward = [
        f"{module} -> {target}"
        for module, targets in IMPORTS.items()
        for target in targets & MODULES.keys()
        if module != "core" and not inside(target, (room(module), *MAY_IMPORT[room(module)]))
    ]

    assert upward == []


def test_a_page_never_imports_another_page() -> None:
    assert [
        m for m, targets in IMPORTS.items() if inside(m, ("pages",)) and any(inside(t, ("pages",)) for t in targets)
    ] == []


def test_every_floor_keeps_away_from_the_libraries_of_others() -> None:
    strangers = [
        f"{module} -> {target}"
        for module, targets in IMPORTS.items()
        for floor, libraries in MAY_NOT_LOAD.items()
        for target in targets
        if inside(module, (floor,)) and target.partition(".")[0] in libraries
    ]

    assert strangers == []


def test_there_are_no_import_circles() -> None:
    graph = {module: {t for t in targets if t in MODULES and t != module} for module, targets in IMPORTS.items()}
    while leaves := {module for module, targets in graph.items() if not targets & graph.keys()}:
        graph = {module: targets for module, targets in graph.items() if module not in leaves}

    assert sorted(graph) == []


@pytest.mark.parametrize("library", ["streamlit", "fastapi"])
def test_the_whole_of_core_loads_without(library: str) -> None:
    core = [module for module in MODULES if inside(module, ("core",)) and "migrations" not in module]
    script = (
        f"import sys, importlib; [importlib.import_module(m) for m in {core!r}]; sys.exit({library!r} in sys.modules)"
    )

    fresh = subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True)

    assert fresh.returncode == 0, fresh.stderr
