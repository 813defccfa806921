"""The members of an ensemble: each a family's configuration, fitted once per fold.

A fit holds data only: trees as flat arrays, or the weights of a linear model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

import core.models.members.forest as forests
from core.models.batch import Array
from core.models.members.boosters import Boosted
from core.models.members.forest import Forest
from core.models.members.linear import Linear
from core.models.members.links import LINKS
from core.models.members.shapley import Shapley, explainers

MANY_ROWS = 200  # from here on XGBoost is faster than walking its trees in numpy


@dataclass(frozen=True)
class Fit:
    """One model, fitted without the rows of one fold.

    `fold`: whose target encoding it reads. `base`: what every margin starts from, one per output. `scale`: see the
    exponential link. Without trees and weights every row gets the base.
    """

    fold: int
    link: str
    base: Array
    scale: float = 1.0
    forest: Forest | None = None
    linear: Linear | None = None
    built: dict[str, Boosted] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def outputs(self) -> int:
        return len(self.base)

    def respond(self, matrix: Array) -> Array:
        """Responses (rows, outputs) for the fold's view of the rows."""
        return LINKS[self.link].respond(self.margins(matrix), self.scale)

    def margins(self, matrix: Array) -> Array:
        if self.linear:
            return self.linear.margins(matrix)
        if not self.forest:
            return np.tile(self.base, (len(matrix), 1))
        if len(matrix) >= MANY_ROWS:
            return self.base + self._boosted(self.forest, matrix)
        return self.base + self.forest.margins(matrix[:, None, :], 1, self.outputs)[:, 0]

    def _boosted(self, forest: Forest, matrix: Array) -> Array:
        if "boosted" not in self.built:
            self.built["boosted"] = Boosted.of(forest, self.outputs, matrix.shape[1])
        return self.built["boosted"].margins(matrix, self.outputs)


@dataclass(frozen=True)
class Member:
    """A configuration of a family with its weight in the ensemble."""

    key: str
    family: str
    label: str
    fits: tuple[Fit, ...]
    weight: float = 1.0

    def weighted(self, weight: float) -> Member:
        return replace(self, weight=weight)

    def respond(self, views: list[Array]) -> Array:
        """The mean response of the fits, each on its own fold's view of the rows."""
        return np.asarray(np.mean([fit.respond(views[fit.fold]) for fit in self.fits], axis=0))


@dataclass(frozen=True)
class Bundle:
    """All fits of an ensemble joined for few rows: two walks instead of one per fit."""

    fits: tuple[Fit, ...]
    shares: Array  # how much each fit counts; they sum to 1

    @classmethod
    def of(cls, members: tuple[Member, ...]) -> Bundle:
        shares = [member.weight / len(member.fits) for member in members for _ in member.fits]
        return cls(tuple(fit for member in members for fit in member.fits), np.asarray(shares))

    @property
    def outputs(self) -> int:
        return self.fits[0].outputs

    @cached_property
    def base(self) -> Array:
        """(fits, outputs): the margins of a row about which nothing is known."""
        base = np.stack([fit.linear.base if fit.linear else fit.base for fit in self.fits])
        for forest in self._forests:
            base = base + forest.base(len(self.fits), self.outputs)
        return base

    def margins(self, views: Array) -> Array:
        """(rows, fits, outputs) of views (rows, folds, columns)."""
        margins = np.tile(np.stack([fit.base for fit in self.fits]), (len(views), 1, 1))
        for forest in self._forests:
            margins += forest.margins(views, len(self.fits), self.outputs)
        for number, fit in enumerate(self.fits):
            if fit.linear:
                margins[:, number] = fit.linear.margins(views[:, fit.fold])
        return margins

    def combine(self, margins: Array) -> Array:
        """(rows, outputs): the weighted mean of the fits' responses."""
        answers = (LINKS[fit.link].respond(margins[:, n], fit.scale) for n, fit in enumerate(self.fits))
        return np.asarray(sum(share * answer for share, answer in zip(self.shares, answers, strict=True)))

    def contributions(self, views: Array) -> Array:
        """(rows, fits, columns, outputs): what each encoded column added to each margin, counted from `base`.

        Shapley values for trees that know their cover, path attribution for others, coefficient times distance for
        linear ones: all add up to the margin.
        """
        rows, _, columns = views.shape
        moved = np.zeros((rows, len(self.fits), columns, self.outputs))
        for explainer in self._explainers:
            moved += explainer.contributions(views, len(self.fits), self.outputs)
        for number, fit in enumerate(self.fits):
            if fit.linear:
                moved[:, number] = fit.linear.contributions(views[:, fit.fold])
        return moved

    @cached_property
    def _forests(self) -> tuple[Forest, ...]:
        """One joined forest of all that can be walked together."""
        numbered = [(_numbered(fit.forest, number), fit.fold) for number, fit in enumerate(self.fits) if fit.forest]
        sorts = sorted({_sort(forest) for forest, _ in numbered})
        return tuple(forests.join([pair for pair in numbered if _sort(pair[0]) == sort]) for sort in sorts)

    @cached_property
    def _explainers(self) -> tuple[Shapley | Forest, ...]:
        exact = [each for forest in self._forests if forest.covered for each in explainers(forest, self.outputs)]
        return (*exact, *(forest for forest in self._forests if not forest.covered))


def _sort(forest: Forest) -> tuple[int, bool]:
    """The width of the leaves' values (single numbers, or one per class), and whether the cover is known."""
    return forest.value.shape[1], forest.covered


def _numbered(forest: Forest, number: int) -> Forest:
    return replace(forest, fit=np.full(forest.trees, number))
