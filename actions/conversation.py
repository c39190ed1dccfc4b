"""Talk about the talk: the welcome, small talk, yes and no, and asking back."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import speaking
from stiefwijzer.content import texts
from stiefwijzer.labels import SAFETY, SUBJECTS

#: A reading is worth offering as a button when it is at least this likely.
WORTH_OFFERING: Final = 0.05
MAX_OFFERED: Final = 3
#: What a new session still knows of the one before.
_REMEMBERED: Final = (speaking.HEARD, speaking.OFFERED, speaking.SAID)


class ActionSessionStart(Action):
    """Says what the assistant is and is not before anything else, and carries the memory over."""

    def name(self) -> str:
        """Return the name Rasa calls when a conversation begins or resumes after a long silence."""
        return "action_session_start"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the welcome; the short one to somebody who has read it before."""
        moments = texts().moments
        welcome = moments.welcome_back if tracker.get_slot(speaking.WELCOMED) else moments.welcome
        dispatcher.utter_message(text=welcome.text)
        remembered = [
            SlotSet(slot, value) for slot, value in tracker.slots.items() if value is not None and slot in _REMEMBERED
        ]
        return [SessionStarted(), *remembered, SlotSet(speaking.WELCOMED, True), ActionExecuted("action_listen")]


class ActionSmallTalk(Action):
    """Greets, thanks, says goodbye, says what it is and is not for, and in which language."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_small_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer."""
        if danger := speaking.danger_spoken_of(tracker):
            return speaking.guide_to_people(dispatcher, tracker, danger)
        language = tracker.latest_message.get("language")
        return speaking.answer(dispatcher, tracker, speaking.label_heard(tracker), language=language)


class ActionAccept(Action):
    """Takes "ja" as a yes to what was offered last."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_accept"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer to what was offered, or ask what to talk about."""
        offered = tracker.get_slot(speaking.OFFERED)
        label = offered if offered in texts().answers else speaking.label_heard(tracker)
        if label in SAFETY:
            return speaking.guide_to_people(dispatcher, tracker, label)
        return speaking.answer(dispatcher, tracker, label)


class ActionDecline(Action):
    """Takes "nee" as a no, and offers something else than what was declined."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_decline"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer; what was declined is not among its quick replies.

        "Nee" to the question whether somebody thinks of suicide is an answer like any other.
        """
        danger = speaking.danger_spoken_of(tracker)
        if danger and danger != "crisis_check":
            return speaking.guide_to_people(dispatcher, tracker, danger)
        declined = tracker.get_slot(speaking.OFFERED)
        chosen = texts().answers["deny"]
        return speaking.say(dispatcher, chosen.bubbles(None), [label for label in chosen.leads_to if label != declined])


class ActionAskBack(Action):
    """Not sure: offers the likely readings as buttons; after a second miss the subjects and the coach."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_back"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Ask what was meant."""
        if danger := speaking.danger_spoken_of(tracker):
            return speaking.guide_to_people(dispatcher, tracker, danger)
        misses = int(tracker.get_slot(speaking.MISSES) or 0)
        moments = texts().moments
        if misses:
            events = speaking.say_moment(dispatcher, moments.ask_back_again)
        else:
            likely = likely_subjects(tracker.latest_message.get("intent_ranking") or [])
            events = speaking.say_moment(dispatcher, moments.ask_back, likely or moments.ask_back.leads_to)
        return [*events, SlotSet(speaking.OFFERED, None), SlotSet(speaking.MISSES, misses + 1)]


def likely_subjects(ranking: list[dict[str, Any]]) -> list[str]:
    """Return the two or three subjects a message may have been about, most likely first; none when only one is."""
    likely = [
        reading["name"]
        for reading in ranking
        if reading["name"] in SUBJECTS and reading["confidence"] >= WORTH_OFFERING
    ]
    return likely[:MAX_OFFERED] if len(likely) > 1 else []
