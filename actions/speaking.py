"""Saying things: every action speaks through these functions, so that no sentence stands in code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from stiefwijzer.content import Moment, PatternAnswer, texts

HEARD: Final = "heard"
OFFERED: Final = "offered"
MISSES: Final = "misses"
WELCOMED: Final = "welcomed"


def quick_replies(labels: Iterable[str]) -> list[dict[str, str]]:
    """Return a button for each label: its title, and the intent it stands for as payload."""
    return [{"title": texts().title(label), "payload": f"/{label}"} for label in labels]


def say(dispatcher: CollectingDispatcher, bubbles: Sequence[str], leads_to: Sequence[str]) -> list[EventType]:
    """Utter bubbles, the last one with quick replies.

    Returns:
        Events that remember what was offered first (so that "ja" can accept it) and that something was understood.
    """
    *first, last = bubbles
    for bubble in first:
        dispatcher.utter_message(text=bubble)
    dispatcher.utter_message(text=last, buttons=quick_replies(leads_to))
    return [SlotSet(OFFERED, leads_to[0] if leads_to else None), SlotSet(MISSES, 0)]


def answer(
    dispatcher: CollectingDispatcher, label: str, *, heard: str | None = None, words: str | None = None
) -> list[EventType]:
    """Utter the answer to a label.

    Args:
        dispatcher: Where the bubbles go.
        label: What to answer.
        heard: The pattern or feeling heard earlier; an answer may have a variant for it.
        words: The person's own words that made the assistant think of the label, for a pattern or feeling.

    Returns:
        The events of `say`, and for a pattern or feeling the memory of having heard it.
    """
    chosen = texts().answers[label]
    if isinstance(chosen, PatternAnswer):
        return [*say(dispatcher, chosen.bubbles(words), chosen.leads_to), SlotSet(HEARD, label)]
    return say(dispatcher, chosen.bubbles(heard), chosen.leads_to)


def say_moment(
    dispatcher: CollectingDispatcher, moment: Moment, leads_to: Sequence[str] | None = None
) -> list[EventType]:
    """Utter a moment, with its own quick replies or those given."""
    return say(dispatcher, [moment.text], moment.leads_to if leads_to is None else leads_to)


def intent_of(tracker: Any) -> str:
    """Return the intent of the latest message."""
    return str(tracker.latest_message["intent"]["name"])
