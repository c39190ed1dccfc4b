"""When an action fails: the visitor is told, and no log holds a word of what anybody wrote."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import pytest

from stiefwijzer.content import Content
from tests.conftest import StartServer
from tests.server.running import ROOT, Server, free_port, texts_of

pytestmark = pytest.mark.slow

WRITTEN = "Zodra mijn vriend wil knuffelen loop ik weg naar de zwaluwstaart"
SECRET = "zwaluwstaart"

FAILING_ACTION = textwrap.dedent(
    """
    from rasa_sdk import Action


    class ActionHear(Action):
        def name(self):
            return "action_hear"

        def run(self, dispatcher, tracker, domain):
            raise ValueError(f"cannot answer {tracker.latest_message['text']}")
    """
)


@pytest.fixture
def failing(tmp_path: Path, start_server: StartServer) -> Server:
    """A server whose answer to every pattern fails, with the message in the error."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "actions", project / "actions", ignore=shutil.ignore_patterns("__pycache__"))
    (project / "actions" / "patterns.py").write_text(FAILING_ACTION, encoding="utf-8")
    return start_server(cwd=project, LOG_LEVEL="DEBUG")


def test_failing_answer_is_owned_up_to_in_the_first_turn(failing: Server, texts: Content) -> None:
    assert texts_of(failing.visitor().say(WRITTEN))[-1] == texts.moments.trouble.text


def test_failing_answer_is_owned_up_to_later_and_the_conversation_goes_on(failing: Server, texts: Content) -> None:
    visitor = failing.visitor()
    visitor.say("hoi")

    assert texts_of(visitor.say(WRITTEN)) == [texts.moments.trouble.text]
    assert texts_of(visitor.say("welke stappen zijn er?")) == texts.answers["ask_steps"].bubbles(None)


def test_failing_action_is_logged_without_a_word_of_the_message(failing: Server) -> None:
    visitor = failing.visitor()
    visitor.say(WRITTEN)
    failing.stop()

    assert "action_hear" in failing.output
    assert SECRET not in failing.output


def test_action_server_that_is_away_costs_a_kind_answer_and_no_words_in_the_log(
    start_server: StartServer, texts: Content
) -> None:
    server = start_server("--actions-url", f"http://127.0.0.1:{free_port()}/webhook", LOG_LEVEL="DEBUG")

    answer = texts_of(server.visitor().say(WRITTEN))
    server.stop()

    assert answer == [texts.moments.trouble.text]
    assert SECRET not in server.output


def test_no_log_holds_what_was_said_pressed_or_answered(start_server: StartServer) -> None:
    server = start_server(LOG_LEVEL="DEBUG", RASA_LOG_LEVEL="DEBUG")
    visitor = server.visitor()
    answer = visitor.say(WRITTEN)
    visitor.press(answer[-1]["quick_replies"][0])
    visitor.post(b'{"text": "zwaluwstaart')
    visitor.post({"id": SECRET, "text": SECRET, "payload": SECRET})
    visitor.post({"id": "8c0e1f52-6f0e-4f0a-9f55-0a4f5c6f3c11", "payload": f"{SECRET}\ud800"})
    server.stop()

    assert SECRET not in server.output
    assert "stiefgezin" not in server.output
    assert "ask_step" not in server.output
