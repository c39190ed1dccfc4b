"""An answer that takes long: the visitor hears that it is coming, the turn goes on, and it is taken once."""

from __future__ import annotations

import shutil
import textwrap
import uuid
from pathlib import Path

import pytest

from stiefwijzer.content import Content
from tests.conftest import StartServer
from tests.server.running import ROOT, Bubble, Server, Visitor, texts_of

pytestmark = pytest.mark.slow

#: More than the channel's patience.
SECONDS = 10
SLOW_ACTION = textwrap.dedent(
    f"""
    import asyncio

    from rasa_sdk import Action


    class ActionHear(Action):
        def name(self):
            return "action_hear"

        async def run(self, dispatcher, tracker, domain):
            await asyncio.sleep({SECONDS})
            dispatcher.utter_message(text="Daar ben ik.")
            return []
    """
)
PATTERN = "Zodra mijn vriend wil knuffelen loop ik weg, ik red me liever alleen."


@pytest.fixture
def slow(tmp_path: Path, start_server: StartServer) -> Server:
    """A server that takes long to answer a pattern."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "actions", project / "actions", ignore=shutil.ignore_patterns("__pycache__"))
    (project / "actions" / "patterns.py").write_text(SLOW_ACTION, encoding="utf-8")
    return start_server(cwd=project)


def until_answered(visitor: Visitor, message_id: str, text: str) -> tuple[int, list[Bubble]]:
    """Send a message until it is answered; return how often "typing" came before, and the answer."""
    typing = 0
    while (answer := visitor.post({"id": message_id, "text": text})).status_code == 202:
        assert (answer.json(), answer.headers["Retry-After"]) == ({"state": "typing"}, "1")
        typing += 1
    assert answer.status_code == 200
    bubbles: list[Bubble] = answer.json()["messages"]
    return typing, bubbles


def test_slow_answer_is_typing_first_and_one_turn(slow: Server, texts: Content) -> None:
    visitor = slow.visitor()
    visitor.say("hoi")

    typing, bubbles = until_answered(visitor, str(uuid.uuid4()), PATTERN)

    assert typing >= 1
    assert texts_of(bubbles) == ["Daar ben ik."]
    assert [event["text"] for event in slow.events(visitor, "user")] == ["hoi", PATTERN]
    assert texts_of(slow.visitor().say("hoi"))[0] == texts.moments.welcome.text
