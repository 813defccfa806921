"""An order in which what is alike stands side by side."""

from __future__ import annotations

import numpy as np
import pytest

from core.profiling.relations.clustering import leaves


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_things_stay_as_they_are(count: int) -> None:
    assert sorted(leaves(np.zeros((count, count)))) == list(range(count))


def test_groups_are_not_torn_apart() -> None:
    group = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2])
    likeness = (group[:, None] == group[None, :]) * 0.9

    order = group[leaves(likeness)].tolist()

    assert sorted(order[place] == order[place + 1] for place in range(8)) == [False] * 2 + [True] * 6


def test_a_chain_is_laid_out_as_a_chain() -> None:
    places = np.array([4, 0, 2, 1, 3])
    likeness = 1 / (1 + np.abs(places[:, None] - places[None, :]))

    order = places[leaves(likeness)].tolist()

    assert order in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0])
