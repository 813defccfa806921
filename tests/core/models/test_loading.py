"""Models in memory: loaded once, checked against their checksums, the least used let go."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from core import models
from core.errors import BadFile, Conflict, NotFound
from core.models import files, loading
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store


def test_a_loaded_model_answers_like_the_one_that_was_stored(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    batch = {"age": np.array([20.0, np.nan]), "city": np.array(["Rome", None], object)}

    loaded = models.load(ws, model.id)

    np.testing.assert_array_equal(loaded.predict(batch), tiny.scorer().predict(batch))


def test_a_model_is_loaded_once_however_many_ask_at_once(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    together = threading.Barrier(20)

    def load(_: int) -> models.Scorer:
        together.wait()
        return models.load(ws, model.id)

    with ThreadPoolExecutor(20) as pool:
        loaded = list(pool.map(load, range(20)))

    assert len({id(scorer) for scorer in loaded}) == 1


def test_the_least_used_models_are_let_go_when_memory_is_short(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (tiny.add_model(ws) for _ in range(3))
    monkeypatch.setattr(loading, "MOST_BYTES", 2 * (first.bytes or 0) + 100)
    kept, gone = models.load(ws, first.id), models.load(ws, second.id)
    models.load(ws, first.id)

    models.load(ws, third.id)

    assert models.load(ws, first.id) is kept
    assert models.load(ws, second.id) is not gone


def test_a_removed_model_does_not_answer_from_memory(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    models.load(ws, model.id)

    models.remove(ws, model.id)

    with pytest.raises(NotFound):
        models.load(ws, model.id)


@pytest.mark.parametrize(
    ("status", "hint"), [("training", "wait"), ("failed", "train it again"), ("cancelled", "train it again")]
)
def test_a_model_that_is_not_ready_says_what_to_do(ws: Workspace, status: str, hint: str) -> None:
    model = models.add(ws, name="m", dataset=store(ws, "SELECT 1 AS y"), target="y", task="binary")
    models.fail(ws, model.id, status=status)

    with pytest.raises(Conflict, match=f"it is {status}") as refused:
        models.load(ws, model.id)

    assert hint in refused.value.hint


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["scorer.json", "scorer.npz", "report.json", "checksums.json"])
@pytest.mark.parametrize("damage", [spoil, Path.unlink], ids=["one bit", "gone"])
def test_a_damaged_file_is_named(ws: Workspace, name: str, damage: Callable[[Path], None]) -> None:
    model = tiny.add_model(ws)
    damage(ws.folders.models / model.id / name)

    with pytest.raises(BadFile, match=f"{model.id} is damaged: its file {name}") as refused:
        models.load(ws, model.id)

    assert "backup" in refused.value.hint


def test_a_folder_that_is_gone_is_a_clear_error(ws: Workspace) -> None:
    model = tiny.add_model(ws)
    (ws.folders.models / model.id).rename(ws.folders.root / "elsewhere")

    with pytest.raises(BadFile, match="is damaged"):
        models.load(ws, model.id)
    with pytest.raises(BadFile, match="is damaged"):
        models.report(ws, model.id)


def rewrite(folder: Path, **changes: object) -> str:
    """Changes the scorer's JSON as another version of the app might have written it; returns the new checksum."""
    content = json.loads((folder / "scorer.json").read_text()) | changes
    (folder / "scorer.json").write_text(json.dumps(content))
    sums = json.loads((folder / files.CHECKSUMS).read_text()) | {"scorer.json": files._sha256(folder / "scorer.json")}
    (folder / files.CHECKSUMS).write_text(json.dumps(sums))
    return files._sha256(folder / files.CHECKSUMS)


@pytest.mark.parametrize("changes", [{"format": 99}, {"record": "Unheard"}, {"surprise": 1}])
def test_files_of_another_version_say_so(ws: Workspace, changes: dict[str, object]) -> None:
    folder = ws.folders.models / tiny.add_model(ws).id

    with pytest.raises(BadFile, match="written by a version of Tablecast"):
        files.read_scorer(folder, rewrite(folder, **changes))


def test_a_report_with_a_number_that_json_has_not_is_refused(ws: Workspace) -> None:
    model = models.add(ws, name="m", dataset=store(ws, "SELECT 1 AS y"), target="y", task="binary")

    with pytest.raises(ValueError, match="JSON"):
        models.finish(ws, model.id, tiny.scorer(), tiny.REPORT | {"seed": float("nan")})

    assert list(ws.folders.models.iterdir()) == []
    assert models.find(ws, model.id).status == "training"


def test_no_file_of_a_model_can_hold_code(ws: Workspace) -> None:
    folder = ws.folders.models / tiny.add_model(ws).id

    assert {path.suffix for path in folder.rglob("*") if path.is_file()} <= {".json", ".npz", ".ubj"}
    assert not np.load(folder / "scorer.npz", allow_pickle=False).allow_pickle
