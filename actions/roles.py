"""Who somebody is in the family: heard from what they write, said, or asked when an answer depends on it."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import memory, speaking
from actions.memory import OFFERED, ROLE, set_now
from stiefwijzer import labels
from stiefwijzer.content import texts

BOTH: Final = "both"
#: A bare word ("stiefvader") answers the question only where hardly anything stands around it.
_BARE: Final = 4
#: A longer message tells more than who somebody is.
_BRIEF: Final = 8


def hear(tracker: Any) -> list[EventType]:
    """Return the memory of the role that the latest message gives away; what is said outright goes first."""
    said = [role for role in labels.ROLES if f"is_{role}" in memory.nuances(tracker)]
    if not said and waits_for(tracker) and memory.length(tracker) <= _BARE:
        said = [role for role in labels.ROLES if f"word_{role}" in memory.nuances(tracker)]
    # In an exercise somebody tells of long ago: "mijn vader en zijn kinderen" says nothing of who they are now.
    now = not tracker.get_slot(memory.EXERCISE)
    told = [role for role in labels.ROLES if now and f"role_{role}" in memory.nuances(tracker)]
    if said:
        role = said[0] if len(said) == 1 else BOTH
    elif told:
        known = tracker.get_slot(ROLE)
        role = told[0] if len(told) == 1 and known in (None, told[0]) else BOTH
    elif waits_for(tracker) and "both" in memory.nuances(tracker):
        role = BOTH
    else:
        return []
    return [set_now(tracker, ROLE, role)]


def waits_for(tracker: Any) -> str | None:
    """Return the label whose answer waits for the role; None when the role was not asked."""
    offered = str(tracker.get_slot(OFFERED) or "")
    label = offered.removeprefix(speaking.ROLE_FOR)
    return label if offered.startswith(speaking.ROLE_FOR) and label in texts().answers else None


def choose(dispatcher: CollectingDispatcher, tracker: Any, role: str) -> list[EventType]:
    """Take the button of a role, and utter the answer that waited for it."""
    event = set_now(tracker, ROLE, role)
    return [event, *known(dispatcher, tracker)]


def known(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Utter the answer that waited for the role, or that it is good to know."""
    label = waits_for(tracker)
    if label:
        return speaking.answer(dispatcher, tracker, label)
    return speaking.say_moment(dispatcher, texts().moments.role_known)


def is_only_that(tracker: Any) -> bool:
    """Tell whether the latest message says who somebody is and nothing else, or answers the question."""
    said = any(f"is_{role}" in memory.nuances(tracker) for role in labels.ROLES)
    asked = waits_for(tracker) and (said or not memory.nuances(tracker).isdisjoint(_ANSWERS))
    feels = memory.label_heard(tracker) in (*labels.PATTERNS, *labels.FEELINGS)
    return memory.length(tracker) <= _BRIEF and not feels and bool(said or asked)


_ANSWERS: Final = frozenset(("both", *(f"{kind}_{role}" for kind in ("role", "word") for role in labels.ROLES)))
