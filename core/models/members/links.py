"""From the margin that a model adds up to the response it means: a probability or a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.models.batch import Array

LARGEST_EXPONENT = 60.0  # e^60 is beyond any quantity; more would overflow
TINY = 1e-7  # the smallest probability that is not rounded to zero
_PATH_AT, _PATH_WEIGHT = np.polynomial.legendre.leggauss(8)  # exact to 1e-6 for margins up to 10


@dataclass(frozen=True)
class Link:
    """`respond(margins, scale)`: (n, outputs) to (n, outputs)."""

    key: str
    respond: Callable[[Array, float], Array]


def logistic(margins: Array, scale: float = 1.0) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(margins, -LARGEST_EXPONENT, LARGEST_EXPONENT))))


def softmax(margins: Array, scale: float = 1.0) -> Array:
    raised = np.exp(margins - margins.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def exponential(margins: Array, scale: float) -> Array:
    """Back from log(1 + y); `scale` undoes the bias that taking a mean of logarithms has (Duan 1983)."""
    return np.asarray(np.expm1(np.clip(margins, -LARGEST_EXPONENT, LARGEST_EXPONENT)) * scale)


def identity(margins: Array, scale: float = 1.0) -> Array:
    return margins


LINKS = {
    link.key: link
    for link in (
        Link("identity", identity),
        Link("logistic", logistic),
        Link("softmax", softmax),
        Link("exponential", exponential),
    )
}


def logit(probability: Array) -> Array:
    inside = np.clip(probability, TINY, 1 - TINY)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def mean_slopes(key: str, base: Array, margins: Array, scale: float, explained: Array) -> Array:
    """How much of the explained response one unit of each output's margin moved, on average between base and margins.

    (n, outputs). Contributions to margins times these slopes are contributions to the response and still add up: the
    integral of the gradient along the straight line (Sundararajan et al. 2017).
    """
    if key == "softmax":
        return _softmax_slopes(base, margins, explained)
    link = LINKS[key].respond
    moved = margins - base
    step = np.where(np.abs(moved) < TINY, TINY, moved)
    slopes = (link(base + step, scale) - link(base, scale)) / step
    return np.asarray(slopes * (np.arange(margins.shape[1]) == explained[:, None]))


def _softmax_slopes(base: Array, margins: Array, explained: Array) -> Array:
    rows = np.arange(len(margins))
    slopes = np.zeros(margins.shape)
    for at, weight in zip((_PATH_AT + 1) / 2, _PATH_WEIGHT / 2, strict=True):
        shares = softmax(base + at * (margins - base))
        own = shares[rows, explained]
        slopes -= weight * own[:, None] * shares
        slopes[rows, explained] += weight * own
    return slopes
