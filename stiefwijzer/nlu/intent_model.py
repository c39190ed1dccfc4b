"""The linear intent model: small, exact about its reasons, and stored without pickles.

One logistic regression a label (one against the rest) over TF-IDF weighted features, so that a message may have several
labels. A linear model can say which words made it choose a label, because every word's share in the score is known;
`explain` reads that off. `stiefwijzer/nlu/training.py` makes one.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from stiefwijzer.nlu import features
from stiefwijzer.nlu.features import BLOCKS, LONGEST_PIECE
from stiefwijzer.nlu.phrases import strongest_phrase
from stiefwijzer.nlu.utterance import Utterance, Word

#: Words whose pieces are remembered; the same few thousand make up nearly all of what people write.
_REMEMBERED_WORDS: Final = 20_000

FloatArray = npt.NDArray[np.float32]


class Found(NamedTuple):
    """Known features of one block that cover the same tokens: their numbers, and `first` to `last` (inclusive)."""

    numbers: tuple[int, ...]
    first: int
    last: int


class Vector(NamedTuple):
    """A message as the model sees it, and nothing but its known features: their numbers, and what each one weighs."""

    numbers: npt.NDArray[np.int32]
    values: FloatArray


class IntentModel:
    """Scores labels for a message. Made by `training.fit` or `load`.

    Args:
        labels: What it knows, in the order of the columns of `weights`.
        vocabulary: "block:feature" names, in the order of the rows of `weights`.
        idf: Inverse document frequency of each feature.
        weights: One row a feature and a last one of intercepts, one column a label.
        words: The words it has seen, as they were written in lower case.
    """

    def __init__(
        self,
        labels: Sequence[str],
        vocabulary: Sequence[str],
        idf: FloatArray,
        weights: FloatArray,
        *,
        words: Collection[str],
    ) -> None:
        self.labels = tuple(labels)
        self.words = frozenset(words)
        self._numbers: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
        for number, name in enumerate(vocabulary):
            block, _, feature = name.partition(":")
            self._numbers[block][feature] = number
        self._idf: list[float] = idf.tolist()
        self._weights = weights
        self._known_pieces = lru_cache(maxsize=_REMEMBERED_WORDS)(self._find_pieces)

    def is_familiar(self, words: Sequence[Word]) -> bool:
        """Tell whether a word is known, or looks like known ones: at least half of its long pieces are.

        Without this, two letters that happen to occur in many words would be enough to choose a label.
        """
        known_pieces = self._numbers["piece"]
        if any(word.text in self.words and word.text.isalpha() for word in words):
            return True
        long = [piece for word in words for piece in features.pieces(word.text) if len(piece) == LONGEST_PIECE]
        known = sum(piece in known_pieces for piece in long)
        return bool(long) and known * 2 >= len(long)

    def find(self, utterance: Utterance) -> list[list[Found]]:
        """Return the known features of a message, one list a block."""
        words = utterance.words
        found = {
            "lemma": self._known("lemma", features.lemmas(words)),
            "pair": self._known("pair", features.pairs(utterance)),
            "piece": [Found(self._known_pieces(word.text), word.position, word.position) for word in words],
        }
        return [found[block] for block in BLOCKS]

    def _known(self, block: str, occurring: Sequence[features.Feature]) -> list[Found]:
        numbers = self._numbers[block]
        return [Found((numbers[name],), first, last) for name, first, last in occurring if name in numbers]

    def _find_pieces(self, word: str) -> tuple[int, ...]:
        known = self._numbers["piece"]
        return tuple(known[piece] for piece in features.pieces(word) if piece in known)

    def weigh(self, found: Sequence[Sequence[Found]]) -> Vector:
        """Return the weights of the known features; each block has length 1."""
        numbers: list[int] = []
        values: list[float] = []
        for block in found:
            counts = Counter(chain.from_iterable(each.numbers for each in block))
            weighted = [
                self._idf[number] if count == 1 else (1.0 + math.log(count)) * self._idf[number]
                for number, count in counts.items()
            ]
            length = math.sqrt(sum([value * value for value in weighted])) or 1.0
            numbers += counts
            values += [value / length for value in weighted]
        return Vector(np.array(numbers, dtype=np.int32), np.array(values, dtype=np.float32))

    def score(self, vector: Vector) -> npt.NDArray[np.float64]:
        """Return the log-odds of every label, in the order of `labels`; above 0 a label is likelier than not."""
        scores = vector.values @ self._weights.take(vector.numbers, axis=0) + self._weights[-1]
        return np.asarray(scores, dtype=np.float64)

    def explain(self, doc: Any, found: Sequence[Sequence[Found]], vector: Vector, label: str) -> tuple[int, int] | None:
        """Return the tokens (first, one past the last) that speak most for a label; None when none do."""
        shares = vector.values * self._weights[vector.numbers, self.labels.index(label)]
        share_of = dict(zip(vector.numbers.tolist(), shares.tolist(), strict=True))
        counts = Counter(chain.from_iterable(each.numbers for block in found for each in block))
        # What a feature adds to the score is divided over the places where it occurs, and there over its two ends.
        half_of = {number: share / counts[number] / 2 for number, share in share_of.items()}
        speaks_for = [0.0] * len(doc)
        for block in found:
            for numbers, first, last in block:
                for number in numbers:
                    speaks_for[first] += half_of[number]
                    speaks_for[last] += half_of[number]
        return strongest_phrase(doc, speaks_for)

    def save(self, directory: Path) -> None:
        """Write the model as plain JSON and arrays."""
        vocabulary = {number: f"{block}:{name}" for block in BLOCKS for name, number in self._numbers[block].items()}
        names = {
            "labels": self.labels,
            "vocabulary": [vocabulary[number] for number in sorted(vocabulary)],
            "words": sorted(self.words),
        }
        (directory / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "weights.npz", idf=np.array(self._idf, dtype=np.float32), weights=self._weights)

    @classmethod
    def load(cls, directory: Path) -> IntentModel:
        """Read a model written by `save`.

        Raises:
            FileNotFoundError: There is no model in `directory`.
        """
        names = json.loads((directory / "names.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            return cls(names["labels"], names["vocabulary"], arrays["idf"], arrays["weights"], words=names["words"])
