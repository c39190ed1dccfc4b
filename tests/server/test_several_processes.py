"""Several servers on one database: a conversation is one conversation, whichever of them answers."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from stiefwijzer.content import Content
from tests.server.running import LIMIT, Server, Visitor, texts_of

pytestmark = pytest.mark.slow

PATTERN = "Zodra mijn vriend wil knuffelen loop ik weg, ik red me liever alleen."
MANY = [f"dankjewel ({number})" for number in range(20)]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Two servers as behind one address: the same database, the same key."""
    var = tmp_path_factory.mktemp("var")
    shared: dict[str, Any] = {
        "DATABASE_URL": f"sqlite:///{var / 'stiefwijzer.db'}",
        "STIEFWIJZER_SECRET_KEY": uuid.uuid4().hex,
    }
    both = Server(var, **shared), Server(var, **shared)
    try:
        for server in both:
            server.start()
        yield both
    finally:
        for server in both:
            server.stop()


@pytest.fixture
def everywhere(servers: tuple[Server, Server]) -> tuple[Visitor, Visitor]:
    """Somebody new, as seen by either server."""
    visitor = servers[0].visitor()
    return visitor, replace(visitor, url=servers[1].url)


def _rows(server: Server, visitor: Visitor) -> list[tuple[int, str | None, list[str]]]:
    """Return number, message and heard texts of every turn."""
    with closing(sqlite3.connect(server.var / "stiefwijzer.db", timeout=LIMIT)) as database:
        query = "SELECT number, message_id, events FROM turns WHERE sender_id = ? ORDER BY number"
        rows = database.execute(query, (visitor.session_id,)).fetchall()
    return [
        (number, message_id, [event["text"] for event in json.loads(events) if event["event"] == "user"])
        for number, message_id, events in rows
    ]


def test_conversation_goes_on_across_servers(
    servers: tuple[Server, Server], everywhere: tuple[Visitor, Visitor], texts: Content
) -> None:
    here, there = everywhere
    here.say(PATTERN)

    assert texts_of(there.say("ja graag")) == texts.answers["ask_step_3"].bubbles("pattern_avoidant")
    reply = there.say("welke stappen zijn er?")[-1]["quick_replies"][0]
    assert texts_of(here.press(reply)) == texts.answers["ask_step_1"].bubbles("pattern_avoidant")
    assert [number for number, _, _ in _rows(servers[0], here)] == [0, 1, 2, 3]


def test_answer_of_one_server_is_given_again_by_the_other(
    servers: tuple[Server, Server], everywhere: tuple[Visitor, Visitor]
) -> None:
    here, there = everywhere
    message_id = str(uuid.uuid4())

    first = here.send(message_id, text="welke stappen zijn er?")

    assert there.send(message_id, text="welke stappen zijn er?") == first
    assert len(_rows(servers[0], here)) == 1


@pytest.mark.parametrize("talked_before", [False, True])
def test_many_messages_of_one_person_on_both_servers_at_once_are_each_heard_once(
    talked_before: bool, servers: tuple[Server, Server], everywhere: tuple[Visitor, Visitor]
) -> None:
    if talked_before:
        everywhere[0].say("hoi")
    sent = [(everywhere[number % 2], str(uuid.uuid4()), text) for number, text in enumerate(MANY)]

    with ThreadPoolExecutor(len(sent)) as senders:
        answers = list(senders.map(lambda one: one[0].post({"id": one[1], "text": one[2]}), sent))

    assert [answer.status_code for answer in answers] == [200] * len(sent)
    # Only the first answer of somebody new carries the welcome; the others are the answer and nothing else.
    shortest = min((texts_of(answer.json()["messages"]) for answer in answers), key=len)
    assert all(texts_of(answer.json()["messages"])[-len(shortest) :] == shortest for answer in answers)
    rows = _rows(servers[0], everywhere[0])[int(talked_before) :]
    assert [number for number, _, _ in rows] == list(range(int(talked_before), len(sent) + int(talked_before)))
    assert sorted(text for _, _, heard in rows for text in heard) == sorted(MANY)
    assert {message_id for _, message_id, _ in rows} == {message_id for _, message_id, _ in sent}


def test_welcome_is_given_once_when_somebody_new_talks_to_both_servers_at_once(
    everywhere: tuple[Visitor, Visitor], texts: Content
) -> None:
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda number: texts_of(everywhere[number % 2].say("dankjewel")), range(8)))

    alone = min(answers, key=len)
    assert sorted(len(answer) - len(alone) for answer in answers)[-2:] == [0, 1]


@pytest.mark.parametrize("times", range(3))
def test_one_message_sent_to_both_servers_at_once_is_one_turn_with_one_answer(
    times: int, servers: tuple[Server, Server], everywhere: tuple[Visitor, Visitor]
) -> None:
    message_id = str(uuid.uuid4())

    with ThreadPoolExecutor(8) as senders:
        send = [everywhere[number % 2] for number in range(8)]
        answers = list(senders.map(lambda one: one.send(message_id, text="welke stappen zijn er?"), send))

    assert all(answer == answers[0] for answer in answers)
    assert [row[:2] for row in _rows(servers[0], everywhere[0])] == [(0, message_id)]
