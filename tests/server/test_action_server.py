"""A separate action server answers as the actions in the process do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import StartServer
from tests.server.running import Program, Server, environment, free_port, texts_of, titles_of, wait_for

pytestmark = pytest.mark.slow

SAID = ["hoi", "Zodra mijn vriend wil knuffelen loop ik weg.", "ja graag", "nee", "qwrtz bvncx"]


def _answers(server: Server) -> list[tuple[list[str], list[str]]]:
    visitor = server.visitor()
    return [(texts_of(answer), titles_of(answer)) for answer in map(visitor.say, SAID)]


def test_separate_action_server_gives_the_same_answers(
    server: Server, start_server: StartServer, tmp_path: Path
) -> None:
    port = free_port()
    actions = Program(
        *(sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)),
        ready="up and running",
        env=environment(tmp_path),
    )
    actions.start()
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        apart = start_server("--actions-url", f"http://127.0.0.1:{port}/webhook")
        answers = _answers(apart)
    finally:
        actions.stop()

    assert answers == _answers(server)
    assert all(texts for texts, _ in answers)
