"""The loss of each task per row: log loss for classes, squared error for values."""

from __future__ import annotations

import numpy as np

from core.models.batch import Array
from core.models.members.links import TINY


def row_losses(task: str, responses: Array, target: Array) -> Array:
    """(rows,): minus the logarithm of the true class's probability, or the squared error."""
    if task == "regression":
        return np.asarray((responses[:, 0] - target) ** 2)
    if task == "binary":
        own = np.where(target == 1, responses[:, 0], 1 - responses[:, 0])
    else:
        own = responses[np.arange(len(target)), target]
    return np.asarray(-np.log(np.clip(own, TINY, 1.0)))


def mean_loss(task: str, responses: Array, target: Array) -> float:
    return float(row_losses(task, responses, target).mean())
