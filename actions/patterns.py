"""A pattern or feeling was heard: name it from the person's own words."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import speaking

_MARKS_THAT_END = ".,;:!?()…"


class ActionHear(Action):
    """Says what was heard and from which words, the article's picture of it, and a first step."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_hear"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer, with the words heard; without them when a button was pressed."""
        label = speaking.intent_of(tracker)
        return speaking.answer(dispatcher, label, words=words_heard(tracker.latest_message, label))


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
