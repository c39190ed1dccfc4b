"""Whole conversations, played with the trained assistant in this process: every part but the wire."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.domain import SessionConfig
from ruamel.yaml import YAML

from stiefwijzer import content
from stiefwijzer.channels import incoming
from stiefwijzer.channels.safety_net import SafetyNet

HERE: Final = Path(__file__).parent
#: A night is longer than a session lasts.
_OVER: Final = SessionConfig(1e-9, carry_over_slots=True)


@dataclass(frozen=True)
class Step:
    """What somebody does, and pieces of what is answered.

    Attributes:
        does: `says` a text, `presses` a title or a number, or comes back after a `night` or a `restart` of the server.
        what: The text or title.
        hears: Pieces of the answer, each of which must be in it.
    """

    does: str
    what: str = ""
    hears: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """One person's conversation."""

    name: str
    steps: tuple[Step, ...]

    @property
    def messages(self) -> int:
        """How many messages somebody sends."""
        return sum(step.does in ("says", "presses") for step in self.steps)


@dataclass
class Answer:
    """What was answered to one message."""

    said: str
    bubbles: list[str]
    titles: list[str]
    links: list[str] = field(default_factory=list)


def read(file: Path) -> list[Conversation]:
    """Return the conversations of a file: a name, and steps of one key each besides `hears`."""
    return [
        Conversation(each["name"], tuple(_step(step) for step in each["steps"]))
        for each in YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    ]


def _step(entry: dict[str, Any]) -> Step:
    hears = entry.get("hears") or []
    ((does, what),) = ((key, value) for key, value in entry.items() if key != "hears")
    if does not in ("says", "presses", "night", "restart"):
        raise ValueError(f"{does!r} is nothing one can do in a conversation")
    return Step(does, str(what), tuple([hears] if isinstance(hears, str) else hears))


class Player:
    """Plays conversations with an assistant.

    Args:
        agent: The assistant, with its conversations in the database of the settings.
    """

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._net = SafetyNet(content.texts())
        self._session = ""
        self._offered: list[dict[str, Any]] = []

    def play(self, conversation: Conversation) -> list[tuple[Step, Answer | None]]:
        """Return every step with what was answered."""
        self._session, self._offered = uuid.uuid4().hex, []
        return asyncio.run(self._play(conversation))

    @property
    def session(self) -> str:
        """Whose conversation was played last."""
        return self._session

    async def _play(self, conversation: Conversation) -> list[tuple[Step, Answer | None]]:
        played: list[tuple[Step, Answer | None]] = []
        night = False
        for step in conversation.steps:
            if step.does in ("night", "restart"):
                # The store keeps nothing in memory between turns, so a new process would read what this one reads.
                night = night or step.does == "night"
                played.append((step, None))
                continue
            with self._after_a_night() if night else _as_usual():
                played.append((step, await self._turn(step)))
            night = False
        return played

    async def _turn(self, step: Step) -> Answer:
        output = CollectingOutputChannel()
        message = self._message(step, output)
        bubbles = await self._net.take(message, self._agent.handle_message)
        self._offered = [button for bubble in bubbles for button in bubble.get("buttons") or []]
        return Answer(
            step.what,
            [bubble["text"] for bubble in bubbles if bubble.get("text")],
            [button["title"] for button in self._offered],
            [link["title"] for bubble in bubbles for link in (bubble.get("custom") or {}).get("links", [])],
        )

    def _message(self, step: Step, output: CollectingOutputChannel) -> UserMessage:
        common: dict[str, Any] = {
            "session_id": self._session,
            "channel": "test",
            "message_id": uuid.uuid4().hex,
            "output": output,
        }
        if step.does == "says":
            return incoming.typed(step.what, **common)
        for number, button in enumerate(self._offered, start=1):
            if step.what in (str(number), button["title"]):
                return incoming.pressed(button["payload"], **common)
        raise AssertionError(f"no button {step.what!r}, only {[button['title'] for button in self._offered]}")

    @contextmanager
    def _after_a_night(self) -> Iterator[None]:
        domain = self._agent.processor.domain
        usual, domain.session_config = domain.session_config, _OVER
        try:
            yield
        finally:
            domain.session_config = usual


@contextmanager
def _as_usual() -> Iterator[None]:
    yield
