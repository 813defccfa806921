"""What is learned from out-of-fold predictions about the ensemble itself: how sure it may be, and how far off it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.models.batch import Array
from core.models.members import Fit
from core.models.members.links import TINY, logistic, logit


@dataclass(frozen=True)
class Calibration:
    """Platt's sigmoid for two classes, a temperature for more: neither changes the order of the rows.

    Two classes: logistic(slope * logit(p) + shift). More: p to the power `slope`, to sum 1 again.
    """

    slope: float = 1.0
    shift: float = 0.0

    def apply(self, responses: Array) -> Array:
        """(n, 1) probability of the positive class or (n, classes), and the same back."""
        if responses.shape[1] == 1:
            return logistic(self.slope * logit(responses) + self.shift)
        raised = np.maximum(responses, TINY) ** self.slope
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Spread:
    """Prediction intervals by conformal prediction on out-of-fold residuals, wider where the model errs more.

    `fits` predict the logarithm of the absolute residual from the encoded columns and the prediction. An interval is
    the prediction ± quantile × (expected residual + floor), not below `least` when no target was negative (Lei et al.
    2018).
    """

    fits: tuple[Fit, ...]
    quantile: float
    floor: float
    level: float
    least: float | None = None

    def expected(self, matrix: Array, values: Array) -> Array:
        """The size of residual to expect for each row; 1 everywhere when there is no model of it."""
        if not self.fits:
            return np.ones(len(values))
        beside = np.column_stack([matrix, values]).astype(np.float32)
        return np.asarray(np.mean([np.exp(fit.respond(beside)[:, 0]) for fit in self.fits], axis=0) + self.floor)

    def interval(self, matrix: Array, values: Array) -> tuple[Array, Array]:
        half = self.quantile * self.expected(matrix, values)
        low, high = values - half, values + half
        return (low, high) if self.least is None else (np.maximum(low, self.least), np.maximum(high, self.least))
