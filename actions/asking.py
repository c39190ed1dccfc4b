"""Asking now and then whether an answer helped; only how often is counted (stiefwijzer/storage/feedback.py)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from rasa_sdk.events import EventType, SlotSet

from actions.memory import FEEDBACK, RATED, UNRATED, set_now
from stiefwijzer import labels
from stiefwijzer.content import texts

#: After so many answers it is asked once.
EVERY: Final = 5
#: What is asked about: advice and explanations; not what was heard of somebody.
_ASKED_OF: Final = frozenset((*labels.STEPS, *labels.TIPS, *labels.EXPLANATIONS))
_BEGIN: Final = f"{labels.CHOICE}:begin:"
HELPED: Final = f"{labels.CHOICE}:helped"
NOT_HELPED: Final = f"{labels.CHOICE}:not_helped"
#: Quick replies of the answer that stay beside the two.
_STAY: Final = 2


def whether_it_helped(
    tracker: Any, label: str, variant: str | None, bubbles: Sequence[str], leads_to: Sequence[str]
) -> tuple[list[str], list[str], list[EventType]]:
    """Return an answer as it is, or with "hielp dit?" instead of its last question when it is time to ask.

    Returns:
        The bubbles, what they lead to, and the memory of how long ago it was asked.
    """
    if label not in _ASKED_OF:
        return list(bubbles), list(leads_to), []
    unrated = int(tracker.get_slot(UNRATED) or 0) + 1
    # An answer that leads to an exercise asks to begin it; when it is time, the exercise asks at its end.
    if unrated < EVERY or any(each.startswith(_BEGIN) for each in leads_to):
        return list(bubbles), list(leads_to), [set_now(tracker, UNRATED, unrated)]
    asked = [*bubbles[:-1], f"{without_question(bubbles[-1])} {texts().moments.helped}".strip()]
    rated = f"{label}/{variant}" if variant else label
    return (
        asked,
        [HELPED, NOT_HELPED, *leads_to[:_STAY]],
        [set_now(tracker, UNRATED, 0), set_now(tracker, RATED, rated)],
    )


def verdict(tracker: Any, *, helped: bool, rated: str | None = None) -> list[EventType]:
    """Return the event that is counted: which answer, and whether it helped; none when nothing was asked."""
    answer = rated or tracker.get_slot(RATED)
    return [SlotSet(FEEDBACK, {"answer": answer, "helped": helped}), SlotSet(RATED, None)] if answer else []


def without_question(bubble: str) -> str:
    """Return a bubble without the question that leads on, which stands last."""
    return re.sub(r"(?:^|(?<=[.!?”]) )[^.!?]*\?$", "", bubble)
