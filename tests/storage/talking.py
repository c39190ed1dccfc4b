"""Conversations, turn by turn, with the events that Rasa's processor logs for them."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

_BY_ACTIONS: Final = {"mappings": [{"type": "custom"}]}


def domain_of(described: dict[str, Any]) -> Domain:
    """Return a domain, without what Rasa warns about every domain that has slots."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Slot auto-fill has been removed", UserWarning)
        return Domain.from_dict(described)


DOMAIN: Final = domain_of(
    {
        "intents": ["greet", "inform", "ask", "request_intake", "back", "restart"],
        "entities": ["person"],
        "slots": {
            "mood": {"type": "categorical", "values": ["good", "bad"], "influence_conversation": True, **_BY_ACTIONS},
            "careful": {"type": "bool", "influence_conversation": True, "initial_value": False, **_BY_ACTIONS},
            "name": {"type": "text", "influence_conversation": False, **_BY_ACTIONS},
            "misses": {"type": "float", "influence_conversation": False, "initial_value": 0, **_BY_ACTIONS},
        },
        "forms": {"intake_form": {"required_slots": ["name"]}, "feedback_form": {"required_slots": ["mood"]}},
        "actions": ["action_answer", "action_more"],
    }
)

#: What can happen in a turn; `Move.of` says the rest.
KINDS: Final = (
    *("answer", "two_answers", "reset", "restart", "restart_cut_short", "pause", "resume", "followup"),
    *("followup_cut_short", "open", "fill", "digress", "digress_and_resume", "interrupt", "submit", "cancel", "switch"),
    *("back", "undo"),
)
_ABOUT_AN_OPEN_FORM: Final = frozenset(
    {"fill", "digress", "digress_and_resume", "interrupt", "submit", "cancel", "switch"}
)


@dataclass(frozen=True)
class Move:
    """One turn in short: what kind, what was heard, which slots are set, and whether an earlier session had ended."""

    kind: str = "answer"
    intent: str = "greet"
    slots: Mapping[str, Any] = field(default_factory=dict)
    new_session: bool = False


class Writer:
    """Writes one turn after another, with the time going on."""

    def __init__(self) -> None:
        self._seconds: Iterator[int] = itertools.count(1_700_000_000)
        self._messages: Iterator[int] = itertools.count(1)

    def turn(self, before: DialogueStateTracker, move: Move) -> list[Event]:
        """Return the events of the turn that follows on a whole conversation."""
        events = list(self._events(before, move))
        for event in events:
            event.timestamp = float(next(self._seconds))
        return events

    def _events(self, before: DialogueStateTracker, move: Move) -> Iterable[Event]:
        if before.is_paused() and move.kind == "resume":
            return [ConversationResumed()]
        if before.is_paused() and move.kind != "restart":
            return [self._message(move)]
        form = before.active_loop_name
        if move.new_session or not before.applied_events():
            opening = _session_start(_carried_over(before))
            form = None
        else:
            opening = []
        kind = "answer" if move.kind == "back" and not _can_go_back(before) else move.kind
        heard = [self._message(move), *(SlotSet(name, value) for name, value in move.slots.items())]
        return [*opening, *heard, *_answer(kind, form)]

    def _message(self, move: Move) -> UserUttered:
        number = next(self._messages)
        intent = {"name": move.intent, "confidence": 0.9}
        entities = [{"entity": "person", "value": "Jan", "start": 0, "end": 3}] if move.intent == "inform" else []
        return UserUttered(
            f"bericht {number}", intent, entities, input_channel="website", message_id=f"message-{number}"
        )


def _can_go_back(tracker: DialogueStateTracker) -> bool:
    """Tell whether the assistant listened before each of the last messages, on which Rasa's "back" counts."""
    applied = tracker.applied_events()
    message = max((at for at, event in enumerate(applied) if isinstance(event, UserUttered)), default=len(applied))
    before = [event.action_name for event in applied[:message] if isinstance(event, ActionExecuted)]
    return bool(tracker.latest_action_name == "action_listen" == (before or ["action_listen"])[-1])


