"""Compares the trainer with XGBoost and histogram boosting as they come, on the tables of a folder, at equal budget.

    python benchmarks/training.py FOLDER TARGETS.csv --budget 15 --seeds 1

TARGETS.csv has the columns file, target and task. Three quarters of each table are learned from, one quarter is scored:
ROC AUC for two classes, minus log loss for more, minus RMSE for values. One line per table, losses included.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[1]))

import duckdb
import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder
from xgboost import XGBClassifier, XGBRegressor

from core import jobs, models, training, workspace
from core.config import Settings
from core.models.batch import from_arrow
from tests.worlds import store

MOST_CARDINALITY = 255


@dataclass(frozen=True)
class Split:
    task: str
    target: str
    train: pd.DataFrame
    test: pd.DataFrame
    classes: tuple[Any, ...]

    def score(self, answers: np.ndarray[Any, Any]) -> float:
        truth = self.test[self.target]
        if self.task == "binary":
            return float(roc_auc_score(truth == self.classes[1], answers[:, 1]))
        if self.task == "multiclass":
            return -float(log_loss(truth, answers, labels=list(self.classes)))
        return -float(root_mean_squared_error(truth, answers))


def tablecast(split: Split, budget: int, seed: int) -> np.ndarray[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.parquet"
        split.train.to_parquet(path)
        ws = workspace.open(Settings(data_dir=Path(folder) / "data", sample_data=False))
        dataset = store(ws, f"SELECT * FROM read_parquet('{path}')")
        supervisor = jobs.Supervisor(ws)
        supervisor.start()
        try:
            model = training.start(ws, dataset, target=split.target, task=split.task, budget_seconds=budget, seed=seed)
            jobs.wait(ws, model.job_id or "", seconds=4 * budget + 60)
            scorer = models.load(ws, model.id)
            split.test.to_parquet(path)
            asked = duckdb.sql(f"SELECT * FROM read_parquet('{path}')").to_arrow_table()
            return scorer.predict(from_arrow(asked, scorer.features))
        finally:
            supervisor.close()
            ws.close()


def xgboost_default(split: Split, budget: int, seed: int) -> np.ndarray[Any, Any]:
    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=200, sparse_output=True)
    model = XGBRegressor(random_state=seed) if split.task == "regression" else XGBClassifier(random_state=seed)
    return _fit(split, encoder, model)


def histograms_default(split: Split, budget: int, seed: int) -> np.ndarray[Any, Any]:
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, max_categories=MOST_CARDINALITY)
    kind = HistGradientBoostingRegressor if split.task == "regression" else HistGradientBoostingClassifier
    return _fit(split, encoder, kind(random_state=seed))


def _fit(split: Split, encoder: Any, model: Any) -> np.ndarray[Any, Any]:
    text = make_column_selector(dtype_exclude="number")
    pipeline = make_pipeline(make_column_transformer((encoder, text), remainder="passthrough"), model)
    inputs, asked = split.train.drop(columns=split.target), split.test.drop(columns=split.target)
    if split.task == "regression":
        return np.asarray(pipeline.fit(inputs, split.train[split.target]).predict(asked))
    codes = split.train[split.target].map({label: code for code, label in enumerate(split.classes)})
    return np.asarray(pipeline.fit(inputs, codes).predict_proba(asked))


ENTRANTS: tuple[Callable[[Split, int, int], np.ndarray[Any, Any]], ...] = (
    tablecast,
    xgboost_default,
    histograms_default,
)


def read(file: Path, target: str, task: str, seed: int) -> Split:
    table = pd.read_csv(file).dropna(subset=[target])
    stratify = table[target] if task != "regression" else None
    train, test = train_test_split(table, test_size=0.25, random_state=seed, stratify=stratify)
    classes = () if task == "regression" else tuple(sorted(table[target].unique()))
    return Split(task, target, train.reset_index(drop=True), test.reset_index(drop=True), classes)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("targets", type=Path)
    asked.add_argument("--budget", type=int, default=15)
    asked.add_argument("--seeds", type=int, default=1)
    options = asked.parse_args()
    for row in csv.DictReader(options.targets.open()):
        for seed in range(options.seeds):
            split = read(options.folder / row["file"], row["target"], row["task"], seed)
            results = (line(entrant, split, options.budget, seed) for entrant in ENTRANTS)
            print(f"{row['file']:28} seed {seed}", *results, flush=True)


def line(entrant: Callable[..., Any], split: Split, budget: int, seed: int) -> str:
    started = time.monotonic()
    score = split.score(entrant(split, budget, seed))
    return f"| {entrant.__name__} {score:.5g} in {time.monotonic() - started:.1f} s"


if __name__ == "__main__":
    main()
