"""How far a figure could lie from the truth by the choice of messages alone: the bootstrap.

The messages are drawn again with replacement, a thousand times; drawing is choosing how often each message counts, so
all draws are one matrix product. A macro-F1 is over the labels that occur in the draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.hearer import Answer
from evaluation.scores import with_labels

RESAMPLES: Final = 1000
SEED: Final = 20
_PERCENTILES: Final = (2.5, 97.5)

_FloatArray = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """The middle 95 % of what the draws gave."""

    low: float
    high: float


def macro_f1_interval(answers: Sequence[Answer], *, resamples: int = RESAMPLES, seed: int = SEED) -> Interval | None:
    """Return the 95 % interval of macro-F1; None without messages that have labels."""
    if not with_labels(answers):
        return None
    return _interval(_macro_f1_of_draws(answers, resamples, seed))


def difference_interval(
    ones: Sequence[Answer], others: Sequence[Answer], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Return the 95 % interval of macro-F1 of one less that of another, on the same draws of the same messages.

    Raises:
        ValueError: The two were not asked the same messages.
    """
    if [answer.message for answer in ones] != [answer.message for answer in others]:
        raise ValueError("a paired difference needs answers to the same messages in the same order")
    if not with_labels(ones):
        return None
    return _interval(_macro_f1_of_draws(ones, resamples, seed) - _macro_f1_of_draws(others, resamples, seed))


def _macro_f1_of_draws(answers: Sequence[Answer], resamples: int, seed: int) -> _FloatArray:
    clear = with_labels(answers)
    names = sorted({name for message, _ in clear for name in message.labels})
    there = np.array([[name in message.labels for name in names] for message, _ in clear], dtype=np.float64)
    heard = np.array([[name in heard.names for name in names] for _, heard in clear], dtype=np.float64)
    size = len(clear)
    counts = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=resamples).astype(np.float64)
    right, of_messages, of_answers = counts @ (there * heard), counts @ there, counts @ heard
    f1 = 2 * right / np.maximum(of_messages + of_answers, 1)
    occurs = of_messages > 0
    means: _FloatArray = (f1 * occurs).sum(axis=1) / occurs.sum(axis=1)
    return means


def _interval(values: _FloatArray) -> Interval:
    low, high = np.percentile(values, _PERCENTILES)
    return Interval(float(low), float(high))
