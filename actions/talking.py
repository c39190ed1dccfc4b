"""What every answer begins with: who is talking, care as long as there was danger, and an exercise that is going on.

In this order, whatever rule led to the action: after danger nothing but care; an exercise takes what is an answer to it;
a nuance (shame, "de tweede") goes before the label it came with; then the action answers.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import border, careful, choices, exercises, memory, nuanced, path, roles, speaking
from stiefwijzer.content import texts
from stiefwijzer.content.parts import MAX_QUICK_REPLIES


class Talks:
    """An action that says something; every action in the domain is one (a test holds them to it), or is about danger.

    No Action itself: the SDK registers every subclass of Action, and wants a name of each.
    """

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say who is talking when that was not said yet; then answer, or what goes before that (careful.py, border.py)."""
        events = welcome(dispatcher, tracker)
        if danger := memory.danger_of(tracker):
            return [*events, *careful.answer(dispatcher, tracker, danger)]
        events += roles.hear(tracker)
        if topic := border.topic_of(tracker):
            return [*events, *exercises.put_aside(tracker), *border.refer(dispatcher, tracker, topic)]
        taken = exercises.take(dispatcher, tracker)
        if taken is not None:
            return [*events, *taken]
        aside = exercises.put_aside(tracker)
        answered = nuanced.answer(dispatcher, tracker)
        if answered is None:
            answered = self.answer(dispatcher, tracker)
        if aside and exercises.can_resume(tracker):
            _offer_to_resume(dispatcher)
        if choices.form_is_open(tracker):
            _leave_buttons_to_the_form(dispatcher)
        return [*events, *aside, *answered]

    @abstractmethod
    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer to the latest message."""


def _offer_to_resume(dispatcher: CollectingDispatcher) -> None:
    """Put the way back to an exercise that was left under the last bubble."""
    last = dispatcher.messages[-1]
    kept = [button for button in last["buttons"] if not button["payload"].endswith(exercises.RESUME)]
    last["buttons"] = [*kept[: MAX_QUICK_REPLIES - 1], *speaking.quick_replies([exercises.RESUME])]


def _leave_buttons_to_the_form(dispatcher: CollectingDispatcher) -> None:
    """Drop the quick replies of what was answered in between: the question of the form comes next, with its own."""
    for message in dispatcher.messages:
        message["buttons"] = [button for button in message["buttons"] if choices.is_about_data(button["payload"])]


def welcome(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say what the assistant is and is not, at the beginning of a session; the short one to somebody who has read it."""
    if not tracker.get_slot(memory.NEW_SESSION):
        return []
    moments = texts().moments
    known = tracker.get_slot(memory.WELCOMED)
    last_time = "" if memory.danger_of(tracker) else path.last_time(tracker)  # after danger there are no steps
    told = f"{moments.welcome_back.text}{last_time}" if known else moments.welcome.text
    dispatcher.utter_message(text=told)
    return [SlotSet(memory.NEW_SESSION, False), SlotSet(memory.WELCOMED, True)]
