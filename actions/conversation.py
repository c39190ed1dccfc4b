"""Talk about the talk: a new session, small talk, yes and no, and asking back."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import asking, choices, choosing, exercises, memory, path, privacy, roles, speaking
from actions.talking import Talks
from stiefwijzer.content import texts
from stiefwijzer.labels import ROLES, STEPS, SUBJECTS

#: A reading is worth offering as a button when it is at least this likely.
WORTH_OFFERING: Final = 0.05
MAX_OFFERED: Final = 3
#: What a new session still knows of the one before.
_REMEMBERED: Final = (*memory.REMEMBERED, *memory.OUTLIVES)


class ActionSessionStart(Action):
    """Carries the memory over into a new session; the first answer in it says who is talking."""

    def name(self) -> str:
        """Return the name Rasa calls when a conversation begins or resumes after a long silence."""
        return "action_session_start"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Begin a session, and set again what it still knows of the one before."""
        aside = exercises.put_aside(tracker)  # what is written next is no answer to a question of yesterday
        remembered = [
            SlotSet(slot, value) for slot, value in tracker.slots.items() if value is not None and slot in _REMEMBERED
        ]
        return [
            SessionStarted(),
            *aside[:1],
            *remembered,
            SlotSet(memory.NEW_SESSION, True),
            ActionExecuted("action_listen"),
        ]


class ActionSmallTalk(Talks, Action):
    """Greets, thanks, says goodbye, says what it is and is not for, and in which language."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_small_talk"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer."""
        heard = memory.label_heard(tracker)
        if heard == "greet" and tracker.get_slot(memory.NEW_SESSION):
            said = path.greet_again(dispatcher, tracker)
            if said is not None:
                return said
        language = tracker.latest_message.get("language")
        return speaking.answer(dispatcher, tracker, heard, language=language)


class ActionAccept(Talks, Action):
    """Takes "ja" as a yes to what was offered last."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_accept"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer to what was offered, or ask what to talk about; never the same round again."""
        offered = str(tracker.get_slot(memory.OFFERED) or "")
        if roles.waits_for(tracker):
            said = speaking.say(dispatcher, [texts().moments.ask_role], [f"{speaking.AS}{role}" for role in ROLES])
            return [*said, SlotSet(memory.OFFERED, offered)]
        if not choosing.is_known(offered):
            return speaking.answer(dispatcher, tracker, memory.label_heard(tracker))
        if offered in _spoken_of_before(tracker):
            fresh = [label for label in texts().moments.been_there.leads_to if label not in memory.said(tracker)]
            return speaking.say_moment(dispatcher, texts().moments.been_there, [*fresh, offered][: MAX_OFFERED + 1])
        return choosing.follow(dispatcher, tracker, offered)


class ActionDecline(Talks, Action):
    """Takes "nee" as a no, and offers something else than what was declined."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_decline"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer; what was declined is not among its quick replies."""
        declined = tracker.get_slot(memory.OFFERED)
        if declined in choices.ASKED.values():
            return privacy.keep(dispatcher, tracker)
        if declined == asking.HELPED:
            return choosing.rate(dispatcher, tracker, helped=False)
        chosen = texts().answers["deny"]
        return speaking.say(dispatcher, chosen.bubbles(None), [label for label in chosen.leads_to if label != declined])


class ActionChoose(Talks, Action):
    """Takes a button that is no subject: begin, skip, stop, a role, whether it helped."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_choose"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter what follows on it."""
        return choosing.choose(dispatcher, tracker, str(tracker.latest_message.get("choice") or ""))


class ActionAskBack(Talks, Action):
    """Not sure: offers the likely readings as buttons; after a second miss the subjects and the coach."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_back"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask what was meant."""
        misses = int(tracker.get_slot(memory.MISSES) or 0)
        moments = texts().moments
        if misses:
            events = speaking.say_moment(dispatcher, moments.ask_back_again)
        else:
            likely = likely_subjects(tracker.latest_message.get("intent_ranking") or [])
            events = speaking.say_moment(dispatcher, moments.ask_back, likely or moments.ask_back.leads_to)
        return [*events, SlotSet(memory.OFFERED, None), SlotSet(memory.MISSES, misses + 1)]


def _spoken_of_before(tracker: Tracker) -> set[str]:
    """Return what a yes need not lead to again: what was answered, but for a step, and what was named just now."""
    return {*memory.said(tracker)[:-1]} - {*STEPS} - {*memory.said(tracker)[-1:]}


def likely_subjects(ranking: list[dict[str, Any]]) -> list[str]:
    """Return the two or three subjects a message may have been about, most likely first; none when only one is."""
    likely = [
        reading["name"]
        for reading in ranking
        if reading["name"] in SUBJECTS and reading["confidence"] >= WORTH_OFFERING
    ]
    return likely[:MAX_OFFERED] if len(likely) > 1 else []
