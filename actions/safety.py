"""Danger: say so, and guide to people. Nothing is offered, asked or sold with it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import speaking


class ActionSafety(Action):
    """Guides somebody in danger to the people who can help."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_safety"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer."""
        return speaking.guide_to_people(dispatcher, tracker, speaking.label_heard(tracker))
