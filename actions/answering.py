"""Answering a message: the one thing it says, or the two."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import choices, memory, speaking
from actions.memory import ROLE
from stiefwijzer.content import PatternAnswer, texts
from stiefwijzer.content.parts import MAX_QUICK_REPLIES

INTAKE: Final = "request_intake"
_OWN = re.compile(r"\b(?:ik|me|mij|mezelf|mijzelf)\b|\bk\b", re.IGNORECASE)
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
    return answer_two(dispatcher, tracker, first, others[0], choose=True)


def answer_two(
    dispatcher: CollectingDispatcher, tracker: Any, first: Said, second: Said, *, choose: bool = False
) -> list[EventType]:
    """Utter the answer to two things.

    A feeling of being outside and a pattern belong together: what the one is like for somebody with the other is said at
    once. With `choose`, the person says where to begin when both are patterns or feelings.
    """
    if INTAKE in (first.label, second.label):
        return _answer_and_offer_intake(dispatcher, tracker, second if first.label == INTAKE else first)
    if asked := next((each.label for each in (first, second) if each.label in choices.ASKED), None):
        return speaking.ask(dispatcher, tracker, asked)  # a yes to it must not be taken for a yes to something else
    if together := _as_one(first, second):
        feeling, pattern = together
        own = memory.recognise(tracker, pattern.label)
        return [*own, *speaking.answer(dispatcher, tracker, feeling.label, words=feeling.words)]
    if choose and isinstance(texts().answers[second.label], PatternAnswer):
        return _name_both(dispatcher, tracker, first, second)
    return _answer_both(dispatcher, tracker, first, second)


def _as_one(first: Said, second: Said) -> tuple[Said, Said] | None:
    """Return a feeling and the pattern that changes its answer, when these are such two and both the person's own."""
    for feeling, pattern in ((first, second), (second, first)):
        chosen = texts().answers[feeling.label]
        own = not (feeling.of_partner or pattern.of_partner) and _is_own(pattern.words)
        if own and isinstance(chosen, PatternAnswer) and pattern.label in chosen.with_pattern:
            return feeling, pattern
    return None


def _answer_and_offer_intake(dispatcher: CollectingDispatcher, tracker: Any, said: Said) -> list[EventType]:
    """Utter the answer to the other thing, with the free talk among its buttons: no form opens while something waits."""
    events = speaking.answer(dispatcher, tracker, said.label, words=said.words, of_partner=said.of_partner)
    buttons = dispatcher.messages[-1]["buttons"]
    offer = speaking.quick_replies([INTAKE])
    if offer[0] not in buttons:
        dispatcher.messages[-1]["buttons"] = [*buttons[: MAX_QUICK_REPLIES - 1], *offer]
    return events


def heard_in(tracker: Any) -> list[Said]:
    """Return what the latest message says, the first one first; for a button that was pressed its label."""
    message = tracker.latest_message
    return [
        Said(each["name"], words_heard(message, each["name"]), bool(each.get("of_partner")))
        for each in message.get("heard") or []
    ] or [Said(memory.label_heard(tracker), None, of_partner=False)]


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


def _is_own(words: str | None) -> bool:
    """Tell whether words are about the person who writes ("mijn man trekt zich terug" are not); a button always is."""
    return words is None or _OWN.search(words) is not None


def _name_both(dispatcher: CollectingDispatcher, tracker: Any, first: Said, second: Said) -> list[EventType]:
    one, other = texts().answers[first.label], texts().answers[second.label]
    if not isinstance(one, PatternAnswer) or not isinstance(other, PatternAnswer):
        raise TypeError(f"{first.label} and {second.label} are not both a pattern or feeling")
    named = one.named(first.words)
    text = texts().moments.two_heard.filled_in(named[:1].upper() + named[1:], other.named(second.words))
    owned = [said.label for said in (first, second) if not said.of_partner]
    own = next(iter(owned), None)
    heard = memory.recognise(tracker, *(each for each in owned if each != own), own) if own else []
    return [
        *speaking.say(dispatcher, [text], [first.label, second.label]),
        *memory.remember(tracker, second.label, first.label),  # "herhaal" goes on with the first
        *heard,
    ]


def _answer_both(dispatcher: CollectingDispatcher, tracker: Any, first: Said, second: Said) -> list[EventType]:
    one, other = texts().answers[first.label], texts().answers[second.label]
    events: list[EventType] = []
    if isinstance(one, PatternAnswer):
        about_partner = bool(first.of_partner and first.words and one.of_partner)
        own = one.bubbles(first.words, tracker.get_slot(ROLE))
        bubble = one.bubbles_of_partner(str(first.words))[0] if about_partner else own[0]
        if not first.of_partner:
            events += memory.recognise(tracker, first.label)
    else:
        bubble = one.bubbles(memory.fitting(tracker, getattr(one, "variants", ())))[0]
    if isinstance(other, PatternAnswer):
        following = other.bubbles(second.words, tracker.get_slot(ROLE))[0]
    else:
        following = other.bubbles(memory.fitting(tracker, getattr(other, "variants", ())))[0]
    leads_to = [label for label in speaking.offers(second.label) if label != first.label]
    return [
        *speaking.say(dispatcher, [bubble, following], leads_to),
        *memory.remember(tracker, first.label, second.label),
        *events,
    ]
