"""A message is sent until it has arrived, within the limits, and never to somebody who blocked the bot."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from stiefwijzer.channels.telegram.api import BotApi
from stiefwijzer.channels.telegram.pacing import Pace
from stiefwijzer.channels.telegram.presenting import Message
from stiefwijzer.channels.telegram.sending import GoneError, Sender, UndeliverableError, pauses
from tests.channels.telegram import double as doubles
from tests.channels.telegram.double import TOKEN, Double
from tests.channels.telegram.people import Person

HELLO = Message("Hallo.", [])


@pytest.fixture
async def sender(double: Double) -> AsyncIterator[Sender]:
    api = BotApi(TOKEN, double.url)
    yield Sender(api, Pace())
    await api.close()


@pytest.fixture
def person(double: Double) -> Person:
    return Person(double)


async def test_several_messages_in_a_chat_arrive_in_order_and_none_is_refused(
    double: Double, sender: Sender, person: Person
) -> None:
    for number in range(4):
        await sender.send(person.chat_id, Message(str(number), []))
    assert [sent.text for sent in person.got()] == ["0", "1", "2", "3"]
    assert double.refused == []


async def test_messages_to_many_chats_keep_the_limit_over_all(double: Double, sender: Sender) -> None:
    people = [Person(double) for _ in range(70)]
    await asyncio.gather(*(sender.send(person.chat_id, HELLO) for person in people))
    assert [len(person.got()) for person in people] == [1] * 70
    assert double.refused == []


@pytest.mark.parametrize("kind", [500, 502, 401, doubles.DROP, doubles.RUBBISH, doubles.SLOW])
async def test_a_message_that_did_not_arrive_is_sent_again(
    kind: str | int, double: Double, sender: Sender, person: Person
) -> None:
    double.trouble("sendMessage", kind, kind)
    await sender.send(person.chat_id, HELLO)
    assert [sent.text for sent in person.got()] == [HELLO.text]


async def test_telegram_is_left_alone_for_as_long_as_it_asks(double: Double, sender: Sender, person: Person) -> None:
    double.trouble("sendMessage", 429)
    other = Person(double)
    asked = time.monotonic()
    await asyncio.gather(sender.send(person.chat_id, HELLO), sender.send(other.chat_id, HELLO))
    assert len(person.got()) == len(other.got()) == 1
    assert max(sent.at for sent in double.sent) >= asked + 1
    assert Counter(refusal.code for _, refusal in double.refused) == {429: 1}


async def test_somebody_who_blocked_the_bot_is_not_tried_again(double: Double, sender: Sender, person: Person) -> None:
    person.member("kicked")
    with pytest.raises(GoneError):
        await sender.send(person.chat_id, HELLO)
    assert len(double.refused) == 1


async def test_a_message_whose_form_is_refused_arrives_as_plain_text(
    double: Double, sender: Sender, person: Person
) -> None:
    double.trouble("sendMessage", 400)
    await sender.send(person.chat_id, Message("Bel <112> & 113", [[{"text": "Ja", "callback_data": "ja"}]]))
    assert [(sent.text, sent.rows) for sent in person.got()] == [("Bel <112> & 113", [])]


async def test_a_message_that_is_refused_as_plain_text_too_is_given_up(
    double: Double, sender: Sender, person: Person
) -> None:
    double.trouble("sendMessage", 400, 400)
    with pytest.raises(UndeliverableError):
        await sender.send(person.chat_id, HELLO)


async def test_the_sign_of_typing_and_an_old_query_disturb_nobody(
    double: Double, sender: Sender, person: Person
) -> None:
    double.trouble("sendChatAction", doubles.DROP)
    await sender.typing(person.chat_id)
    await sender.answer_query("never asked", "Deze knop werkt niet meer.")
    assert [refusal.code for _, refusal in double.refused] == [400]


async def test_the_log_holds_neither_words_nor_token(
    double: Double, sender: Sender, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    double.trouble("sendMessage", doubles.DROP, 500, 400)
    with caplog.at_level(logging.DEBUG, logger="stiefwijzer"):
        await sender.send(person.chat_id, Message("zwaluwstaart", []))
    assert caplog.records
    assert "zwaluwstaart" not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
    assert str(person.chat_id) not in caplog.text


def test_pauses_grow_to_a_minute_and_last_for_most_of_a_day() -> None:
    every = list(pauses())
    assert all(0.25 <= pause <= 60 for pause in every)
    assert max(every[:2]) <= 1
    assert sum(every) > 12 * 3600
