"""A second ear for danger: what the classifier learned from data/safety/examples/, for what nobody says in so many words.

The gate (`nlu/safety/`) hears what is said plainly, and needs nothing that was learned. People hint as well ("morgen
hebben ze geen last meer van me"), in more ways than anybody can list. Where a message, or a sentence of it, sounds like
such hints, the assistant asks kindly and directly (`crisis_check`); where it hardly sounds like anything else, it answers
as to danger.

It also doubts. A phrase knows words, not situations ("op kickboksen kreeg ik een schop"). Where a phrase of the gate fits a
message that sounds nothing like danger, the assistant asks instead of answering: the question has the same numbers under
it, so nobody is kept from them.

The three numbers were chosen by `python -m evaluation.safety.tuning`, on examples left out of learning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from stiefwijzer import labels
from stiefwijzer.nlu.hearing import Scores
from stiefwijzer.nlu.utterance import Stretch

#: From this log-odds on it is answered as danger, and from that on it is asked about.
SURE: Final = 4.0
WORTH_ASKING: Final = 2.0
#: Under this log-odds what a phrase found is asked about.
DOUBTFUL: Final = 0.0

#: What a question about an unclear message is about. Whether a child writes is no question to ask somebody: their words are
#: blanked when one does, so that has to be sure.
_ASKED_ABOUT: Final = {"crisis_suicide": "suicide", "crisis_violence": "violence", "crisis_child_safety": "child"}


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


def loudest(columns: Mapping[str, int], parts: Mapping[Stretch, Scores]) -> tuple[float, str]:
    """Return the highest log-odds of any danger in any part of a message, and of which danger.

    Args:
        columns: Where each kind of danger stands in the scores.
        parts: The log-odds of every label in the whole message, and in each of its sentences.
    """
    return max((float(scores[at]), label) for scores in parts.values() for label, at in columns.items())


def question_about(kind: str, columns: Mapping[str, int], parts: Mapping[Stretch, Scores]) -> str | None:
    """Return what to ask about when a phrase found danger that the rest of the message does not sound like.

    Args:
        kind: The danger that the phrase speaks of.
        columns: As in `loudest`.
        parts: As in `loudest`.

    Returns:
        "suicide", "violence" or "child"; None when there is no doubt, or when asking makes no sense (a minor writes).
    """
    about = _ASKED_ABOUT.get(kind)
    return about if about and columns and loudest(columns, parts)[0] < DOUBTFUL else None


def hear(columns: Mapping[str, int], parts: Mapping[Stretch, Scores]) -> Worry | None:
    """Return the danger that a message most likely hints at; None when it is not likely enough, or none was learned.

    The arguments are those of `loudest`.
    """
    if not columns:
        return None
    score, kind = loudest(columns, parts)
    if score < WORTH_ASKING or (score < SURE and kind == labels.CHILD_USER):
        return None
    confidence = float(1.0 / (1.0 + np.exp(-score)))
    if kind == labels.CRISIS_CHECK or (score < SURE and kind in _ASKED_ABOUT):
        return Worry(labels.CRISIS_CHECK, _ASKED_ABOUT.get(kind, "suicide"), confidence, kind)
    return Worry(kind, None, confidence, kind)
