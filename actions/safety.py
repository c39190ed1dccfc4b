"""Danger: say so, and guide to people. Nothing is offered or sold with it; what was going on is put aside."""

from __future__ import annotations

import logging
import time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import careful, memory, speaking, talking
from stiefwijzer import personal, settings
from stiefwijzer.content import texts
from stiefwijzer.privacy import people
from stiefwijzer.storage import schema

logger = logging.getLogger(__name__)


class ActionSafety(Action):
    """Guides somebody in danger to the people who can help.

    It says by itself that this is an automatic assistant, so no welcome stands before it.
    """

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_safety"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the answer, and put an open form aside."""
        label, about = memory.label_heard(tracker), tracker.latest_message.get("about")
        before = memory.danger_of(tracker)
        if label == careful.CHECK and before and before != careful.CHECK:
            # It was asked and answered before: what is unclear now is that danger still.
            label, about = before, tracker.get_slot(memory.DANGER_ABOUT)
        events = careful.guide_to_people(dispatcher, tracker, label, about)
        if tracker.latest_message.get("minor") or label == careful.MINOR:
            events += [SlotSet(memory.MINOR, True), SlotSet(personal.DRAFT, None)]  # nothing of a minor is kept
            _erase_requests(tracker)
        loop = (tracker.active_loop or {}).get("name")
        if loop:
            events += [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(memory.FORM_ASIDE, loop)]
        return [*events, SlotSet(memory.NEW_SESSION, False)]


class ActionAllRight(Action):
    """Takes the button that says it is all right."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_all_right"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Open the conversation again; without danger before it there is nothing to say it of."""
        events = talking.welcome(dispatcher, tracker)
        if danger := memory.danger_of(tracker):
            return [*events, *careful.answer(dispatcher, tracker, danger)]
        return [*events, *speaking.say_moment(dispatcher, texts().moments.after_danger)]


class ActionRestart(Action):
    """Begins a conversation again, and forgets everything but danger and what somebody has read."""

    def name(self) -> str:
        """Return the name Rasa calls when somebody asks for a restart."""
        return "action_restart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Restart, and set again what must outlive it."""
        kept = [SlotSet(slot, value) for slot in memory.OUTLIVES if (value := tracker.get_slot(slot)) is not None]
        danger = memory.danger_of(tracker)
        if danger:
            said = careful.stay(dispatcher, tracker, danger, tracker.get_slot(memory.DANGER_ABOUT))
        else:
            said = speaking.answer(dispatcher, tracker, "greet")
        return [Restarted(), *kept, *said]


def _erase_requests(tracker: Tracker) -> None:
    """Erase what a minor asked for before; not when that is only guessed, for a grown-up may have asked."""
    if float(tracker.latest_message["intent"].get("confidence") or 0) < 1:
        return
    try:
        people.erase(schema.opened(settings.database_url()), tracker.sender_id, time.time())
    except SQLAlchemyError as error:
        logger.error("Requests of a minor could not be erased (%s)", type(error).__name__)
