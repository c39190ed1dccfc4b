"""Saying things: every action speaks through these functions, so that no sentence stands in code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from stiefwijzer.content import Moment, PatternAnswer, texts
from stiefwijzer.labels import SAFETY, SUBJECTS, intent_of, label_of

HEARD: Final = "heard"
OFFERED: Final = "offered"
MISSES: Final = "misses"
WELCOMED: Final = "welcomed"
SAID: Final = "said"
#: Whether a session has begun in which nothing was said yet.
NEW_SESSION: Final = "new_session"
#: The danger that was spoken of last, until somebody says that it is all right, and whose it is.
DANGER: Final = "danger"
DANGER_ABOUT: Final = "danger_about"
#: Whether a minor writes: nothing is offered to them, and no word of theirs is kept.
MINOR: Final = "minor"
#: The country somebody seems to be in, when that matters.
COUNTRY: Final = "country"
#: The form that danger interrupted.
FORM_ASIDE: Final = "form_aside"
#: What outlives a new session and a restart.
OUTLIVES: Final = (DANGER, DANGER_ABOUT, MINOR, COUNTRY, FORM_ASIDE, WELCOMED)

#: How many subjects back somebody can go.
MOST_REMEMBERED: Final = 10


def quick_replies(labels: Iterable[str]) -> list[dict[str, str]]:
    """Return a button for each label: its title, and the intent it stands for as payload."""
    return [{"title": texts().title(label), "payload": f"/{intent_of(label)}"} for label in labels]


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
    dispatcher: CollectingDispatcher,
    tracker: Any,
    label: str,
    *,
    words: str | None = None,
    of_partner: bool = False,
    language: str | None = None,
) -> list[EventType]:
    """Utter the answer to a label.

    Args:
        dispatcher: Where the bubbles go.
        tracker: What was said before; an answer may have a variant for the pattern or feeling heard last.
        label: What to answer.
        words: The person's own words that made the assistant think of the label, for a pattern or feeling.
        of_partner: Whether those words are about the partner.
        language: The language the person writes in, when the answer may have a variant in it.

    Returns:
        The events of `say`, the memory of what was said, and for a pattern or feeling of having heard it.
    """
    chosen = texts().answers[label]
    if not isinstance(chosen, PatternAnswer):
        variant = language or tracker.get_slot(HEARD)
        return [*say(dispatcher, chosen.bubbles(variant), chosen.leads_to), *remember(tracker, label)]
    bubbles, leads_to = chosen.bubbles(words), chosen.leads_to
    if of_partner and words and chosen.of_partner:
        bubbles, leads_to = chosen.bubbles_of_partner(words), chosen.of_partner.leads_to
    # The partner's pattern says nothing about what fits the person who writes, so it is not kept as heard.
    heard = [] if of_partner else [SlotSet(HEARD, label)]
    return [*say(dispatcher, bubbles, leads_to), *remember(tracker, label), *heard]


def danger_of(tracker: Any) -> str | None:
    """Return the danger that was spoken of and is not said to be over; None when there is none."""
    danger = tracker.get_slot(DANGER)
    return danger if danger in SAFETY else None


def country_of(tracker: Any) -> str | None:
    """Return the country somebody seems to be in by the latest message, or by an earlier one."""
    country: str | None = tracker.latest_message.get("country") or tracker.get_slot(COUNTRY)
    return country


def say_moment(
    dispatcher: CollectingDispatcher, moment: Moment, leads_to: Sequence[str] | None = None
) -> list[EventType]:
    """Utter a moment, with its own quick replies or those given."""
    return say(dispatcher, [moment.text], moment.leads_to if leads_to is None else leads_to)


def remember(tracker: Any, *labels: str) -> list[EventType]:
    """Return the memory of having spoken about subjects; talk about the talk is not worth going back to."""
    subjects = [label for label in labels if label in SUBJECTS]
    if not subjects:
        return []
    memory = said(tracker)
    for label in subjects:
        if memory[-1:] != [label]:  # what is said twice in a row is one place to go back to
            memory.append(label)
    return [SlotSet(SAID, memory[-MOST_REMEMBERED:])]


def said(tracker: Any) -> list[str]:
    """Return the subjects spoken about, the latest one last."""
    return [label for label in tracker.get_slot(SAID) or [] if label in texts().answers]


def label_heard(tracker: Any) -> str:
    """Return the label of the latest message."""
    return label_of(str(tracker.latest_message["intent"]["name"]))
