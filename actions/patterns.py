"""A pattern or feeling was heard: name it from the person's own words."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import answering
from actions.talking import Talks


class ActionHear(Talks, Action):
    """Says what was heard and from which words, the article's picture of it, and a first step."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_hear"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer, with the words heard; without them when a button was pressed."""
        return answering.answer_message(dispatcher, tracker)
