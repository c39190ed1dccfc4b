"""Many people at once on bad connections: every message is answered exactly once, and in order."""

from __future__ import annotations

import json
import random
import socket
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.server.running import LIMIT, Bubble, Server, Visitor, texts_of

pytestmark = pytest.mark.slow

SESSIONS = 200
MESSAGES = 20
#: How many people talk at the same moment.
AT_ONCE = 50
#: How often a connection is killed before its answer came.
KILLED = 0.25


def send_and_hang_up(visitor: Visitor, message_id: str, text: str, moment: random.Random) -> None:
    """Send a message, whole or in part, and kill the connection without reading the answer."""
    address = urlsplit(visitor.url)
    body = json.dumps({"id": message_id, "text": text}).encode()
    head = (
        f"POST /chat/messages HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {visitor.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    whole = head + body
    with socket.create_connection((address.hostname, address.port), timeout=LIMIT) as connection:
        connection.sendall(whole[: moment.choice([len(head) // 2, len(whole) - 3, len(whole), len(whole)])])
        # Reset instead of a farewell, as when a train goes into a tunnel.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def talk(server: Server, seed: int) -> tuple[Visitor, list[tuple[str, str, list[Bubble]]]]:
    """Say everything one person says, again when the connection was killed; return what was sent and answered."""
    moment = random.Random(seed)
    visitor = server.visitor()
    said = []
    for number in range(MESSAGES):
        message_id, text = str(uuid.uuid4()), f"dankjewel{'!' * number}"
        while moment.random() < KILLED:
            send_and_hang_up(visitor, message_id, text, moment)
        said.append((message_id, text, visitor.send(message_id, text=text)))
    return visitor, said


def test_every_message_of_a_crowd_is_answered_once_and_in_order(server: Server) -> None:
    with ThreadPoolExecutor(AT_ONCE) as people:
        talks = list(people.map(lambda seed: talk(server, seed), range(SESSIONS)))

    for visitor, said in talks:
        heard = server.events(visitor, "user")
        assert [(event["message_id"], event["text"]) for event in heard] == [(one, text) for one, text, _ in said]
        assert [event["text"] for event in server.events(visitor, "bot")] == [
            text for _, _, bubbles in said for text in texts_of(bubbles)
        ]


def test_messages_of_one_person_sent_without_waiting_are_taken_in_the_order_they_came(
    server: Server, visitor: Visitor
) -> None:
    address = urlsplit(server.url)
    sent = [(str(uuid.uuid4()), f"dankjewel{'!' * number}") for number in range(MESSAGES)]
    connections = []
    for message_id, text in sent:
        body = json.dumps({"id": message_id, "text": text}).encode()
        connection = socket.create_connection((address.hostname, address.port), timeout=LIMIT)
        connection.sendall(
            f"POST /chat/messages HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {visitor.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + body
        )
        connections.append(connection)
    for connection in connections:
        assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 200")
        connection.close()

    assert [event["message_id"] for event in server.events(visitor, "user")] == [message_id for message_id, _ in sent]
