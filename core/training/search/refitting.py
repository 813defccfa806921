"""What answers after a forward split: the chosen members learned once more, now also from the latest rows.

The blocks of time told how good such a model is and how long each member should learn; a model that stopped learning
before the latest block would answer about tomorrow from the day before yesterday.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import core.training.families as families
from core.models.encoding import FoldEncoding
from core.models.members import Fit, Member
from core.training.families.fitting import Limit
from core.training.search.candidates import Candidate
from core.training.search.problem import Problem, WholeFold

WHOLE, LATEST = 0, 1  # places of the two encodings that fits refer to


@dataclass(frozen=True)
class Answering:
    """The members as they will answer, and the encodings that their fits read."""

    members: tuple[Member, ...]
    encodings: tuple[FoldEncoding, ...]


def answering(problem: Problem, members: Sequence[Member], candidates: Sequence[Candidate], limit: Limit) -> Answering:
    """The members themselves where folds are of equal standing; refitted on all rows where they follow in time.

    A member for which the time is too short answers with its latest fold's fit.
    """
    if not problem.forward:
        return Answering(tuple(members), tuple(fold.encoding for fold in problem.folds))
    whole = WholeFold(problem, problem.fitted)
    by_key = {candidate.member.key: candidate for candidate in candidates}
    refitted = []
    for place, member in enumerate(members):
        share = Limit(time.monotonic() + limit.left / (len(members) - place))
        fit = _refit(whole, by_key[member.key], share) or replace(member.fits[0], fold=LATEST)
        refitted.append(replace(member, fits=(fit,)))
    return Answering(tuple(refitted), (whole.encoding, problem.folds[0].encoding))


def _refit(whole: WholeFold, candidate: Candidate, limit: Limit) -> Fit | None:
    """A fit on all rows that learns as long as was best on the blocks; None when there is no time for all of it."""
    if limit.left < candidate.seconds / len(candidate.fold_losses):
        return None
    configuration = families.configuration(candidate.member.key)
    grow, steps = families.family(configuration.family).load(), candidate.steps[0]
    grown = grow(whole, configuration.settings, replace(limit, steps=steps))
    return None if grown is None or grown.cut else replace(grown.finish(steps).fit, fold=WHOLE)
