"""Fitted encoder for text: character or word n-grams, weighted by how rare they are, projected to a few numbers.

Each distinct text is encoded once (tables repeat their texts), without sklearn: dictionary lookups and one product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

import core.models.batch as batches
from core.models.batch import Array, Batch

SHORTEST, LONGEST = 2, 4  # characters in an n-gram: syllables and word stems
LONGEST_TEXT = 2000  # characters looked at: enough for any sentence, bounded for a pasted book


@dataclass(frozen=True)
class Topics:
    """A text as its length and its place along the main directions of its n-grams.

    `grams`: "characters" or "words". `rarity` (G,): inverse document frequencies. `directions`: (G, D) float32.
    """

    source: str
    grams: str
    vocabulary: tuple[str, ...]
    rarity: Array
    directions: Array

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,)

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.source}: length", *(f"{self.source}: topic {n + 1}" for n in range(self.directions.shape[1])))

    @property
    def levels_each(self) -> tuple[int, ...]:
        return (0,) * len(self.names)

    @cached_property
    def places(self) -> dict[str, int]:
        return {gram: place for place, gram in enumerate(self.vocabulary)}

    def encode(self, batch: Batch) -> Array:
        texts = [text or "" for text in batches.texts(batch, self.source)]
        distinct = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        encoded = (
            np.stack([self._encode_one(text) for text in distinct]) if distinct else np.zeros((0, len(self.names)))
        )
        return np.asarray(encoded[[distinct[text] for text in texts]])

    def _encode_one(self, text: str) -> Array:
        places, weights = weigh(GRAMS[self.grams](text), self.places, self.rarity)
        return np.asarray(np.r_[len(text), weights @ self.directions[places]])


def weigh(grams: Iterable[str], places: dict[str, int], rarity: Array) -> tuple[Array, Array]:
    """The known n-grams of one text: their places and weights (1 + log count, times rarity, to unit length)."""
    counts = Counter(gram for gram in grams if gram in places)
    found = np.fromiter((places[gram] for gram in counts), np.int64, len(counts))
    weights = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * rarity[found]
    return found, weights / max(float(np.sqrt(weights @ weights)), 1e-12)


def characters(text: str) -> list[str]:
    """Runs of 2 to 4 characters inside words, the edges of words marked by a blank."""
    words = [f" {word} " for word in text[:LONGEST_TEXT].lower().split()]
    sizes = range(SHORTEST, LONGEST + 1)
    return [word[at : at + size] for word in words for size in sizes for at in range(len(word) - size + 1)]


def words(text: str) -> list[str]:
    """Words, and pairs of neighbours."""
    single = "".join(c if c.isalnum() else " " for c in text[:LONGEST_TEXT].lower()).split()
    return single + [f"{first} {second}" for first, second in pairwise(single)]


GRAMS = {"characters": characters, "words": words}
