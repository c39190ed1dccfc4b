"""Taking a turn: a message is always answered, whatever Rasa does and whoever comes in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from stiefwijzer.channels import incoming, turn_taking
from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.channels.turn_taking import TurnTaking
from stiefwijzer.content import Content, SafetyAnswer
from stiefwijzer.storage import database
from stiefwijzer.storage.turns import StaleConversationError, Turns

Take = Callable[[str, Any], Awaitable[list[dict[str, Any]]]]
DANGER, ORDINARY = "ik wil niet meer leven", "welke stappen zijn er?"


@pytest.fixture
def take(texts: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Take:
    """Say something to a Rasa that does as it is told."""
    monkeypatch.setattr(turn_taking, "_PAUSE", 0.0)
    turns = Turns(database.connect(f"sqlite:///{tmp_path / 'stiefwijzer.db'}"))

    async def say(text: str, rasa: Any) -> list[dict[str, Any]]:
        def message_for(output: CollectingOutputChannel) -> UserMessage:
            return incoming.typed(text, session_id="a", channel="test", message_id="m", output=output)

        return await TurnTaking(turns, texts, SafetyNet(texts), rasa).take(message_for)

    return say


async def raises(_: UserMessage) -> None:
    raise RuntimeError("zwaluwstaart")


async def says_nothing(_: UserMessage) -> None:
    return


async def is_always_second(_: UserMessage) -> None:
    raise StaleConversationError


@pytest.mark.parametrize("rasa", [raises, says_nothing, is_always_second], ids=lambda rasa: rasa.__name__)
async def test_who_gets_no_answer_gets_an_apology_and_who_is_in_danger_people_to_call(
    rasa: Any, take: Take, texts: Content, caplog: pytest.LogCaptureFixture
) -> None:
    assert await take(ORDINARY, rasa) == [{"text": texts.moments.trouble.text}]
    danger = texts.answers["crisis_suicide"]
    assert isinstance(danger, SafetyAnswer)
    assert [bubble["text"] for bubble in await take(DANGER, rasa) if "text" in bubble] == danger.bubbles("self")
    assert "zwaluwstaart" not in caplog.text


async def test_who_comes_second_takes_the_turn_anew_with_nothing_said_before(take: Take) -> None:
    attempts: list[str] = []

    async def second_once(message: UserMessage) -> None:
        attempts.append(message.text)
        await message.output_channel.send_response("a", {"text": f"antwoord {len(attempts)}"})
        if len(attempts) == 1:
            raise StaleConversationError

    assert [bubble["text"] for bubble in await take(ORDINARY, second_once)] == ["antwoord 2"]
