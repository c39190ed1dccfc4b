"""Questions with one answer: explanations, steps, tips, the border, contact."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import answering
from actions.talking import Talks


class AnswersIntent(Talks):
    """Says the answer to the latest intent, in the variant that fits what was heard before."""

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer."""
        return answering.answer_message(dispatcher, tracker)


class ActionExplain(AnswersIntent, Action):
    """Explains what something is and where it comes from."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_explain"


class ActionStep(AnswersIntent, Action):
    """Tells one of the five steps, or all in short."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_step"


class ActionTips(AnswersIntent, Action):
    """Gives the tips of a role."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_tips"


class ActionBoundary(AnswersIntent, Action):
    """Tells what a coach is for, and who else can help."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_boundary"


class ActionContact(AnswersIntent, Action):
    """Tells about the coach, the free talk and privacy."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_contact"
