"""The one place that decides what was heard: from ranked readings to what the assistant acts on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stiefwijzer import labels
from stiefwijzer.nlu.intent_model import Reading

#: Where a message carries the words it was understood by, for actions and for `classify`.
EVIDENCE: Final = "evidence"

#: Under this confidence the assistant asks back instead of answering. Raising it asks more and errs less.
SURE_ENOUGH: Final = 0.25


def decide(readings: Sequence[Reading]) -> Reading:
    """Return the reading to act on: the most likely one, or `labels.NOT_SURE`.

    Args:
        readings: Labels with their confidence, most likely first; may be empty.
    """
    if readings and readings[0].confidence >= SURE_ENOUGH:
        return readings[0]
    return Reading(labels.NOT_SURE, 1.0 - readings[0].confidence if readings else 1.0)
