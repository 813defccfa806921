"""Fits the text encoder: which n-grams to count, how rare they are, and the few directions that tell texts apart."""

from __future__ import annotations

from collections import Counter

import numpy as np

from core.models.batch import Array
from core.models.encoding import Topics
from core.models.encoding.text import GRAMS, weigh

MOST_TEXTS = 5000  # distinct texts looked at: more change the directions little
MOST_GRAMS = 8000
DIRECTIONS = 20
RARE = 3  # an n-gram in fewer texts says nothing about others


def fit(source: str, grams: str, values: list[str | None], *, seed: int, directions: int = DIRECTIONS) -> Topics | None:
    """The encoder of one text column, or None when no n-gram repeats."""
    texts = _some([value for value in dict.fromkeys(values) if value], seed)
    split = [GRAMS[grams](text) for text in texts]
    vocabulary, rarity = _vocabulary(split)
    width = min(directions, len(vocabulary) - 1, len(texts) - 1)
    if width < 1:
        return None
    return Topics(source, grams, vocabulary, rarity, _directions(split, vocabulary, rarity, width, seed))


def _some(texts: list[str], seed: int) -> list[str]:
    if len(texts) <= MOST_TEXTS:
        return texts
    chosen = np.random.default_rng(seed).choice(len(texts), MOST_TEXTS, replace=False)
    return [texts[at] for at in sorted(chosen)]


def _vocabulary(split: list[list[str]]) -> tuple[tuple[str, ...], Array]:
    counts = Counter(gram for grams in split for gram in set(grams))
    common = sorted((-count, gram) for gram, count in counts.items() if count >= min(RARE, max(2, len(split) // 500)))
    kept = common[:MOST_GRAMS]
    occurrences = np.array([-count for count, _ in kept], np.float64)
    return tuple(gram for _, gram in kept), np.log((1 + len(split)) / (1 + occurrences)) + 1


def _directions(split: list[list[str]], vocabulary: tuple[str, ...], rarity: Array, width: int, seed: int) -> Array:
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    places = {gram: place for place, gram in enumerate(vocabulary)}
    rows = [weigh(grams, places, rarity) for grams in split]
    starts = np.cumsum([0, *(len(found) for found, _ in rows)])
    table = csr_matrix(
        (np.concatenate([weights for _, weights in rows]), np.concatenate([found for found, _ in rows]), starts),
        shape=(len(split), len(vocabulary)),
    )
    _, _, right = randomized_svd(table.astype(np.float32), width, n_iter=2, random_state=seed)
    return np.ascontiguousarray(right.T, np.float32)