def _answer(kind: str, form: str | None) -> list[Event]:
    """Return what follows a message: Rasa's predictions, actions and, as long as a form is open, its rejections."""
    if form is None and kind in _ABOUT_AN_OPEN_FORM:
        kind = "answer"
    if form is not None and kind in {"answer", "open"}:
        kind = "digress"
    featurised = DefinePrevUserUtteredFeaturization(False)
    rejected = [] if form is None else [ActionExecutionRejected(form, "RulePolicy", 1.0)]
    answered = [*rejected, featurised, _did("action_answer"), BotUttered("Dag!", {"buttons": []})]
    restarted = [featurised, _did("action_restart"), Restarted()]
    ways: dict[str, list[Event]] = {
        "answer": [*answered, _listen()],
        "two_answers": [*answered, _did("action_more"), BotUttered("Nog iets?"), _listen()],
        "reset": [*answered, AllSlotsReset(), SlotSet("mood", "bad"), _listen()],
        "restart": [*restarted, *_session_start({})],
        "restart_cut_short": restarted,
        "pause": [*answered, ConversationPaused()],
        "resume": [*answered, _listen()],
        "followup": [*answered, FollowupAction("action_more"), _did("action_more"), _listen()],
        "followup_cut_short": [*answered, FollowupAction("action_more")],
        "open": [featurised, *_opened("intake_form"), _listen()],
        "back": [featurised, _did("action_back"), UserUtteranceReverted(), UserUtteranceReverted(), _listen()],
        "undo": [*answered, _did("action_more"), SlotSet("mood", "good"), ActionReverted(), _listen()],
    }
    return ways[kind] if kind in ways or form is None else [*_in_form(kind, form, answered, featurised), _listen()]


def _in_form(kind: str, form: str, answered: Sequence[Event], featurised: Event) -> list[Event]:
    other = "feedback_form" if form == "intake_form" else "intake_form"
    asked = [SlotSet("requested_slot", "name"), BotUttered("Hoe heet je?")]
    closed = [ActiveLoop(None), SlotSet("requested_slot", None)]
    filled = [featurised, _did(form), SlotSet("name", "Jan")]
    ways: dict[str, list[Event]] = {
        "fill": [*filled, *asked],
        "digress": [*answered],
        "digress_and_resume": [*answered, _did(form), *asked],
        "interrupt": [*answered, LoopInterrupted(True), _did(form), *asked],
        "submit": [*filled, *closed, _did("action_more"), BotUttered("Klaar.")],
        "switch": [featurised, _did(form), *closed, *_opened(other)],
        "cancel": [answered[0], featurised, _did("action_deactivate_loop"), *closed],
    }
    return ways[kind]


def _opened(form: str) -> list[Event]:
    return [_did(form), ActiveLoop(form), SlotSet("requested_slot", "name"), BotUttered("Hoe heet je?")]


def _session_start(slots: Mapping[str, Any]) -> list[Event]:
    carried = [SlotSet(name, value) for name, value in slots.items()]
    return [_did("action_session_start"), SessionStarted(), *carried, BotUttered("Welkom."), _listen()]


def _carried_over(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {name: slot.value for name, slot in tracker.slots.items() if slot.has_been_set}


def _did(action: str) -> ActionExecuted:
    return ActionExecuted(action, "RulePolicy", 1.0)


def _listen() -> ActionExecuted:
    return _did("action_listen")


def plain_tracker(sender_id: str = "someone") -> DialogueStateTracker:
    """Return Rasa's own tracker, which holds everything."""
    return DialogueStateTracker(sender_id, DOMAIN.slots)


def add(tracker: DialogueStateTracker, events: Iterable[Event]) -> None:
    """Let these happen in a conversation that shares no event with another tracker."""
    for event in events:
        tracker.update(deepcopy(event))


class Talk:
    """Somebody who talks, and what has been said by then."""

    def __init__(self, sender_id: str = "someone") -> None:
        self.plain = plain_tracker(sender_id)
        self._writer = Writer()

    def turn(self, *moves: Move) -> list[Event]:
        """Say something; return the events of it."""
        events: list[Event] = []
        for move in moves or [Move()]:
            written = self._writer.turn(self.plain, move)
            add(self.plain, written)
            events += written
        return events

    async def keep(self, store: TrackerStore, *moves: Move) -> None:
        """Say these, one turn after another, each on a tracker that is read anew."""
        for move in moves or [Move()]:
            tracker = await store.retrieve(self.plain.sender_id) or store.init_tracker(self.plain.sender_id)
            add(tracker, self.turn(move))
            await store.save(tracker)


def dicts(tracker: DialogueStateTracker | None) -> list[dict[str, Any]]:
    """Return the events of a conversation as they are kept."""
    assert tracker is not None
    return [event.as_dict() for event in tracker.events]
