"""How good answers are: pure functions from messages and what was heard in them to figures.

A message has one or more labels, or none when nobody could know what is meant. Precision, recall and F1 are over the
messages with labels, set against set; how the others are met is counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.hearer import Answer
from stiefwijzer import labels


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label is heard.

    Attributes:
        label: Its name.
        n: How many messages have it.
        right: In how many of those it was answered.
        answered: How often it was answered.
    """

    label: str
    n: int
    right: int
    answered: int

    @property
    def precision(self) -> float | None:
        """The share right of what was answered; None when it never was."""
        return self.right / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """The share answered of those that have it; None when no message has it."""
        return self.right / self.n if self.n else None

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 when it is neither there nor answered."""
        return 2 * self.right / (self.n + self.answered) if self.n + self.answered else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """How good a set of answers is; a share is None when there is nothing to take a share of.

    Attributes:
        messages: How many messages there are.
        with_labels: How many of them have labels.
        several: How many of those have more than one.
        macro_f1: Mean of F1 over the labels that occur, each counting the same.
        micro_f1: F1 over all labels of all messages together.
        macro_f1_first: Macro-F1 when only the first label counts, in messages and in answers.
        first_right: Share whose first answer is the first label.
        first_among: Share whose first answer is one of the labels.
        exact: Share whose labels are heard exactly, no more and no less.
        not_sure: Share of the messages with labels that is asked back.
        asked_about_danger: Share of the messages with labels that is asked about danger, where there is none.
        wrong_and_confident: Share of the messages with labels that is answered, first with none of them.
        unclear_asked_back: Share of the messages without labels that is asked back.
        about_right: Share of the messages about somebody that is heard to be about them.
    """

    messages: int
    with_labels: int
    several: int
    macro_f1: float | None
    micro_f1: float | None
    macro_f1_first: float | None
    first_right: float | None
    first_among: float | None
    exact: float | None
    not_sure: float | None
    asked_about_danger: float | None
    wrong_and_confident: float | None
    unclear_asked_back: float | None
    about_right: float | None


def score(answers: Sequence[Answer]) -> Score:
    """Return all figures of a set of answers."""
    clear = with_labels(answers)
    unclear = [answer for answer in answers if not answer.message.labels]
    about = [answer for answer in answers if answer.message.about]
    of_labels = by_label(answers)
    return Score(
        messages=len(answers),
        with_labels=len(clear),
        several=sum(len(message.labels) > 1 for message, _ in clear),
        macro_f1=_macro(of_labels),
        micro_f1=_micro(of_labels),
        macro_f1_first=_macro(by_label(answers, first_only=True)),
        first_right=_share([heard.first == message.labels[0] for message, heard in clear]),
        first_among=_share([heard.first in message.labels for message, heard in clear]),
        exact=_share([heard.names == set(message.labels) for message, heard in clear]),
        not_sure=_share([not heard.labels for _, heard in clear]),
        asked_about_danger=_share([asked_about_danger(answer) for answer in clear]),
        wrong_and_confident=_share([wrong_and_confident(answer) for answer in clear]),
        unclear_asked_back=_share([not heard.labels for _, heard in unclear]),
        about_right=_share([heard.about == message.about for message, heard in about]),
    )


def by_label(answers: Sequence[Answer], *, first_only: bool = False) -> list[LabelScore]:
    """Return the score of every label that a message has or an answer names, in the order of the alphabet.

    Args:
        answers: Messages and what was heard; those without labels do not count here.
        first_only: Whether only the first label of each message and of each answer counts.
    """
    sets = [_sets(answer, first_only=first_only) for answer in with_labels(answers)]
    names = sorted({name for there, heard in sets for name in there | heard})
    return [
        LabelScore(
            name,
            n=sum(name in there for there, _ in sets),
            right=sum(name in there and name in heard for there, heard in sets),
            answered=sum(name in heard for _, heard in sets),
        )
        for name in names
    ]


def with_labels(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers to messages that have labels."""
    return [answer for answer in answers if answer.message.labels]


def asked_about_danger(answer: Answer) -> bool:
    """Tell whether a message that speaks of no danger is asked about it: a question too many, but no answer."""
    return answer.heard.first == labels.CRISIS_CHECK != answer.message.labels[0]


def wrong_and_confident(answer: Answer) -> bool:
    """Tell whether a message with labels is answered, and first with none of them."""
    heard = answer.heard.first
    return heard is not None and heard not in answer.message.labels and not asked_about_danger(answer)


def wrong(answer: Answer) -> bool:
    """Tell whether an answer is not exactly what it should be: other labels, or another one first."""
    first = answer.message.labels[0] if answer.message.labels else None
    return answer.heard.first != first or answer.heard.names != set(answer.message.labels)


def _sets(answer: Answer, *, first_only: bool) -> tuple[frozenset[str], frozenset[str]]:
    message, heard = answer
    if first_only:
        return frozenset(message.labels[:1]), frozenset({heard.first} if heard.first else ())
    return frozenset(message.labels), heard.names


def _macro(labels: Sequence[LabelScore]) -> float | None:
    there = [label.f1 for label in labels if label.n]
    return sum(there) / len(there) if there else None


def _micro(labels: Sequence[LabelScore]) -> float | None:
    both = sum(label.n + label.answered for label in labels)
    return 2 * sum(label.right for label in labels) / both if both else None


def _share(holds: Sequence[bool]) -> float | None:
    return sum(holds) / len(holds) if holds else None
