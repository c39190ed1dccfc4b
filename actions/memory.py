"""What a conversation remembers, by the names of the slots, and small questions about it.

An action that changes its mind about a slot within one turn writes it on the tracker too (`set_now`): the events it returns
arrive only when the turn is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rasa_sdk.events import EventType, SlotSet

from stiefwijzer import labels, personal
from stiefwijzer.content import texts
from stiefwijzer.labels import SAFETY, label_of

#: The pattern or feeling heard last, and every one that was heard, the latest one last.
HEARD: Final = "heard"
RECOGNISED: Final = "recognised"
#: Who somebody is in the family: one of `labels.ROLES`.
ROLE: Final = "role"
#: What "ja" accepts: a label, or an option ("choice:..."), and all that was offered, for "de tweede".
OFFERED: Final = "offered"
CHOICES: Final = "choices"
MISSES: Final = "misses"
WELCOMED: Final = "welcomed"
SAID: Final = "said"
#: The step looked at last, and those of which the exercise was done.
STEP: Final = "step"
DONE: Final = "done"
#: The exercise that is going on (actions/exercises.py), the one that was put aside, and what is to be asked about later.
EXERCISE: Final = personal.EXERCISE
ASIDE: Final = personal.EXERCISE_ASIDE
TRYING: Final = personal.TRYING
#: Answers that somebody wanted kept.
KEPT: Final = personal.KEPT
#: How many answers there were since "hielp dit?", which one it was asked of, and the last verdict (storage/feedback.py).
UNRATED: Final = "unrated"
RATED: Final = "rated"
FEEDBACK: Final = personal.FEEDBACK
#: Whether a session has begun in which nothing was said yet.
NEW_SESSION: Final = "new_session"
#: The danger that was spoken of last, until somebody says that it is all right, and whose it is.
DANGER: Final = "danger"
DANGER_ABOUT: Final = "danger_about"
#: Whether a minor writes: nothing is offered to them, and no word of theirs is kept.
MINOR: Final = personal.MINOR
#: The country somebody seems to be in, when that matters.
COUNTRY: Final = "country"
#: The form that danger interrupted.
FORM_ASIDE: Final = "form_aside"
#: What outlives a new session and a restart.
OUTLIVES: Final = (DANGER, DANGER_ABOUT, MINOR, COUNTRY, FORM_ASIDE, WELCOMED)
#: What a new session knows of the one before besides.
REMEMBERED: Final = (HEARD, RECOGNISED, ROLE, OFFERED, CHOICES, SAID, STEP, DONE, ASIDE, TRYING, KEPT, UNRATED, RATED)

#: How many subjects back somebody can go.
MOST_REMEMBERED: Final = 10


def set_now(tracker: Any, slot: str, value: Any) -> EventType:
    """Set a slot at once for the rest of the turn, and return the event that keeps it."""
    tracker.slots[slot] = value
    return SlotSet(slot, value)


def recognise(tracker: Any, *heard: str) -> list[EventType]:
    """Return the memory of having heard patterns or feelings of the person who writes, the last one first in mind."""
    known = [label for label in recognised(tracker) if label not in heard]
    return [set_now(tracker, HEARD, heard[-1]), set_now(tracker, RECOGNISED, [*known, *heard])] if heard else []


def recognised(tracker: Any) -> list[str]:
    """Return the patterns and feelings heard so far, the latest one last."""
    heard = [label for label in tracker.get_slot(RECOGNISED) or [] if label in (*labels.PATTERNS, *labels.FEELINGS)]
    latest = tracker.get_slot(HEARD)
    return [*(label for label in heard if label != latest), latest] if latest else heard


def fitting(tracker: Any, variants: Iterable[str]) -> str | None:
    """Return which of some variants fits: what was heard, the latest first, then the role; None when none does."""
    there = set(variants)
    known = [*reversed(recognised(tracker)), tracker.get_slot(ROLE)]
    return next((each for each in known if each in there), None)


def remember(tracker: Any, *spoken_of: str) -> list[EventType]:
    """Return the memory of having spoken about subjects; talk about the talk is not worth going back to."""
    subjects = [label for label in spoken_of if label in labels.SUBJECTS or labels.is_topic(label)]
    if not subjects:
        return []
    memory = said(tracker)
    for label in subjects:
        if memory[-1:] != [label]:  # what is said twice in a row is one place to go back to
            memory.append(label)
    steps = [label for label in subjects if label in labels.STEPS[1:]]
    return [
        set_now(tracker, SAID, memory[-MOST_REMEMBERED:]),
        *([set_now(tracker, STEP, steps[-1])] if steps else []),
    ]


def said(tracker: Any) -> list[str]:
    """Return the subjects spoken about, the latest one last."""
    return [label for label in tracker.get_slot(SAID) or [] if label in texts().answers]


def danger_of(tracker: Any) -> str | None:
    """Return the danger that was spoken of and is not said to be over; None when there is none."""
    danger = tracker.get_slot(DANGER)
    return danger if danger in SAFETY else None


def country_of(tracker: Any) -> str | None:
    """Return the country somebody seems to be in by the latest message, or by an earlier one."""
    country: str | None = tracker.latest_message.get("country") or tracker.get_slot(COUNTRY)
    return country


def label_heard(tracker: Any) -> str:
    """Return the label of the latest message, or the topic whose button was pressed."""
    message = tracker.latest_message
    intent = str(message["intent"]["name"])
    if intent != labels.TOPIC:
        return label_of(intent)
    # A button outlives the topic it led to when somebody takes that out of the files.
    topic = str(message.get("choice"))
    return topic if topic in texts().topics else "clarify"


def nuances(tracker: Any) -> frozenset[str]:
    """Return what was heard beside the labels (stiefwijzer/nlu/nuances.py)."""
    return frozenset(tracker.latest_message.get("nuances") or ())


def is_typed(tracker: Any) -> bool:
    """Tell whether the latest message was typed; otherwise a button was pressed."""
    return not str(tracker.latest_message.get("text") or "").startswith("/")


def length(tracker: Any) -> int:
    """Return how many words the latest message has."""
    return len(str(tracker.latest_message.get("text") or "").split())
