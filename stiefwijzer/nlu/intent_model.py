"""The linear intent model: small, exact about its reasons, and stored without pickles.

One logistic regression a label (one against the rest) over TF-IDF weighted features. A linear model can say which words
made it choose a label, because every word's share in the score is known; `evidence` reads that off.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from stiefwijzer.nlu import features
from stiefwijzer.nlu.features import BLOCKS, LONGEST_PIECE, Feature, Word
from stiefwijzer.nlu.phrases import strongest_phrase

#: Inverse regularisation strength; between 3 and 30 the accuracy hardly moves, at 10 confidences spread best.
STRENGTH: Final = 10.0
#: A piece of a word must occur in two messages to count; a word seen once may be the word someone uses next.
_MIN_MESSAGES: Final = {"lemma": 1, "word": 1, "piece": 2}


#: Words whose pieces are remembered; the same few thousand make up nearly all of what people write.
_REMEMBERED_WORDS: Final = 20_000

FloatArray = npt.NDArray[np.float32]


class Reading(NamedTuple):
    """One way to read a message: a label and how sure the model is (0 to 1; all readings sum to 1)."""

    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a message that speak most for a label; `text == message[start:end]`."""

    label: str
    text: str
    start: int
    end: int


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
    """Ranks labels for a document. Make one with `fit` or `load`."""

    def __init__(self, labels: Sequence[str], vocabulary: Sequence[str], idf: FloatArray, weights: FloatArray) -> None:
        self._labels = tuple(labels)
        self._numbers: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
        for number, name in enumerate(vocabulary):
            block, _, feature = name.partition(":")
            self._numbers[block][feature] = number
        self._idf: list[float] = idf.tolist()
        self._weights = weights  # one row a feature plus a last row of intercepts, one column a label
        self._known_pieces = lru_cache(maxsize=_REMEMBERED_WORDS)(self._find_pieces)

    @classmethod
    def fit(cls, docs: Sequence[Any], labels: Sequence[str]) -> IntentModel:
        """Learn from documents and their labels; the same data give the same model.

        Raises:
            ValueError: There are fewer than two different labels.
        """
        # A second to import, and only training needs them.
        from scipy.sparse import csr_matrix  # noqa: PLC0415
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        if len(set(labels)) < 2:  # noqa: PLR2004 - a choice needs two
            raise ValueError("an intent model needs examples of at least two labels")
        messages = [features.words(doc) for doc in docs]
        vocabulary, idf = _learn_vocabulary([features.extract(words) for words in messages])
        model = cls(sorted(set(labels)), vocabulary, idf, np.zeros((0, 0), dtype=np.float32))
        rows = [model.weigh(model.find(words)) for words in messages]
        lengths = np.cumsum([0, *(len(row.numbers) for row in rows)])
        matrix = csr_matrix(
            (np.concatenate([row.values for row in rows]), np.concatenate([row.numbers for row in rows]), lengths),
            shape=(len(rows), len(vocabulary)),
        )
        regression = LogisticRegression(
            C=STRENGTH, solver="liblinear", class_weight="balanced", multi_class="ovr", random_state=0
        ).fit(matrix, labels)
        coefficients, intercepts = regression.coef_, regression.intercept_
        if len(regression.classes_) == 2:  # noqa: PLR2004 - scikit-learn then stores one row for both
            coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.r_[-intercepts, intercepts]
        model._labels = tuple(str(label) for label in regression.classes_)
        model._weights = np.ascontiguousarray(np.vstack([coefficients.T, intercepts]), dtype=np.float32)
        return model

    def hear(self, doc: Any) -> tuple[list[Reading], Evidence | None]:
        """Return all labels, most likely first, and the evidence for the first one; nothing when no word is familiar."""
        words = features.words(doc)
        if not self.is_familiar(words):
            return [], None
        found = self.find(words)
        vector = self.weigh(found)
        readings = self.rank(vector)
        return readings, self.explain(doc, found, vector, readings[0].label)

    def is_familiar(self, words: Sequence[Word]) -> bool:
        """Tell whether a word is known, or looks like known ones: at least half of its long pieces are.

        Without this, two letters that happen to occur in many words would be enough to choose a label.
        """
        known_words, known_pieces = self._numbers["word"], self._numbers["piece"]
        if any(word.text in known_words and word.text.isalpha() for word in words):
            return True
        long = [piece for word in words for piece in features.pieces(word.text) if len(piece) == LONGEST_PIECE]
        known = sum(piece in known_pieces for piece in long)
        return bool(long) and known * 2 >= len(long)

    def find(self, words: Sequence[Word]) -> list[list[Found]]:
        """Return the known features of a message, one list a block."""
        lemmas, as_written = self._numbers["lemma"], self._numbers["word"]
        return [
            [Found((lemmas[name],), *tokens) for name, *tokens in features.lemmas(words) if name in lemmas],
            [Found((as_written[name],), *tokens) for name, *tokens in features.as_written(words) if name in as_written],
            [Found(self._known_pieces(word.text), word.position, word.position) for word in words],
        ]

    def _find_pieces(self, word: str) -> tuple[int, ...]:
        known = self._numbers["piece"]
        return tuple(known[piece] for piece in features.pieces(word) if piece in known)

    def weigh(self, found: list[list[Found]]) -> Vector:
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

    def rank(self, vector: Vector) -> list[Reading]:
        """Return all labels, most likely first."""
        scores = vector.values @ self._weights.take(vector.numbers, axis=0) + self._weights[-1]
        likely = 1.0 / (1.0 + np.exp(-scores.astype(np.float64)))
        likely /= likely.sum()
        order = np.argsort(-likely, kind="stable")
        return [
            Reading(self._labels[at], confidence) for at, confidence in zip(order, likely[order].tolist(), strict=True)
        ]

    def explain(self, doc: Any, found: list[list[Found]], vector: Vector, label: str) -> Evidence | None:
        """Return the words that speak most for a label; None when none do."""
        shares = vector.values * self._weights[vector.numbers, self._labels.index(label)]
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
        window = strongest_phrase(doc, speaks_for)
        if window is None:
            return None
        span = doc[window[0] : window[1]]
        start, end = span.start_char, span.end_char
        return Evidence(label, doc.text[start:end], start, end)

    def save(self, directory: Path) -> None:
        """Write the model as plain JSON and arrays."""
        vocabulary = {number: f"{block}:{name}" for block in BLOCKS for name, number in self._numbers[block].items()}
        names = {"labels": self._labels, "vocabulary": [vocabulary[number] for number in sorted(vocabulary)]}
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
            return cls(names["labels"], names["vocabulary"], arrays["idf"], arrays["weights"])


def _learn_vocabulary(messages: Sequence[dict[str, list[Feature]]]) -> tuple[list[str], FloatArray]:
    """Return the names of the features worth knowing, sorted, and their inverse document frequency."""
    messages_with: Counter[str] = Counter()
    for message in messages:
        messages_with.update({f"{block}:{feature.name}" for block in BLOCKS for feature in message[block]})
    vocabulary = sorted(name for name, count in messages_with.items() if count >= _MIN_MESSAGES[name.partition(":")[0]])
    total = len(messages)
    idf = [math.log((1 + total) / (1 + messages_with[name])) + 1.0 for name in vocabulary]
    return vocabulary, np.array(idf, dtype=np.float32)
