"""What every answer begins with: who is talking the first time, and care as long as there was danger."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import careful, speaking
from stiefwijzer.content import texts


class Talks:
    """An action that says something; every action in the domain is one (a test holds them to it), or is about danger.

    No Action itself: the SDK registers every subclass of Action, and wants a name of each.
    """

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say who is talking when that was not said yet; then answer, or after danger what careful.py says instead."""
        events = welcome(dispatcher, tracker)
        if danger := speaking.danger_of(tracker):
            return [*events, *careful.answer(dispatcher, tracker, danger)]
        return [*events, *self.answer(dispatcher, tracker)]

    @abstractmethod
    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer to the latest message."""


def welcome(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say what the assistant is and is not, at the beginning of a session; the short one to somebody who has read it."""
    if not tracker.get_slot(speaking.NEW_SESSION):
        return []
    moments = texts().moments
    moment = moments.welcome_back if tracker.get_slot(speaking.WELCOMED) else moments.welcome
    dispatcher.utter_message(text=moment.text)
    return [SlotSet(speaking.NEW_SESSION, False), SlotSet(speaking.WELCOMED, True)]
