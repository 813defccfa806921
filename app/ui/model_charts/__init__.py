"""Charts of models: numbers in, a figure out. Drawn with the colours of the theme, legible in light and dark."""

from app.ui.model_charts.classification import MOST_CLASSES, by_class, calibration, confusion, precision_recall, roc
from app.ui.model_charts.explaining import importance, probabilities, value, waterfall
from app.ui.model_charts.leaderboard import leaderboard
from app.ui.model_charts.learning import learning
from app.ui.model_charts.regression import coverage, on_average, predicted_actual, residuals
from app.ui.model_charts.what_if import along, by_level

__all__ = [
    "MOST_CLASSES",
    "along",
    "by_class",
    "by_level",
    "calibration",
    "confusion",
    "coverage",
    "importance",
    "leaderboard",
    "learning",
    "on_average",
    "precision_recall",
    "predicted_actual",
    "probabilities",
    "residuals",
    "roc",
    "value",
    "waterfall",
]
