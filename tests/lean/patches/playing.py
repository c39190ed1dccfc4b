"""Playing a conversation on a running server, reading what the server kept of it, and comparing two plays."""

from __future__ import annotations

import asyncio
import io
import json
import tarfile
import time
import uuid
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import pytest
from rasa.shared.core.domain import Domain

from stiefwijzer import settings
from stiefwijzer.storage.conversations import ConversationStore
from tests.lean.patches.conversations import Again, Conversation, Press, PressLate, Say, Silence
from tests.server.running import Bubble, QuickReply, Server, titles_of

#: A session of the shortened model ends after this many minutes: long enough for a busy machine not to end one by being
#: slow, short enough to wait for.
SHORT_SESSION: Final = 0.1
_SILENCE: Final = SHORT_SESSION * 60 + 0.5
#: What is different in every play: when it was, whose it was, and which copy of the model.
_ITS_OWN: Final = frozenset({"timestamp", "sender_id", "session_id", "message_id", "model_id"})

Kept = list[dict[str, Any]]


@dataclass
class Talk:
    """One conversation as it was answered by one server, and what that server kept of it."""

    session_id: str
    #: One answer a step; none to a silence.
    answers: list[list[Bubble]] = field(default_factory=list)
    events: Kept = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)


def play(conversation: Conversation, server: Server) -> Talk:
    """Play a conversation and return how it was answered."""
    visitor = server.visitor()
    talk = Talk(visitor.session_id)
    message: dict[str, str] = {}
    for step in conversation.steps:
        match step:
            case Say(text):
                message = {"message_id": str(uuid.uuid4()), "text": text}
            case Press(button):
                message = {"message_id": str(uuid.uuid4()), "payload": _shown_last(talk, button)["payload"]}
            case PressLate(title):
                message = {"message_id": str(uuid.uuid4()), "payload": _shown_before(talk, title)["payload"]}
            case Silence():
                time.sleep(_SILENCE)
                continue
            case Again():
                pass  # the same message goes out once more
        talk.answers.append(visitor.send(**message))
    return talk


def _buttons(answer: Iterable[Bubble]) -> list[QuickReply]:
    return [reply for bubble in answer for reply in bubble["quick_replies"]]


def _shown_last(talk: Talk, button: str | int) -> QuickReply:
    shown = _buttons(talk.answers[-1])
    for number, reply in enumerate(shown, start=1):
        if button in (number, reply["title"]):
            return reply
    raise AssertionError(f"no button {button!r} under answer {len(talk.answers)}: {titles_of(talk.answers[-1])}")


def _shown_before(talk: Talk, title: str) -> QuickReply:
    for answer in reversed(talk.answers[:-1]):
        for reply in _buttons(answer):
            if reply["title"] == title:
                return reply
    raise AssertionError(f"no button {title!r} under any answer before answer {len(talk.answers)}")


def add_what_was_kept(server: Server, talks: Iterable[Talk]) -> None:
    """Read from the database of a server what it keeps of some talks, as every `rasa` tool reads it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", f"sqlite:///{server.var / 'stiefwijzer.db'}")
        asyncio.run(_read(ConversationStore(_domain()), talks))


async def _read(store: ConversationStore, talks: Iterable[Talk]) -> None:
    for talk in talks:
        tracker = await store.retrieve_full_tracker(talk.session_id)
        assert tracker is not None, f"nothing was kept of {talk.session_id}"
        talk.events = [event.as_dict() for event in tracker.events]
        talk.slots = tracker.current_slot_values()


@lru_cache(maxsize=1)
def _domain() -> Domain:
    """Return the domain, which a store needs to know its slots."""
    with warnings.catch_warnings():  # Rasa warns about a word of its own schema, and about what it imports
        warnings.simplefilter("ignore")
        return Domain.load(str(settings.PROJECT_DIR / "domain.yml"))


def differences(one: Talk, other: Talk) -> list[str]:
    """Return what is different between two plays of one conversation, a sentence each; none when they are equal."""
    found = []
    for number, (left, right) in enumerate(zip_longest(map(_shown, one.answers), map(_shown, other.answers)), start=1):
        found += _unequal(f"answer {number}", left, right)
    for number, (left, right) in enumerate(zip_longest(_common(one.events), _common(other.events)), start=1):
        found += _unequal(f"event {number}", left, right)
    return found + _unequal("slots", _common(one.slots), _common(other.slots))


def _shown(answer: list[Bubble]) -> list[tuple[str, list[str]]]:
    """Return what a visitor sees of an answer; payloads are signed for one session."""
    return [(bubble["text"], titles_of([bubble])) for bubble in answer]


def _common(value: Any) -> Any:
    """Return a value without what is different in every play."""
    if isinstance(value, dict):
        return {key: _common(item) for key, item in value.items() if key not in _ITS_OWN}
    return [_common(item) for item in value] if isinstance(value, list | tuple) else value


def _unequal(what: str, left: Any, right: Any) -> list[str]:
    return [] if left == right else [f"{what}: {left!r} is not {right!r}"]


def with_short_sessions(model: Path, copy: Path) -> Path:
    """Copy a model archive and let its sessions end after `SHORT_SESSION`; return the copy.

    Rasa reads the domain of a loaded model from metadata.json, where it stands whole.
    """
    with tarfile.open(model) as archive, tarfile.open(copy, "w:gz") as edited:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None and Path(member.name).name == "metadata.json":
                metadata = json.load(stream)
                metadata["domain"]["session_config"]["session_expiration_time"] = SHORT_SESSION
                data = json.dumps(metadata).encode()
                member.size, stream = len(data), io.BytesIO(data)
            edited.addfile(member, stream)
    return copy
