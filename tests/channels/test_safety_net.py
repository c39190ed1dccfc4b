"""The safety net: an answer to danger comes whatever Rasa does, and nothing else is touched."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from stiefwijzer import content
from stiefwijzer.channels import safety_net
from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.content import SafetyAnswer
from stiefwijzer.storage.turns import StaleConversationError

DANGER = "ik wil niet meer leven"
ORDINARY = "ik voel me een gast in huis"

Rasa = Callable[[UserMessage], Awaitable[Any]]


@pytest.fixture(scope="module")
def net() -> SafetyNet:
    return SafetyNet(content.load())


def said(text: str) -> UserMessage:
    return UserMessage(text, CollectingOutputChannel(), "someone")


async def raises(_: UserMessage) -> None:
    raise RuntimeError(DANGER)


async def hangs(_: UserMessage) -> None:
    await asyncio.Event().wait()


async def says_nothing(_: UserMessage) -> None:
    return


async def apologises(message: UserMessage) -> None:
    await message.output_channel.send_response("someone", {"text": "Er ging iets mis."})


async def sells(message: UserMessage) -> None:
    buttons = [{"title": "Kennismaken", "payload": "/request_intake"}]
    await message.output_channel.send_response("someone", {"text": "Maak een afspraak.", "buttons": buttons})


async def guides(message: UserMessage) -> None:
    await message.output_channel.send_response("someone", {"text": "Ik lees het."})
    links = {"links": [{"title": "Bel 113", "url": "tel:113"}]}
    await message.output_channel.send_response("someone", {"text": "Bel 113.", "custom": links})


def spoken(about: str | None) -> list[str]:
    answer = content.load().answers["crisis_suicide"]
    assert isinstance(answer, SafetyAnswer)
    return answer.bubbles(about)


@pytest.mark.parametrize("rasa", [raises, hangs, says_nothing, apologises, sells], ids=lambda rasa: rasa.__name__)
async def test_whatever_rasa_does_danger_is_answered(
    rasa: Rasa, net: SafetyNet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety_net, "PATIENCE", 0.05)
    bubbles = await net.take(said(DANGER), rasa)
    assert [bubble["text"] for bubble in bubbles if "text" in bubble] == spoken("self")
    assert bubbles[-1]["custom"]["links"][0] == {"title": "Bel 113", "url": "tel:113"}


async def test_an_answer_that_guides_to_people_is_left_as_it_is(net: SafetyNet) -> None:
    bubbles = await net.take(said(DANGER), guides)
    assert [bubble.get("text") for bubble in bubbles] == ["Ik lees het.", "Bel 113.", None]


async def test_what_speaks_of_no_danger_is_none_of_its_business(net: SafetyNet) -> None:
    assert [bubble["text"] for bubble in await net.take(said(ORDINARY), apologises)] == ["Er ging iets mis."]
    with pytest.raises(RuntimeError):
        await net.take(said(ORDINARY), raises)


async def test_a_conversation_somebody_else_has_in_hand_is_taken_anew(net: SafetyNet) -> None:
    async def stale(_: UserMessage) -> None:
        raise StaleConversationError

    with pytest.raises(StaleConversationError):
        await net.take(said(DANGER), stale)


async def test_no_word_of_the_message_is_logged(net: SafetyNet, caplog: pytest.LogCaptureFixture) -> None:
    await net.take(said(DANGER), raises)
    assert "RuntimeError" in caplog.text
    assert "crisis_suicide" in caplog.text
    assert "leven" not in caplog.text
