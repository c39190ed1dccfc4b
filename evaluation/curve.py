"""Confidence: where to ask back instead of answering, and whether a confidence of 0.8 is right 8 times in 10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.hearer import Answer
from evaluation.scores import with_labels

STEPS: Final = 20
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Point:
    """What happens when everything under a threshold is asked back.

    Attributes:
        threshold: The least confidence that is answered.
        asked_back: Share of the messages with labels that is asked back.
        wrong: Share of those answered whose best guess is none of their labels; None when nothing is answered.
        wrong_of_all: The same as a share of all messages with labels.
        unclear_asked_back: Share of the messages without labels that is asked back; None when there are none.
    """

    threshold: float
    asked_back: float
    wrong: float | None
    wrong_of_all: float
    unclear_asked_back: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers with a confidence from `low` up to `high` (the last one includes it).

    Attributes:
        low: The least confidence.
        high: The confidence it ends at.
        n: How many answers it holds.
        confidence: Their mean confidence; None when there are none.
        right: The share of them whose first label is one of the message's; None when there are none.
    """

    low: float
    high: float
    n: int
    confidence: float | None
    right: float | None


def curve(answers: Sequence[Answer], steps: int = STEPS) -> list[Point]:
    """Return a point for each threshold from 0 to 1, from the best guess whether it was answered or not."""
    clear = with_labels(answers)
    unclear = [answer for answer in answers if not answer.message.labels]
    return [_point(clear, unclear, step / steps) for step in range(steps + 1)] if clear else []


def _point(clear: Sequence[Answer], unclear: Sequence[Answer], threshold: float) -> Point:
    answered = [(message, heard.best) for message, heard in clear if heard.best and heard.best.confidence >= threshold]
    wrong = sum(best.label not in message.labels for message, best in answered)
    kept_back = sum(not (heard.best and heard.best.confidence >= threshold) for _, heard in unclear)
    return Point(
        threshold,
        asked_back=1 - len(answered) / len(clear),
        wrong=wrong / len(answered) if answered else None,
        wrong_of_all=wrong / len(clear),
        unclear_asked_back=kept_back / len(unclear) if unclear else None,
    )


def calibration(answers: Sequence[Answer], bins: int = BINS) -> list[Bin]:
    """Return the answers by the confidence of their first label; what is asked back claims nothing and is left out."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for message, heard in answers:
        if heard.labels:
            label, confidence = heard.labels[0]
            held[min(int(confidence * bins), bins - 1)].append((confidence, label in message.labels))
    return [
        Bin(
            number / bins,
            (number + 1) / bins,
            len(each),
            confidence=sum(confidence for confidence, _ in each) / len(each) if each else None,
            right=sum(right for _, right in each) / len(each) if each else None,
        )
        for number, each in enumerate(held)
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return how far confidence and being right lie apart, over all answers; None when nothing was answered."""
    total = sum(each.n for each in bins)
    if not total:
        return None
    return (
        sum(
            each.n * abs(each.confidence - each.right)
            for each in bins
            if each.confidence is not None and each.right is not None
        )
        / total
    )
