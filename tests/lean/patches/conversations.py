"""The fifty conversations of conversations.yml, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

FILE: Final = Path(__file__).with_name("conversations.yml")


class ConversationError(Exception):
    """A conversation cannot be played; the message names it, and the step that is wrong."""


@dataclass(frozen=True)
class Say:
    """Somebody types a text."""

    text: str


@dataclass(frozen=True)
class Press:
    """Somebody presses a button of the last answer, by its title or by its number from 1."""

    button: str | int


@dataclass(frozen=True)
class PressLate:
    """Somebody scrolls up, and presses a button of an answer before the last one."""

    title: str


@dataclass(frozen=True)
class Again:
    """The message before is sent once more under its id, as a page does that has lost its connection."""


@dataclass(frozen=True)
class Silence:
    """Nothing is said for longer than a session lasts."""


Step = Say | Press | PressLate | Again | Silence


@dataclass(frozen=True)
class Conversation:
    """What one person does, step by step."""

    name: str
    steps: tuple[Step, ...]

    @property
    def is_silent_once(self) -> bool:
        """Whether it takes a session that ends while somebody waits."""
        return Silence() in self.steps

    @property
    def messages(self) -> int:
        """How many messages are heard: what is sent again is not."""
        return sum(isinstance(step, Say | Press | PressLate) for step in self.steps)


def read(file: Path = FILE) -> list[Conversation]:
    """Read the conversations of a file.

    Raises:
        ConversationError: One has no name, the name of another, no steps, or a step of an unknown kind.
    """
    conversations = [_conversation(entry) for entry in YAML(typ="safe").load(file.read_text(encoding="utf-8")) or ()]
    names = [conversation.name for conversation in conversations]
    for name in names:
        if names.count(name) > 1:
            raise ConversationError(f"two conversations have the name {name!r}")
    return conversations


def _conversation(entry: Any) -> Conversation:
    match entry:
        case {"name": str(name), "steps": [_, *_] as steps, **rest} if name and not rest:
            return Conversation(name, _steps(name, steps))
    raise ConversationError(f"a conversation has a name and a list of steps, and nothing else: {entry!r:.200}")


def _steps(name: str, entries: Sequence[Any]) -> tuple[Step, ...]:
    steps = []
    for number, entry in enumerate(entries, start=1):
        step = _step(entry)
        if step is None:
            raise ConversationError(
                f"{name!r}, step {number}: {entry!r:.200} is no step; a step is a text, or one of "
                "press: <title or number>, late: <title>, again: true, silence: true"
            )
        if number == 1 and not isinstance(step, Say):
            raise ConversationError(f"{name!r}, step 1: nothing was answered yet, so it must be a text")
        steps.append(step)
    return tuple(steps)


def _step(entry: Any) -> Step | None:
    """Return the step that is written so; None when no step is."""
    step: Step | None = None
    match entry:
        case str(text) if text.strip():
            step = Say(text)
        case {"press": int(number), **rest} if not rest and not isinstance(number, bool) and number > 0:
            step = Press(number)
        case {"press": str(title), **rest} if not rest:
            step = Press(title)
        case {"late": str(title), **rest} if not rest:
            step = PressLate(title)
        case {"again": True, **rest} if not rest:
            step = Again()
        case {"silence": True, **rest} if not rest:
            step = Silence()
    return step
