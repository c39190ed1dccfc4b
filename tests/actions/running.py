"""Run one action as the SDK does, and see what it said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import memory, speaking
from actions.conversation import ActionAskBack, ActionChoose
from actions.talking import Talks
from stiefwijzer import labels
from stiefwijzer.content import Content
from stiefwijzer.labels import intent_of

#: Subjects whose answer is a question of its own, with buttons of its own: a form, or one's data (tests/intake, privacy).
OWN_WAY = ("request_intake", "delete_data", "export_data")


@dataclass(frozen=True)
class Turn:
    """What an action said, what one can press with it, and what it left in the conversation."""

    bubbles: list[str]
    titles: list[str]
    payloads: list[str]
    events: list[dict[str, Any]]
    links: list[dict[str, str]]

    @property
    def slots(self) -> dict[str, Any]:
        """The slots as they are after the turn."""
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}


def first_button(texts: Content, label: str) -> str:
    """Return what the first quick reply of an answer leads to: a label, or the exercise that belongs to it."""
    return speaking.offers(label)[0]


def asked(label: str, **slots: Any) -> Turn:
    """Return the turn in which a label is simply asked for, in a conversation that remembers `slots`."""
    return run(_Answers(), label, **slots)


class _Answers(Talks):
    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        return speaking.answer(dispatcher, tracker, memory.label_heard(tracker))


def buttons(labels: Collection[str]) -> list[str]:
    """Return the payloads of quick replies that lead to labels."""
    return [f"/{intent_of(label)}" for label in labels]


def message(text: str, quoted: Mapping[str, str | None], *, of_partner: Collection[str] = ()) -> dict[str, Any]:
    """Return a message in which labels were heard, each with the words it rests on (None: no words speak for it)."""
    return {
        "text": text,
        "heard": [{"name": label, "confidence": 0.95, "of_partner": label in of_partner} for label in quoted],
        "evidence": [
            {"label": label, "text": words, "start": text.index(words), "end": text.index(words) + len(words)}
            for label, words in quoted.items()
            if words is not None
        ],
    }


def _pressed(label: str) -> dict[str, Any]:
    """Return the message of a button that leads to a label or topic."""
    intent, _, choice = intent_of(label).partition(":")
    return {"intent": {"name": intent}, "text": f"/{intent_of(label)}", **({"choice": choice} if choice else {})}


def run(action: Action | Talks, label: str, message: dict[str, Any] | None = None, **slots: Any) -> Turn:
    """Run an action on a message that was heard as `label`, in a conversation that remembers `slots`."""
    latest = {**_pressed(label), **(message or {})}
    remembered = {"heard": None, "offered": None, "said": None, "misses": 0.0, "welcomed": True, **slots}
    tracker = Tracker("someone", remembered, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker, {})
    said = dispatcher.messages
    assert all(not message["buttons"] for message in said[:-1]), "only the last bubble has quick replies"
    buttons = said[-1]["buttons"] if said else []
    return Turn(
        [message["text"] for message in said],
        [button["title"] for button in buttons],
        [button["payload"] for button in buttons],
        list(events),
        [link for message in said for link in message["custom"].get("links", [])],
    )


class Talk:
    """A conversation in which every turn knows the slots that those before it left."""

    def __init__(self, **slots: Any) -> None:
        self.slots: dict[str, Any] = slots

    def hear(self, action: Action, label: str, heard: dict[str, Any] | None = None) -> Turn:
        """Run one turn."""
        turn = run(action, label, heard, **self.slots)
        self.slots |= turn.slots
        return turn

    def says(self, text: str, label: str = labels.NOT_SURE, *nuances: str, action: Action | None = None) -> Turn:
        """Run the turn of a typed message that was heard as `label`, with nuances."""
        heard = {"text": text, "nuances": list(nuances), "heard": [{"name": label}]}
        return self.hear(
            action or ActionAskBack(), label, heard if label != labels.NOT_SURE else {**heard, "heard": []}
        )

    def presses(self, choice: str) -> Turn:
        """Run the turn of a button that is no subject."""
        return self.hear(ActionChoose(), labels.CHOICE, {"text": f"/choice:{choice}", "choice": choice})
