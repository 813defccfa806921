"""The parts in which rows are judged."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadInput
from core.training.search import parting
from core.training.search.keeping import Plan
from core.training.splitting import Split

GROUPED, FORWARD = Split("grouped", "who"), Split("forward", "when")
FIVE = Plan(5, 5)
COPIES = np.array([7, 7, 9], np.uint64)


def assigned(split: Split, keys: object, plan: Plan = FIVE) -> parting.Parting:
    known = np.asarray(keys)
    return parting.assign(split, known, np.zeros(len(known)), plan, stratify=False, seed=3)


def test_the_rows_of_a_group_are_in_one_part_and_parts_are_about_equal() -> None:
    groups = np.random.default_rng(1).integers(0, 60, 1000)

    parts = assigned(GROUPED, groups)

    homes = {group: set(parts.part[groups == group].tolist()) for group in set(groups.tolist())}
    assert {len(home) for home in homes.values()} == {1}
    assert np.ptp(np.bincount(parts.part)) <= 20
    assert parts.judged == 5


def test_with_fewer_groups_than_parts_there_are_fewer_parts() -> None:
    parts = assigned(GROUPED, [0, 1, 2] * 10)

    assert (parts.judged, parts.part.max()) == (3, 2)


def test_each_block_of_time_is_later_than_all_that_it_is_judged_by() -> None:
    times = np.random.default_rng(1).permutation(1000).astype(float)

    parts = assigned(FORWARD, times)

    assert parts.judged == 3
    assert np.bincount(parts.part).tolist() == pytest.approx([150, 150, 150, 550], abs=2)
    assert [times[parts.part == part].min() > times[parts.part > part].max() for part in range(3)] == [True] * 3


def test_rows_of_one_moment_are_never_in_two_blocks() -> None:
    years = np.repeat([2020.0, 2021.0, 2022.0], [100, 100, 800])

    parts = assigned(FORWARD, years)

    assert parts.judged == 1
    assert (parts.part == np.where(years == 2022, 0, 1)).all()


def test_a_first_moment_that_most_rows_share_is_learned_from() -> None:
    parts = assigned(FORWARD, np.repeat([1.0, 2.0], [990, 10]))

    assert np.bincount(parts.part).tolist() == [10, 990]


@pytest.mark.parametrize("split", [GROUPED, FORWARD])
def test_one_group_or_moment_divides_nothing(split: Split) -> None:
    with pytest.raises(BadInput, match="same value in every row"):
        assigned(split, [1.0] * 50)


def test_rows_without_a_group_are_groups_of_their_own() -> None:
    codes = parting.keys(GROUPED, {"who": np.array(["a", None, "a", None, "b"], object)}, COPIES)

    assert codes is not None
    assert codes[0] == codes[2]
    assert len(set(codes.tolist())) == 4


def test_rows_without_a_time_come_first() -> None:
    times = parting.keys(FORWARD, {"when": np.array(["2024-01-02", "NaT", "1960-01-01"], "datetime64[us]")}, COPIES)

    assert times is not None
    assert np.argsort(times).tolist() == [1, 2, 0]


def test_random_rows_need_no_key() -> None:
    assert parting.keys(Split(), {}, COPIES) is None


def test_rows_that_are_copies_divide_by_their_hash() -> None:
    assert parting.keys(Split("distinct"), {}, COPIES) is COPIES
