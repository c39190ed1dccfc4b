"""One turn of a conversation, played as Rasa plays it: the rule of the intent, its action, the slots it sets.

Rules here are one intent and one action (data/rules/), so nothing of Rasa is needed to follow them, and thousands of turns
take seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from ruamel.yaml import YAML

from stiefwijzer import settings

_RULES: Final = settings.PROJECT_DIR / "data" / "rules"
_DOMAIN: Final = settings.PROJECT_DIR / "domain.yml"
_SESSION_START: Final = "action_session_start"

#: What the conversation remembers, by the name of the slot.
Slots = Mapping[str, Any]
#: What a channel hands on of a message: its text, its intent, and what was heard beside it.
Message = Mapping[str, Any]


class NoAnswerError(Exception):
    """Nothing answers a message; the message of the error says which intent, and why."""


@dataclass(frozen=True)
class Turn:
    """What was answered.

    Attributes:
        bubbles: What was said.
        buttons: Quick replies: title and payload.
        links: Lines to call or open, by title.
        slots: What is remembered afterwards.
    """

    bubbles: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    slots: Slots

    @property
    def state(self) -> str:
        """What is remembered, as one text that can be compared."""
        return json.dumps(self.slots, sort_keys=True, ensure_ascii=False, default=str)


class Player:
    """Plays turns with the actions and rules of the assistant."""

    def __init__(self) -> None:
        executor = ActionExecutor()
        executor.register_package("actions")
        self._actions: dict[str, Action] = {name: run.__self__ for name, run in executor.actions.items()}
        self._rules = dict(_rules(_RULES))
        domain = YAML(typ="safe").load(_DOMAIN.read_text(encoding="utf-8"))
        self._empty = {name: slot.get("initial_value") for name, slot in domain["slots"].items()}

    def begin(self) -> Slots:
        """Return what is remembered when somebody comes for the first time."""
        return self._run(_SESSION_START, self._empty, pressed("/greet")).slots

    def begin_again(self, slots: Slots) -> Slots:
        """Return what is still remembered when somebody comes back the next day."""
        return self._run(_SESSION_START, slots, pressed("/greet")).slots

    def play(self, slots: Slots, message: Message) -> Turn:
        """Return the answer to a message.

        Raises:
            NoAnswerError: No rule answers the intent, or the action failed or said nothing.
        """
        intent = message["intent"]["name"]
        if intent not in self._rules:
            raise NoAnswerError(f"geen regel voor de bedoeling '{intent}' (data/rules/)")
        try:
            turn = self._run(self._rules[intent], slots, message)
        except Exception as error:
            raise NoAnswerError(
                f"'{self._rules[intent]}' struikelt over '{message['text']}': {type(error).__name__}: {error}"
            ) from error
        if not turn.bubbles:
            raise NoAnswerError(f"'{self._rules[intent]}' zegt niets op '{message['text']}'")
        return turn

    def _run(self, action: str, slots: Slots, message: Message) -> Turn:
        tracker = Tracker("walk", dict(slots), dict(message), [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = self._actions[action].run(dispatcher, tracker, {})
        after = dict(slots)
        for event in events:
            if event["event"] == "restart":
                after = dict(self._empty)
            elif event["event"] == "slot":
                after[event["name"]] = event["value"]
        said = dispatcher.messages
        return Turn(
            tuple(each["text"] for each in said if each.get("text")),
            tuple((button["title"], button["payload"]) for each in said for button in each.get("buttons") or ()),
            tuple(link["title"] for each in said for link in (each.get("custom") or {}).get("links", ())),
            after,
        )


def pressed(payload: str) -> Message:
    """Return the message of a button, as channels/incoming.py makes it of a payload (a test compares the two)."""
    intent, _, choice = payload.removeprefix("/").partition(":")
    return {"text": payload, "intent": {"name": intent, "confidence": 1.0}, **({"choice": choice} if choice else {})}


def _rules(directory: Path) -> list[tuple[str, str]]:
    read = [
        YAML(typ="safe").load(file.read_text(encoding="utf-8"))["rules"] for file in sorted(directory.glob("*.yml"))
    ]
    # The rule of a form that ends begins with no message, so no button leads to it.
    steps = [rule["steps"] for rules in read for rule in rules if "intent" in rule["steps"][0]]
    return [(first["intent"], last["action"]) for first, last in steps]
