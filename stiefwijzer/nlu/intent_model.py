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
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from stiefwijzer.nlu.features import BLOCKS, LONGEST_PIECE, Feature, extract
from stiefwijzer.nlu.phrases import strongest_phrase

#: Inverse regularisation strength; between 3 and 30 the accuracy hardly moves, at 10 confidences spread best.
STRENGTH: Final = 10.0
#: A piece of a word must occur in two messages to count; a word seen once may be the word someone uses next.
_MIN_MESSAGES: Final = {"lemma": 1, "word": 1, "piece": 2}


FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
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


class IntentModel:
    """Ranks labels for a document. Make one with `fit` or `load`."""

    def __init__(self, labels: Sequence[str], vocabulary: Sequence[str], idf: FloatArray, weights: FloatArray) -> None:
        self._labels = tuple(labels)
        self._vocabulary = tuple(vocabulary)
        self._index = {name: position for position, name in enumerate(self._vocabulary)}
        self._idf = idf
        self._weights = weights  # one row a feature plus a last row of intercepts, one column a label

    @classmethod
    def fit(cls, docs: Sequence[Any], labels: Sequence[str]) -> IntentModel:
        """Learn from documents and their labels; the same data give the same model.

        Raises:
            ValueError: There are fewer than two different labels.
        """
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a second to import; only training needs it

        if len(set(labels)) < 2:  # noqa: PLR2004 - a choice needs two
            raise ValueError("an intent model needs examples of at least two labels")
        extracted = [extract(doc) for doc in docs]
        vocabulary, idf = _learn_vocabulary(extracted)
        model = cls(sorted(set(labels)), vocabulary, idf, np.zeros((0, 0), dtype=np.float32))
        rows = [model._vector(features) for features in extracted]
        lengths = np.cumsum([0, *(len(positions) for positions, _ in rows)])
        matrix = csr_matrix(
            (np.concatenate([values for _, values in rows]), np.concatenate([at for at, _ in rows]), lengths),
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
        features = extract(doc)
        if not self._is_familiar(features):
            return [], None
        vector = self._vector(features)
        readings = self._rank(vector)
        return readings, self._evidence(doc, features, vector, readings[0].label)

    def _is_familiar(self, features: dict[str, list[Feature]]) -> bool:
        """Tell whether a word is known, or looks like known ones: at least half of its long pieces are.

        Without this, two letters that happen to occur in many words would be enough to choose a label.
        """
        if any(feature.name.isalpha() and f"word:{feature.name}" in self._index for feature in features["word"]):
            return True
        long = [feature.name for feature in features["piece"] if len(feature.name) == LONGEST_PIECE]
        known = sum(f"piece:{name}" in self._index for name in long)
        return bool(long) and known * 2 >= len(long)

    def _rank(self, vector: tuple[npt.NDArray[np.int32], FloatArray]) -> list[Reading]:
        positions, values = vector
        scores = values @ self._weights[positions] + self._weights[-1]
        likely = 1.0 / (1.0 + np.exp(-scores.astype(np.float64)))
        likely /= likely.sum()
        order = np.argsort(-likely, kind="stable")
        return [Reading(self._labels[at], float(likely[at])) for at in order]

    def _evidence(
        self, doc: Any, features: dict[str, list[Feature]], vector: tuple[Any, FloatArray], label: str
    ) -> Evidence | None:
        column = self._labels.index(label)
        shares = dict(zip(vector[0].tolist(), vector[1] * self._weights[vector[0], column], strict=True))
        counts = Counter(_name(block, feature) for block in BLOCKS for feature in features[block])
        speaks_for = np.zeros(len(doc))
        for block in BLOCKS:
            for feature in features[block]:
                name = _name(block, feature)
                share = shares.get(self._index.get(name, -1), 0.0) / counts[name]
                speaks_for[feature.first] += share / 2
                speaks_for[feature.last] += share / 2
        window = strongest_phrase(doc, speaks_for.tolist())
        if window is None:
            return None
        span = doc[window[0] : window[1]]
        start, end = span.start_char, span.end_char
        return Evidence(label, doc.text[start:end], start, end)

    def _vector(self, features: dict[str, list[Feature]]) -> tuple[npt.NDArray[np.int32], FloatArray]:
        """Return the positions and weights of the known features; each block has length 1."""
        positions: list[int] = []
        values: list[float] = []
        for block in BLOCKS:
            counts = Counter(_name(block, feature) for feature in features[block])
            known = [
                (self._index[name], 1.0 + math.log(count)) for name, count in counts.items() if name in self._index
            ]
            weighted = [(at, frequency * float(self._idf[at])) for at, frequency in known]
            length = math.sqrt(sum(value * value for _, value in weighted)) or 1.0
            positions.extend(at for at, _ in weighted)
            values.extend(value / length for _, value in weighted)
        return np.array(positions, dtype=np.int32), np.array(values, dtype=np.float32)

    def save(self, directory: Path) -> None:
        """Write the model as plain JSON and arrays."""
        names = {"labels": self._labels, "vocabulary": self._vocabulary}
        (directory / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "weights.npz", idf=self._idf, weights=self._weights)

    @classmethod
    def load(cls, directory: Path) -> IntentModel:
        """Read a model written by `save`.

        Raises:
            FileNotFoundError: There is no model in `directory`.
        """
        names = json.loads((directory / "names.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            return cls(names["labels"], names["vocabulary"], arrays["idf"], arrays["weights"])


def _name(block: str, feature: Feature) -> str:
    return f"{block}:{feature.name}"


def _learn_vocabulary(extracted: list[dict[str, list[Feature]]]) -> tuple[list[str], FloatArray]:
    """Return the names of the features worth knowing, sorted, and their inverse document frequency."""
    messages_with: Counter[str] = Counter()
    for features in extracted:
        messages_with.update({_name(block, feature) for block in BLOCKS for feature in features[block]})
    vocabulary = sorted(name for name, count in messages_with.items() if count >= _MIN_MESSAGES[name.partition(":")[0]])
    total = len(extracted)
    idf = [math.log((1 + total) / (1 + messages_with[name])) + 1.0 for name in vocabulary]
    return vocabulary, np.array(idf, dtype=np.float32)
