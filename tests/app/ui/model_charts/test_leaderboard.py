from __future__ import annotations

import numpy as np

from app.ui import model_charts
from app.ui.model_charts.leaderboard import MOST_CANDIDATES


def test_candidates_keep_their_order_with_the_best_on_top() -> None:
    scores = np.array([0.9, 0.8])

    figure = model_charts.leaderboard(["best", "other"], scores, scores - 0.1, scores + 0.1, metric="AUC")

    assert list(figure.data[0].y) == ["best", "other"]
    assert figure.layout.yaxis.autorange == "reversed"


def test_no_more_candidates_are_drawn_than_fit() -> None:
    scores = np.linspace(0.9, 0.5, MOST_CANDIDATES + 3)

    figure = model_charts.leaderboard([str(score) for score in scores], scores, scores, scores, metric="AUC")

    assert len(figure.data[0].x) == MOST_CANDIDATES
