"""Run one action as the SDK does, and see what it said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from stiefwijzer.content import Content


@dataclass(frozen=True)
class Turn:
    """What an action said and what it left in the conversation."""

    bubbles: list[str]
    titles: list[str]
    payloads: list[str]
    events: list[dict[str, Any]]

    @property
    def slots(self) -> dict[str, Any]:
        """The slots as they are after the turn."""
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}


def first_button(texts: Content, label: str) -> str:
    """Return the label that the first quick reply of an answer leads to."""
    return str(next(iter(texts.answers[label].leads_to)))


def run(action: Action, intent: str, message: dict[str, Any] | None = None, **slots: Any) -> Turn:
    """Run an action on a message that was heard as `intent`, in a conversation that remembers `slots`."""
    latest = {"intent": {"name": intent}, "text": f"/{intent}", **(message or {})}
    remembered = {"heard": None, "offered": None, "misses": 0.0, "welcomed": True, **slots}
    tracker = Tracker("someone", remembered, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker, {})
    said = dispatcher.messages
    assert all(not message["buttons"] for message in said[:-1]), "only the last bubble has quick replies"
    buttons = said[-1]["buttons"]
    return Turn(
        [message["text"] for message in said],
        [button["title"] for button in buttons],
        [button["payload"] for button in buttons],
        list(events),
    )
