"""Danger: say so, and guide to people. Nothing is offered, asked or sold with it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import speaking


class ActionSafety(Action):
    """Guides somebody in danger to the people who can help."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_safety"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer. A "ja" or "oké" after it leads to the same people, never back to what was offered before."""
        label = speaking.label_heard(tracker)
        said_yes_to = "crisis_suicide" if label == "crisis_check" else label
        return [*speaking.answer(dispatcher, tracker, label), SlotSet(speaking.OFFERED, said_yes_to)]
