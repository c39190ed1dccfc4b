"""One server, many people: nobody waits for ever, nobody hears somebody else, and a crash costs nobody their talk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from stiefwijzer.content import Content
from tests.conftest import StartServer
from tests.server.running import Server, texts_of

pytestmark = pytest.mark.slow

SAID = [
    "hoi",
    "Zodra mijn vriend wil knuffelen loop ik weg, ik red me liever alleen.",
    "ja graag",
    "vertel over stap 5",
    "dankjewel",
]


def _talk(server: Server) -> tuple[list[list[str]], list[str]]:
    visitor = server.visitor()
    answers = [texts_of(visitor.say(text)) for text in SAID]
    return answers, [event["text"] for event in server.events(visitor, "user")]


def test_forty_conversations_at_once_are_all_answered_in_order(server: Server) -> None:
    alone, _ = _talk(server)

    with ThreadPoolExecutor(40) as people:
        talks = list(people.map(_talk, [server] * 40))

    assert all(answers == alone for answers, _ in talks)
    assert all(heard == SAID for _, heard in talks)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_conversation_goes_on_after_the_server_was_ended_and_started(
    end: str, start_server: StartServer, texts: Content
) -> None:
    server = start_server()
    visitor = server.visitor()
    visitor.say(SAID[1])

    getattr(server, end)()
    server.start()

    assert texts_of(visitor.say("ja graag")) == texts.answers["ask_step_3"].bubbles("pattern_avoidant")


def test_button_shown_before_a_restart_works_after_it(start_server: StartServer, texts: Content) -> None:
    server = start_server()
    visitor = server.visitor()
    reply = visitor.say("welke stappen zijn er?")[-1]["quick_replies"][0]

    server.kill()
    server.start()

    assert texts_of(visitor.press(reply)) == texts.answers["ask_step_1"].bubbles(None)
