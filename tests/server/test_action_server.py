"""A separate action server answers as the actions in the process do."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.server.running import Program, Server, environment, free_port, texts_of, titles_of, wait_for

pytestmark = pytest.mark.slow

SAID = ["hoi", "Zodra mijn vriend wil knuffelen loop ik weg.", "ja graag", "nee", "qwrtz bvncx"]


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose actions run in an action server of their own."""
    port = free_port()
    actions = Program(
        *(sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)),
        ready="up and running",
        env=environment(tmp_path_factory.mktemp("actions")),
    )
    running = Server(tmp_path_factory.mktemp("var"), "--actions-url", f"http://127.0.0.1:{port}/webhook")
    try:
        actions.start()
        wait_for(f"http://127.0.0.1:{port}/health")
        running.start()
        yield running
    finally:
        running.stop()
        actions.stop()


def _answers(server: Server) -> list[tuple[list[str], list[str]]]:
    visitor = server.visitor()
    return [(texts_of(answer), titles_of(answer)) for answer in map(visitor.say, SAID)]


def test_separate_action_server_gives_the_same_answers(server: Server, apart: Server) -> None:
    answers = _answers(apart)

    assert answers == _answers(server)
    assert all(texts for texts, _ in answers)


def test_same_id_many_times_at_once_is_heard_once_while_the_actions_take_their_time(apart: Server) -> None:
    visitor = apart.visitor()
    message_id = str(uuid.uuid4())

    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: visitor.send(message_id, text="welke stappen zijn er?"), range(8)))

    assert all(answer == answers[0] for answer in answers)
    assert len(apart.events(visitor, "user")) == 1
