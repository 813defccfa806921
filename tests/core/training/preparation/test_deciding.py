"""What each column is good for, decided from its values and said in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from core.models.batch import Array
from core.training.preparation import averaging
from core.training.preparation.deciding import ColumnPlan, decide

RANDOM = np.random.default_rng(0)


@dataclass(frozen=True)
class Named:
    name: str
    kind: str


def plan(kind: str, values: list[object] | Array, name: str = "c") -> ColumnPlan:
    array = values if isinstance(values, np.ndarray) else np.array(values, object)
    return decide((Named(name, kind),), {name: array})[0]


def numbered(format: str, count: int, different: int) -> list[object]:
    return [format.format(number % different) for number in range(count)]


@pytest.mark.parametrize(
    ("kind", "values", "roles"),
    [
        ("number", RANDOM.normal(size=200), ("number",)),
        ("number", np.arange(200.0), ()),
        ("number", np.full(200, 3.0), ()),
        ("number", np.full(200, np.nan), ()),
        ("category", numbered("level {}", 200, 5), ("levels",)),
        ("category", numbered("key{}", 400, 60), ("averaged", "frequency", "levels")),
        ("category", numbered("$ {},000", 200, 40), ("parsed",)),
        ("text", numbered("key-{}", 200, 200), ()),
        ("text", numbered("a note about thing number {} and more", 200, 200), ("characters",)),
        ("id", [str(number * 37 % 10007) for number in range(200)], ("parsed",)),
        ("date", np.datetime64("2024-01-01", "us") + np.arange(200) * np.timedelta64(1, "D"), ("calendar",)),
        ("time", numbered("{}:00", 200, 24), ("clock",)),
    ],
)
def test_a_column_gets_the_roles_that_suit_it(kind: str, values: list[object], roles: tuple[str, ...]) -> None:
    decided = plan(kind, values)

    assert decided.roles == roles
    assert decided.words.endswith(".")


def test_codes_that_repeat_are_numbers_and_target_means() -> None:
    decided = plan("number", np.array([98001.0 + number % 40 for number in range(400)]), name="zipcode")

    assert decided.roles == ("number", "averaged")


def test_an_id_that_is_kept_says_so() -> None:
    assert plan("id", [str(number * 37 % 10007) for number in range(200)]).note == "id_kept"


def test_target_means_of_own_rows_do_not_know_the_own_target() -> None:
    batch = {"c": np.array([f"level {number % 50}" for number in range(400)], object)}
    target = RANDOM.normal(size=(400, 1))

    encoded = averaging.encode_own_rows(batch, ("c",), target, np.arange(400), seed=0)

    assert abs(np.corrcoef(encoded[:, 0], target[:, 0])[0, 1]) < 0.15
    leaky = averaging.fit(batch, ("c",), target, np.arange(400)).encode(batch)
    assert np.corrcoef(leaky[:, 0], target[:, 0])[0, 1] > 0.3


def test_a_rare_level_is_drawn_to_the_overall_mean() -> None:
    batch = {"c": np.array(["often"] * 99 + ["once"], object)}
    target = np.r_[RANDOM.normal(size=99), 50.0][:, None]

    means = averaging.fit_column(batch, "c", target, np.arange(100))

    assert means.means[1, 0] < 45
