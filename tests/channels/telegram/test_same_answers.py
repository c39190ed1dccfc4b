"""The same conversations, here and on the website: the same answers, and beside them only what holds in Telegram alone."""

from __future__ import annotations

import pytest

from stiefwijzer.content import Content
from tests.channels.telegram.people import Person
from tests.channels.telegram.running import TelegramServer
from tests.lean.patches.conversations import Conversation, Press, Say, read
from tests.server.running import Bubble, Visitor

pytestmark = pytest.mark.slow

#: Twenty of the fifty that are told in texts and buttons alone.
TWENTY = [told for told in read() if all(isinstance(step, Say | Press) for step in told.steps)][:20]
Answer = list[tuple[str, list[str]]]


@pytest.fixture
def visitor(polled: TelegramServer) -> Visitor:
    return polled.visitor()


def on_the_website(visitor: Visitor, conversation: Conversation) -> list[Answer]:
    answers: list[Answer] = []
    last: list[Bubble] = []
    for step in conversation.steps:
        if isinstance(step, Say):
            last = visitor.say(step.text)
        elif isinstance(step, Press):
            replies = [reply for bubble in last for reply in bubble["quick_replies"]]
            titles = [reply["title"] for reply in replies]
            at = titles.index(step.button) if isinstance(step.button, str) else step.button - 1
            last = visitor.press(replies[at])
        answers.append([(bubble["text"], _titles(bubble)) for bubble in last])
    return answers


def _titles(bubble: Bubble) -> list[str]:
    links = [link["title"] for link in bubble.get("links", []) if link["url"].startswith("https:")]
    return [reply["title"] for reply in bubble["quick_replies"]] + links


def in_telegram(server: TelegramServer, conversation: Conversation, texts: Content) -> list[Answer]:
    person = Person(server.double)
    answers: list[Answer] = []
    before = 0
    for step in conversation.steps:
        buttons = [button for sent in person.got()[before:] for row in sent.rows for button in row]
        before = len(person.got())
        if isinstance(step, Say):
            server.double.updates.append(person.text(step.text))
        elif isinstance(step, Press):
            titles = [button["text"] for button in buttons]
            at = titles.index(step.button) if isinstance(step.button, str) else step.button - 1
            server.double.updates.append(person.press(buttons[at]))
        person.wait_for(before + 1)
        server.wait_until_idle()
        answers.append(_without_additions(person, before, texts))
    return answers


def _without_additions(person: Person, before: int, texts: Content) -> Answer:
    added = {texts.telegram.privacy, texts.telegram.delete_hint}
    shown = [
        (sent.text.partition("\n\n")[0], [button["text"] for row in sent.rows for button in row])
        for sent in person.got()[before:]
    ]
    return [(text, titles) for text, titles in shown if text not in added]


def test_there_are_twenty() -> None:
    assert len(TWENTY) == 20


@pytest.mark.parametrize("conversation", TWENTY, ids=lambda conversation: conversation.name)
def test_the_answers_are_the_same(
    conversation: Conversation, polled: TelegramServer, visitor: Visitor, texts: Content
) -> None:
    assert in_telegram(polled, conversation, texts) == on_the_website(visitor, conversation)
