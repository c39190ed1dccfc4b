"""Whole conversations, played with the trained assistant in this process: every part but the wire."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.domain import SessionConfig
from ruamel.yaml import YAML

from stiefwijzer import content, settings
from stiefwijzer.channels import incoming
from stiefwijzer.channels.safety_net import SafetyNet

HERE: Final = Path(__file__).parent
#: Stands for the answer when the button to press is not there.
NO_BUTTON: Final = "(no such button)"
#: A night is longer than a session lasts.
_OVER: Final = SessionConfig(1e-9, carry_over_slots=True)


@dataclass(frozen=True)
class Step:
    """What somebody does, and pieces of what is answered.

    Attributes:
        does: `says` a text, `presses` a title, or comes back after a `night` or a `restart` of the server.
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


@dataclass(frozen=True)
class Answer:
    """What was answered to one message: bubbles, and the titles of what can be pressed."""

    bubbles: list[str]
    titles: list[str]
    links: list[str]


#: Every step with what was answered; a night and a restart are answered by nothing.
Played = list[tuple[Step, Answer | None]]


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
    """Plays conversations.

    Args:
        load: Returns the assistant as a newly started process has it.
    """

    def __init__(self, load: Callable[[], Agent]) -> None:
        self._load = load
        self._agent = load()
        self._net = SafetyNet(content.texts())
        self._session = ""
        self._offered: list[dict[str, Any]] = []

    def play(self, conversation: Conversation) -> Played:
        """Return every step with what was answered."""
        self._session, self._offered = uuid.uuid4().hex, []
        return [(step, self._take(step, slept)) for step, slept in _with_nights(conversation.steps)]

    def _take(self, step: Step, slept: bool) -> Answer | None:
        if step.does == "restart":
            self._agent = self._load()
        if step.does in ("night", "restart"):
            return None
        with self._after_a_night() if slept else nullcontext():
            return asyncio.run(self._turn(step))

    async def _turn(self, step: Step) -> Answer:
        output = CollectingOutputChannel()
        message = self._message(step, output)
        if message is None:
            return Answer([NO_BUTTON], [button["title"] for button in self._offered], [])
        bubbles = await self._net.take(message, self._agent.handle_message)
        self._offered = [button for bubble in bubbles for button in bubble.get("buttons") or []]
        return Answer(
            [bubble["text"] for bubble in bubbles if bubble.get("text")],
            [button["title"] for button in self._offered],
            [link["title"] for bubble in bubbles for link in (bubble.get("custom") or {}).get("links", [])],
        )

    def _message(self, step: Step, output: CollectingOutputChannel) -> UserMessage | None:
        common: dict[str, Any] = {
            "session_id": self._session,
            "channel": "test",
            "message_id": uuid.uuid4().hex,
            "output": output,
        }
        if step.does == "says":
            return incoming.typed(step.what, **common)
        for button in self._offered:
            if step.what == button["title"]:
                return incoming.pressed(button["payload"], **common)
        return None

    @contextmanager
    def _after_a_night(self) -> Iterator[None]:
        domain = self._agent.processor.domain
        usual, domain.session_config = domain.session_config, _OVER
        try:
            yield
        finally:
            domain.session_config = usual


def _with_nights(steps: Sequence[Step]) -> Iterator[tuple[Step, bool]]:
    """Yield every step, and whether a session has ended since the message before it."""
    slept = False
    for step in steps:
        yield step, slept
        slept = step.does == "night" or (slept and step.does == "restart")


def main(files: Sequence[str]) -> None:
    """Play the conversations of some files in a process of their own, and print what was answered as JSON."""
    from stiefwijzer import logs
    from stiefwijzer.server.app import load_agent

    logs.configure()
    player = Player(lambda: load_agent(settings.MODELS_DIR / "stiefwijzer.tar.gz"))
    played = {
        conversation.name: [asdict(answer) if answer else None for _, answer in player.play(conversation)]
        for file in files
        for conversation in read(Path(file))
    }
    sys.stdout.write(json.dumps(played, ensure_ascii=False))


def play_apart(files: Sequence[Path], database: Path) -> dict[str, list[Answer | None]]:
    """Return what was answered to every step of the conversations of some files, by their names.

    They are played in a process of their own, which keeps the conversations in `database`: loading the assistant changes
    Rasa for a whole process.
    """
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "STIEFWIJZER_VAR": str(database.parent)}
    command = [sys.executable, "-m", "tests.dialogue.playing", *map(str, files)]
    done = subprocess.run(
        command, cwd=settings.PROJECT_DIR, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return {
        name: [Answer(**answer) if answer else None for answer in answers]
        for name, answers in json.loads(done.stdout).items()
    }


if __name__ == "__main__":
    main(sys.argv[1:])
