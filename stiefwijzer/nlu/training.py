"""Training the intent model: the same examples give the same model, to the bit.

scipy and scikit-learn take a second to import and only training needs them, so only `train` commands import this module.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from stiefwijzer.nlu import features
from stiefwijzer.nlu.features import BLOCKS
from stiefwijzer.nlu.intent_model import FloatArray, IntentModel, Vector
from stiefwijzer.nlu.side_by_side import spread
from stiefwijzer.nlu.utterance import Utterance

#: Inverse regularisation strength.
STRENGTH: Final = 10.0
#: How many examples a feature must occur in. What occurs once teaches little, and makes training twice as slow.
_FEWEST_EXAMPLES: Final = {"lemma": 2, "pair": 5, "piece": 3}
#: Ten times more exact takes twice as long and changes no score that matters.
_TOLERANCE: Final = 0.1
#: The dual solver, a third of the time of the primal one on this many words, takes the examples in an order drawn by lot.
_SEED: Final = 0
#: How many examples a process takes at a time.
_SEEN_AT_ONCE: Final = 1000
#: More than any label has needed; who is not done by then says so.
_MOST_PASSES: Final = 1000


class Lessons(NamedTuple):
    """Examples of one kind.

    Attributes:
        utterances: The examples, read.
        labels: What each one says: several where several are there, none where none of its kind is.
    """

    utterances: Sequence[Utterance]
    labels: Sequence[Collection[str]]


def fit(ordinary: Lessons, danger: Lessons | None = None, blocks: Collection[str] = BLOCKS) -> IntentModel:
    """Learn from examples.

    Args:
        ordinary: What people say.
        danger: Messages of danger, and some that only look like it. Danger is learned from these and from the ordinary
            ones; of what else they say nothing is known, so the other labels are learned without them.
        blocks: Which blocks of features to use.

    Raises:
        ValueError: There are fewer than two different labels.
    """
    extra = danger or Lessons((), ())
    utterances = [*ordinary.utterances, *extra.utterances]
    labels = [*ordinary.labels, *extra.labels]
    names = sorted({label for each in labels for label in each})
    of_danger = frozenset(label for each in extra.labels for label in each)
    if len(names) < 2:  # noqa: PLR2004 - a choice needs two
        raise ValueError("an intent model needs examples of at least two labels")
    vocabulary, idf = _learn_vocabulary(utterances, blocks)
    words = _words_seen(utterances)
    blank = IntentModel(names, vocabulary, idf, np.zeros((0, 0), dtype=np.float32), words=words)
    rows = _rows(blank, utterances)
    ends = np.cumsum([0, *(len(row.numbers) for row in rows)])
    matrix = csr_matrix(
        (np.concatenate([row.values for row in rows]), np.concatenate([row.numbers for row in rows]), ends),
        shape=(len(rows), len(vocabulary)),
    ).astype(np.float64)

    def learn(label: str) -> FloatArray:
        known = len(labels) if label in of_danger else len(ordinary.labels)
        says_it = np.array([label in each for each in labels[:known]])
        regression = LogisticRegression(
            C=STRENGTH,
            solver="liblinear",
            dual=True,
            class_weight="balanced",
            tol=_TOLERANCE,
            max_iter=_MOST_PASSES,
            random_state=_SEED,
        )
        regression.fit(matrix[:known], says_it)
        return np.append(regression.coef_[0], regression.intercept_).astype(np.float32)

    weights = np.ascontiguousarray(np.stack(spread(learn, names), axis=1))
    return IntentModel(names, vocabulary, idf, weights, words=words)


def _rows(model: IntentModel, utterances: Sequence[Utterance]) -> list[Vector]:
    """Return every example as the model sees it."""

    def see(first: int) -> list[Vector]:
        return [model.weigh(model.find(utterance)) for utterance in utterances[first : first + _SEEN_AT_ONCE]]

    return [row for rows in spread(see, range(0, len(utterances), _SEEN_AT_ONCE)) for row in rows]


def _words_seen(utterances: Sequence[Utterance]) -> list[str]:
    """Return the words of at least two examples, as they were written: what occurs once may be a slip of the pen."""
    examples_with = Counter(word for utterance in utterances for word in {each.text for each in utterance.words})
    return sorted(word for word, count in examples_with.items() if count > 1)


def _learn_vocabulary(utterances: Sequence[Utterance], blocks: Collection[str]) -> tuple[list[str], FloatArray]:
    """Return the names of the features worth knowing, sorted, and their inverse document frequency."""
    total = len(utterances)
    frequency: dict[str, int] = {}
    for block in BLOCKS:
        examples_with: Counter[str] = Counter()
        for utterance in utterances if block in blocks else ():
            examples_with.update(features.names(utterance, block))
        fewest = _FEWEST_EXAMPLES[block]
        frequency |= {f"{block}:{name}": count for name, count in examples_with.items() if count >= fewest}
    vocabulary = sorted(frequency)
    idf = [math.log((1 + total) / (1 + frequency[name])) + 1.0 for name in vocabulary]
    return vocabulary, np.array(idf, dtype=np.float32)
