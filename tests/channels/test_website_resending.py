"""Sending a message again is harmless: it is answered again, and heard once."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import StartServer
from tests.server.running import Server, Visitor

pytestmark = pytest.mark.slow


def test_same_id_gets_the_same_answer_and_makes_no_second_turn(server: Server, visitor: Visitor) -> None:
    message_id = str(uuid.uuid4())

    first = visitor.send(message_id, text="welke stappen zijn er?")
    second = visitor.send(message_id, text="welke stappen zijn er?")

    assert second == first
    assert len(server.events(visitor, "user")) == 1
    assert len(server.events(visitor, "bot")) == len(first)


def test_same_id_in_capitals_is_the_same_message(server: Server, visitor: Visitor) -> None:
    message_id = str(uuid.uuid4())

    assert visitor.send(message_id.upper(), text="hoi") == visitor.send(message_id, text="hoi")
    assert len(server.events(visitor, "user")) == 1


def test_same_id_many_times_at_once_is_heard_once(server: Server, visitor: Visitor) -> None:
    message_id = str(uuid.uuid4())

    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: visitor.send(message_id, text="welke stappen zijn er?"), range(8)))

    assert all(answer == answers[0] for answer in answers)
    assert len(server.events(visitor, "user")) == 1


def test_same_button_pressed_twice_under_one_id_is_one_turn(server: Server, visitor: Visitor) -> None:
    reply = visitor.say("welke stappen zijn er?")[-1]["quick_replies"][0]
    message_id = str(uuid.uuid4())

    first = visitor.send(message_id, payload=reply["payload"])

    assert visitor.send(message_id, payload=reply["payload"]) == first
    assert len(server.events(visitor, "user")) == 2


def test_same_id_in_two_sessions_is_two_messages(server: Server) -> None:
    message_id = str(uuid.uuid4())
    one, two = server.visitor(), server.visitor()

    one.send(message_id, text="hoi")
    two.send(message_id, text="welke stappen zijn er?")

    assert [event["text"] for event in server.events(two, "user")] == ["welke stappen zijn er?"]


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_same_id_after_the_server_was_ended_and_started_gets_the_same_answer(
    end: str, start_server: StartServer
) -> None:
    server = start_server()
    visitor = server.visitor()
    visitor.say("hoi")
    message_id = str(uuid.uuid4())
    before = visitor.send(message_id, text="welke stappen zijn er?")

    getattr(server, end)()
    server.start()

    assert visitor.send(message_id, text="welke stappen zijn er?") == before
    assert [event["text"] for event in server.events(visitor, "user")] == ["hoi", "welke stappen zijn er?"]
    assert len(server.events(visitor, "bot")) > len(before)


def test_earlier_message_sent_again_is_answered_as_then_and_changes_nothing_since(
    server: Server, visitor: Visitor
) -> None:
    message_id = str(uuid.uuid4())
    then = visitor.send(message_id, text="welke stappen zijn er?")
    visitor.say("dankjewel")

    assert visitor.send(message_id, text="welke stappen zijn er?") == then
    assert [event["text"] for event in server.events(visitor, "user")] == ["welke stappen zijn er?", "dankjewel"]
