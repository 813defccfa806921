"""The members that answer after a forward split."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from core.training import families
from core.training.families.fitting import Limit
from core.training.search import candidates, parting, refitting
from core.training.search.candidates import Candidate
from core.training.search.keeping import Plan
from core.training.search.problem import Problem
from core.training.search.refitting import Answering
from core.training.splitting import Split
from tests.core.training.problems import problem

PLENTY_SECONDS = 60


def forward(task: str) -> Problem:
    known, split = problem(task), Split("forward", "n")
    keys = np.arange(len(known.target), dtype=float)
    parts = parting.assign(split, keys, known.target, Plan(3, 3), stratify=False, seed=0)
    return replace(known, part=parts.part, fitted=parts.judged, split=split, keys=keys)


def answering(known: Problem, key: str, seconds: float) -> tuple[Candidate, Answering]:
    limit = Limit(time.monotonic() + PLENTY_SECONDS)
    candidate = candidates.fit(known, families.configuration(key), limit, None)
    assert isinstance(candidate, Candidate)
    left = Limit(time.monotonic() + seconds)
    return candidate, refitting.answering(known, [candidate.member], [candidate], left)


@pytest.mark.parametrize("key", ["boosting_fast", "extra_trees", "histograms", "linear", "baseline"])
@pytest.mark.parametrize("task", ["regression", "multiclass"])
def test_a_member_learns_once_more_from_all_rows(task: str, key: str) -> None:
    known = forward(task)

    _, refitted = answering(known, key, PLENTY_SECONDS)

    (fit,) = refitted.members[0].fits
    matrix = np.hstack([known.matrix, refitted.encodings[fit.fold].encode(known.batch)])
    assert fit.fold == refitting.WHOLE
    assert np.isfinite(fit.respond(matrix)).all()


def test_what_was_learned_once_more_knows_the_latest_rows() -> None:
    known = forward("regression")
    latest = known.folds[0].held_out

    candidate, refitted = answering(known, "extra_trees", PLENTY_SECONDS)

    (fit,) = refitted.members[0].fits
    matrix = np.hstack([known.matrix, refitted.encodings[fit.fold].encode(known.batch)])[latest]
    unseen = np.abs(candidate.member.fits[0].respond(known.folds[0].held_out_matrix)[:, 0] - known.target[latest])
    assert np.abs(fit.respond(matrix)[:, 0] - known.target[latest]).mean() < unseen.mean() / 2


def test_without_time_the_latest_fold_answers() -> None:
    known = forward("regression")

    candidate, refitted = answering(known, "boosting_fast", 0.0)

    (fit,) = refitted.members[0].fits
    assert fit.fold == refitting.LATEST
    np.testing.assert_array_equal(fit.base, candidate.member.fits[0].base)
    assert len(refitted.encodings) == 2


def test_folds_of_equal_standing_answer_together() -> None:
    candidate, same = answering(problem("regression"), "boosting_fast", PLENTY_SECONDS)

    assert same.members == (candidate.member,)
    assert len(same.encodings) == 3
