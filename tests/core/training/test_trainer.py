"""Whole trainings on real tables: honest scores, honest intervals, and a model that answers any row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.models import Scorer
from core.models.batch import take
from core.workspace import Workspace
from tests.core.training.training_room import Trained, column, load, rows, train
from tests.worlds import store


def test_a_model_beats_the_baseline_and_says_so(credit: Trained) -> None:
    score = credit.report["scores"]["roc_auc"]

    assert score["baseline"] == 0.5
    assert 0.72 < score["low"] < score["value"] < score["high"]
    assert credit.report["verdict"]["code"] == "signal"
    assert "clearly better than guessing" in credit.report["verdict"]["sentence"]


@pytest.mark.parametrize(("name", "target"), [("credit_g", "default"), ("diamonds", "price")])
def test_a_training_whose_time_is_over_before_it_begins_leaves_a_model(room: Workspace, name: str, target: str) -> None:
    trained = train(room, load(room, name), target=target, budget_seconds=5, late_seconds=60)

    score = trained.report["scores"][trained.report["metric"]["key"]]
    assert [member.key for member in trained.scorer.members] == ["boosting_fast"]
    assert (score["value"] - score["baseline"]) * (1 if trained.report["metric"]["higher_is_better"] else -1) > 0
    assert trained.report["warnings"] == [] or trained.report["warnings"][0]["code"] != "only_baseline"


def test_when_no_family_can_learn_the_baseline_is_the_model_and_a_warning_says_so(
    room: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    families = ("boosting", "extra_trees", "linear", "histograms")
    [monkeypatch.setattr(f"core.training.families.{family}.fit", lambda *_: None) for family in families]

    trained = train(room, load(room, "credit_g"), target="default", budget_seconds=5)

    assert trained.report["warnings"][0]["code"] == "only_baseline"
    assert "predicts the same for every row" in trained.report["warnings"][0]["sentence"]
    probabilities = trained.scorer.predict(rows(trained, trained.dataset))
    np.testing.assert_allclose(probabilities[:, 1], 0.3, atol=0.01)


def test_a_kind_of_model_that_crashes_is_told_and_does_not_end_the_training(
    room: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise FloatingPointError("a library stumbled")

    monkeypatch.setattr("core.training.families.boosting.fit", crash)

    trained = train(room, load(room, "credit_g"), target="default", budget_seconds=5, late_seconds=60)

    failed = next(row for row in trained.report["leaderboard"] if row["key"] == "boosting_fast")
    assert (failed["status"], failed["score"]) == ("failed", None)
    warning = next(one for one in trained.report["warnings"] if one["code"] == "candidate_failed")
    assert "could not be fitted: it ended with an error (FloatingPointError)" in warning["sentence"]


def test_a_random_target_has_no_signal(room: Workspace) -> None:
    random = "hash(n * 7919) % 2 = 0 AS coin, checking_balance, amount, age, purpose, job, credit_history, n"
    dataset = load(room, "credit_g", select=random)

    trained = train(room, dataset, target="coin", budget_seconds=6)

    assert trained.report["verdict"]["code"] == "no_signal"
    assert trained.report["warnings"][0]["code"] == "no_signal"


def test_the_score_holds_on_rows_that_were_kept_back(credit: Trained) -> None:
    kept_back = load(credit.ws, "credit_g", where="n % 4 = 0")

    probabilities = credit.scorer.predict(rows(credit, kept_back))[:, 1]

    truth = np.array(column(credit.ws, kept_back, "default")) == 2
    pairs = probabilities[truth][:, None] > probabilities[~truth][None, :]
    assert abs(pairs.mean() - credit.report["scores"]["roc_auc"]["value"]) < 0.09


def test_probabilities_are_calibrated(credit: Trained) -> None:
    assert credit.report["curves"]["calibration"]["error"] < 0.06


def test_intervals_hold_the_truth_nine_times_in_ten(diamonds: Trained) -> None:
    kept_back = load(diamonds.ws, "diamonds", where="n % 4 = 0")
    batch = rows(diamonds, kept_back)

    low, high = diamonds.scorer.interval(batch, diamonds.scorer.predict(batch))  # type: ignore[misc]

    truth = np.array(column(diamonds.ws, kept_back, "price"))
    assert 0.85 < np.mean((low <= truth) & (truth <= high)) < 0.95
    assert np.all(low >= 0)


def test_reported_coverage_is_near_what_was_promised(diamonds: Trained) -> None:
    interval = diamonds.report["curves"]["interval"]

    assert 0.89 < interval["coverage"] < 0.92
    assert min(fifth["coverage"] for fifth in interval["by_fifth"]) > 0.8


@pytest.mark.parametrize("name", ["credit", "diamonds", "wine"])
def test_reasons_add_up_to_the_prediction(name: str, request: pytest.FixtureRequest) -> None:
    trained: Trained = request.getfixturevalue(name)
    batch = take(rows(trained, trained.dataset), slice(0, 40))

    reasons = trained.scorer.reasons(batch)

    predicted = trained.scorer.predict(batch).reshape(40, -1)
    chosen = reasons.explained if reasons.scale == "probability" else np.zeros(40, int)
    np.testing.assert_allclose(reasons.base + reasons.contributions.sum(axis=1), predicted[np.arange(40), chosen])
    assert np.abs(reasons.contributions).max() > 0.01


@pytest.mark.parametrize("name", ["credit", "diamonds", "wine"])
def test_a_saved_model_answers_exactly_the_same(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    trained: Trained = request.getfixturevalue(name)
    batch = rows(trained, trained.dataset)

    trained.scorer.save(tmp_path)
    loaded = Scorer.load(tmp_path)

    np.testing.assert_array_equal(loaded.predict(batch), trained.scorer.predict(batch))
    few = take(batch, slice(0, 5))
    np.testing.assert_array_equal(loaded.reasons(few).contributions, trained.scorer.reasons(few).contributions)


@pytest.mark.parametrize("name", ["credit", "diamonds", "wine"])
def test_one_row_gets_the_answer_it_has_among_many(name: str, request: pytest.FixtureRequest) -> None:
    trained: Trained = request.getfixturevalue(name)
    batch = rows(trained, trained.dataset)

    alone = trained.scorer.predict(take(batch, slice(7, 8)))

    np.testing.assert_allclose(alone, trained.scorer.predict(batch)[7:8], rtol=1e-4)


def test_a_category_never_seen_counts_as_missing(credit: Trained) -> None:
    batch = take(rows(credit, credit.dataset), slice(0, 20))
    unseen = batch | {"purpose": np.array(["space travel"] * 20, object)}
    missing = batch | {"purpose": np.array([None] * 20, object)}

    np.testing.assert_array_equal(credit.scorer.predict(unseen), credit.scorer.predict(missing))


def test_a_row_with_everything_missing_gets_an_answer(credit: Trained) -> None:
    batch = take(rows(credit, credit.dataset), slice(0, 1))
    numbers = [feature.name for feature in credit.scorer.features if feature.kind == "number"]
    empty = {name: np.full(1, np.nan) if name in numbers else np.array([None], object) for name in batch}

    probabilities = credit.scorer.predict(empty)

    assert probabilities.sum() == pytest.approx(1)


def test_a_column_that_a_batch_lacks_counts_as_missing(credit: Trained) -> None:
    batch = take(rows(credit, credit.dataset), slice(0, 5))
    missing = batch | {"purpose": np.array([None] * 5, object)}
    lacking = {name: values for name, values in batch.items() if name != "purpose"}

    np.testing.assert_array_equal(credit.scorer.predict(lacking), credit.scorer.predict(missing))


def test_the_column_that_matters_most_is_the_most_important(diamonds: Trained) -> None:
    first = diamonds.report["importance"]["features"][0]

    assert first["feature"] in ("carat", "x", "y", "z")
    assert first["low"] > 0
    assert sum(feature.importance for feature in diamonds.scorer.features) == pytest.approx(1)


def test_a_model_holds_no_pickle_and_is_small(wine: Trained) -> None:
    files = {path.name for path in (wine.ws.folders.models / wine.model.id).rglob("*") if path.is_file()}

    assert files == {"scorer.json", "scorer.npz", "report.json", "checksums.json"}
    assert (wine.model.bytes or 0) < 20_000_000


def test_probabilities_of_many_classes_sum_to_one(wine: Trained) -> None:
    probabilities = wine.scorer.predict(rows(wine, wine.dataset))

    assert wine.scorer.classes == ("3", "4", "5", "6", "7", "8", "9")
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)


def test_classes_too_rare_to_learn_are_left_out_and_named(room: Workspace) -> None:
    rare = "SELECT range % 50 AS x, CASE WHEN range < 3 THEN 'odd one' WHEN range % 50 < 25 THEN 'a' ELSE 'b' END AS y"

    trained = train(room, store(room, f"{rare} FROM range(400)"), target="y", budget_seconds=5)

    assert trained.scorer.classes == ("a", "b")
    assert trained.report["rows_left_out"] == 3
    assert any("“odd one” (3)" in warning["sentence"] for warning in trained.report["warnings"])


def test_a_copy_of_the_target_is_reported_as_a_leak(room: Workspace) -> None:
    dataset = load(room, "diamonds", select="*, price * 1.1 + hash(n) % 50 AS total", where="n % 3 = 0")

    trained = train(room, dataset, target="price", budget_seconds=5)

    leaks = [warning["column"] for warning in trained.report["warnings"] if warning["code"] == "leak"]
    assert leaks[0] == "total"


def finished(trained: Trained) -> dict[str, float]:
    """The score of each candidate that the clock did not cut; how many extra trees there are follows the clock."""
    rows = [row for row in trained.report["leaderboard"] if row["status"] == "kept" and row["family"] != "extra_trees"]
    return {row["key"]: row["score"] for row in rows}


def test_odd_column_names_change_nothing(room: Workspace) -> None:
    odd = """ "age" AS "a[b]<c>", "amount" AS "SELECT ""x"", 'y'", purpose AS "🎲 {json: 1}", job AS "tablecast_row" """
    plain = "age, amount, purpose, job"

    first = train(room, load(room, "credit_g", select=f'{odd}, "default", n', where="n <= 200"), target="default")
    second = train(room, load(room, "credit_g", select=f'{plain}, "default", n', where="n <= 200"), target="default")

    both = finished(first).keys() & finished(second).keys()
    assert len(both) >= 3
    assert {key: finished(first)[key] for key in both} == {key: finished(second)[key] for key in both}
    assert [feature.name for feature in first.scorer.features][:2] == ["a[b]<c>", "SELECT \"x\", 'y'"]
