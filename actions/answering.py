"""Answering a message: the one thing it says, or the two."""

from __future__ import annotations

from typing import Any, NamedTuple

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import speaking
from stiefwijzer.content import PatternAnswer, texts

_MARKS_THAT_END = ".,;:!?()…"


class Said(NamedTuple):
    """One thing a message says: its label, the words it was heard by, and whether it is about the partner."""

    label: str
    words: str | None
    of_partner: bool


def answer_message(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Utter the answer to the latest message.

    Two patterns or feelings are both named, and the person is asked where to begin. Of a feeling with a question, and of
    two questions, both are answered, each in one bubble.
    """
    first, *others = heard_in(tracker)
    if not others:
        return speaking.answer(dispatcher, tracker, first.label, words=first.words, of_partner=first.of_partner)
    second = others[0]
    if isinstance(texts().answers[second.label], PatternAnswer):
        return _name_both(dispatcher, tracker, first, second)
    return _answer_both(dispatcher, tracker, first, second)


def heard_in(tracker: Any) -> list[Said]:
    """Return what the latest message says, the first one first; for a button that was pressed its label."""
    message = tracker.latest_message
    return [
        Said(each["name"], words_heard(message, each["name"]), bool(each.get("of_partner")))
        for each in message.get("heard") or []
    ] or [Said(speaking.label_heard(tracker), None, of_partner=False)]


def words_heard(message: dict[str, Any], label: str) -> str | None:
    """Return the phrase that speaks most for `label`, with an ellipsis where it was cut; None when there is none."""
    text = message.get("text") or ""
    for piece in message.get("evidence") or []:
        if piece["label"] == label:
            before, after = text[: piece["start"]].rstrip(), text[piece["end"] :].lstrip()
            opening = "" if not before or before[-1] in _MARKS_THAT_END else "…"
            closing = "" if not after or after[0] in _MARKS_THAT_END else "…"
            return f"{opening}{' '.join(piece['text'].split())}{closing}"
    return None


def _name_both(dispatcher: CollectingDispatcher, tracker: Any, first: Said, second: Said) -> list[EventType]:
    one, other = texts().answers[first.label], texts().answers[second.label]
    if not isinstance(one, PatternAnswer) or not isinstance(other, PatternAnswer):
        raise TypeError(f"{first.label} and {second.label} are not both a pattern or feeling")
    named = one.named(first.words)
    text = texts().moments.two_heard.filled_in(named[:1].upper() + named[1:], other.named(second.words))
    own = next((said.label for said in (first, second) if not said.of_partner), None)
    heard = [SlotSet(speaking.HEARD, own)] if own else []
    return [
        *speaking.say(dispatcher, [text], [first.label, second.label]),
        *speaking.remember(tracker, second.label, first.label),  # "herhaal" goes on with the first
        *heard,
    ]


def _answer_both(dispatcher: CollectingDispatcher, tracker: Any, first: Said, second: Said) -> list[EventType]:
    one, other = texts().answers[first.label], texts().answers[second.label]
    events: list[EventType] = []
    variant = tracker.get_slot(speaking.HEARD)
    if isinstance(one, PatternAnswer):
        about_partner = bool(first.of_partner and first.words and one.of_partner)
        bubble = one.bubbles_of_partner(str(first.words))[0] if about_partner else one.bubbles(first.words)[0]
        if not first.of_partner:
            variant = first.label
            events.append(SlotSet(speaking.HEARD, first.label))
    else:
        bubble = one.bubbles(variant)[0]
    bubbles = [bubble, other.bubbles(variant)[0]]
    leads_to = [label for label in other.leads_to if label != first.label]
    return [
        *speaking.say(dispatcher, bubbles, leads_to),
        *speaking.remember(tracker, first.label, second.label),
        *events,
    ]
