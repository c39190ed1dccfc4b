"""A second ear for danger: what the classifier learned from data/safety/examples/, for what nobody says in so many words.

The gate (`nlu/safety/`) hears what is said plainly, and needs nothing that was learned. People hint as well ("morgen
hebben ze geen last meer van me"), in more ways than anybody can list. Where a message, or a sentence of it, sounds like
such hints, the assistant asks kindly and directly (`crisis_check`); where it hardly sounds like anything else, it answers
as to danger.

How much it sounds like danger is the mean of two log-odds: of danger of the likeliest kind, and of any danger at all. A
message that sounds like something ordinary as well has to sound a little more like danger, and so has one sentence of
several.

It also doubts. A phrase knows words, not situations ("op kickboksen kreeg ik een schop"). Where a phrase of the gate fits a
message that sounds nothing like danger, the assistant asks instead of answering: the question has the same numbers under
it, so nobody is kept from them.

Every number here was chosen by `python -m evaluation.safety.tuning`, on examples left out of learning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from stiefwijzer import labels
from stiefwijzer.nlu.hearing import Scores
from stiefwijzer.nlu.utterance import Stretch

#: From here on it is asked about.
WORTH_ASKING: Final = 0.5
#: From this log-odds of its own on a kind of danger is answered, without asking. That a child writes is only ever answered:
#: their words are blanked then, so it has to be sure.
SURE: Final = 4.0
#: Under this log-odds of any danger, whatever the kind, what a phrase found is asked about.
DOUBTFUL: Final = 0.5
#: How much of the log-odds of the likeliest ordinary label is taken off.
CALMED: Final = 0.2
#: What is taken off for a sentence of several: alone, it says less than all of them together.
OF_A_SENTENCE: Final = 1.5

#: What a question about an unclear message is about.
_ASKED_ABOUT: Final = {"crisis_suicide": "suicide", "crisis_violence": "violence", "crisis_child_safety": "child"}


class Columns(NamedTuple):
    """Where the log-odds stand that say something about danger.

    Attributes:
        kinds: Of each kind of danger; empty when no danger was learned.
        danger: Of any danger at all; None when that was not learned.
        ordinary: Of everything else that somebody may say.
    """

    kinds: Mapping[str, int]
    danger: int | None
    ordinary: Sequence[int]

    @classmethod
    def of(cls, names: Sequence[str]) -> Columns:
        """Return the columns of a model that knows these labels."""
        kinds = {label: at for at, label in enumerate(names) if label in labels.SAFETY}
        aside = {labels.DANGER, labels.OF_PARTNER, *labels.SAFETY}
        return cls(
            kinds,
            names.index(labels.DANGER) if labels.DANGER in names else None,
            [at for at, label in enumerate(names) if label not in aside],
        )


class Worry(NamedTuple):
    """Danger that is likely.

    Attributes:
        label: What to answer.
        about: What an unclear message may be about; None when it is answered as danger, and nobody knows whose.
        confidence: How likely it is, from 0 to 1.
        sounds_like: The kind of danger it sounds like.
    """

    label: str
    about: str | None
    confidence: float
    sounds_like: str


def loudness(
    columns: Columns,
    parts: Mapping[Stretch, Scores],
    *,
    calmed: float = CALMED,
    of_a_sentence: float = OF_A_SENTENCE,
) -> float:
    """Return how much a message sounds like danger.

    Args:
        columns: Where what stands in the scores. There must be a kind of danger.
        parts: The log-odds of every label: first in the whole message, then in each of its sentences.
        calmed: As `CALMED`, to try others.
        of_a_sentence: As `OF_A_SENTENCE`, to try others.
    """

    def loud(scores: Scores) -> float:
        of_kind = max(float(scores[at]) for label, at in columns.kinds.items() if label != labels.CHILD_USER)
        of_any = of_kind if columns.danger is None else float(scores[columns.danger])
        ordinary = max((float(scores[at]) for at in columns.ordinary), default=0.0)
        return (of_kind + of_any) / 2 - calmed * max(ordinary, 0.0)

    whole, *sentences = map(loud, parts.values())
    return max([whole, *(sentence - of_a_sentence for sentence in sentences)])


def of_kinds(columns: Columns, parts: Mapping[Stretch, Scores]) -> dict[str, float]:
    """Return the log-odds of each kind of danger, where it is loudest; the arguments are those of `loudness`."""
    return {kind: max(float(scores[at]) for scores in parts.values()) for kind, at in columns.kinds.items()}


def of_any_kind(columns: Columns, parts: Mapping[Stretch, Scores]) -> float:
    """Return the highest log-odds of danger, any kind or none in particular; the arguments are those of `loudness`."""
    of_any = [] if columns.danger is None else [float(scores[columns.danger]) for scores in parts.values()]
    return max([*of_kinds(columns, parts).values(), *of_any])


def question_about(kind: str, columns: Columns, parts: Mapping[Stretch, Scores]) -> str | None:
    """Return what to ask about when a phrase found danger that the rest of the message does not sound like.

    Args:
        kind: The danger that the phrase speaks of.
        columns: As in `loudness`.
        parts: As in `loudness`.

    Returns:
        "suicide", "violence" or "child"; None when there is no doubt, or when asking makes no sense (a minor writes).
    """
    about = _ASKED_ABOUT.get(kind)
    return about if about and columns.kinds and of_any_kind(columns, parts) < DOUBTFUL else None


def hear(columns: Columns, parts: Mapping[Stretch, Scores]) -> Worry | None:
    """Return the danger that a message most likely hints at; None when it is not likely enough, or none was learned.

    The arguments are those of `loudness`.
    """
    if not columns.kinds:
        return None
    loud = of_kinds(columns, parts)
    kind = max(loud, key=lambda each: loud[each])
    if kind == labels.CHILD_USER and loud[kind] < SURE:
        kind = max((each for each in loud if each != labels.CHILD_USER), key=lambda each: loud[each])
    if loud[kind] >= SURE and kind != labels.CRISIS_CHECK:
        return Worry(kind, None, _probability(loud[kind]), kind)
    danger = loudness(columns, parts)
    if danger < WORTH_ASKING:
        return None
    return Worry(labels.CRISIS_CHECK, _ASKED_ABOUT.get(kind, "suicide"), _probability(danger), kind)


def _probability(log_odds: float) -> float:
    return float(1.0 / (1.0 + np.exp(-log_odds)))
