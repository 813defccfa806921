"""Charts of models: numbers in, a figure out. Drawn with the colours of the theme, legible in light and dark."""

from app.ui.model_charts.classification import calibration, confusion, precision_recall, roc
from app.ui.model_charts.explaining import importance, probabilities, value, waterfall
from app.ui.model_charts.leaderboard import leaderboard
from app.ui.model_charts.regression import coverage, predicted_actual, residuals

__all__ = [
    "calibration",
    "confusion",
    "coverage",
    "importance",
    "leaderboard",
    "precision_recall",
    "predicted_actual",
    "probabilities",
    "residuals",
    "roc",
    "value",
    "waterfall",
]
