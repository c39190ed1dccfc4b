"""An answer that is given again is the answer that was given."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.actions.action import create_bot_utterance
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered

from stiefwijzer.channels import kept_answers
from stiefwijzer.storage.conversations import ConversationStore

SECRET = "zwaluwstaart"
BUTTONS = [{"title": "Ja, “graag” 😀", "payload": "/affirm"}, {"title": "Nee", "payload": '/deny{"a": "b"}'}]

ANSWERS: dict[str, list[dict[str, Any]]] = {
    "one bubble": [{"text": "Hé, “dag” 😀"}],
    "buttons": [{"text": "Wil je dat?", "buttons": BUTTONS}],
    "several bubbles": [{"text": "Eén."}, {"text": "Twee.", "buttons": BUTTONS}, {"text": "Drie."}],
    "paragraphs": [{"text": "  Eerste alinea.\n\nTweede alinea.\nNog een regel.  "}],
    "the same twice": [{"text": "Dag."}, {"text": "Dag."}],
    "no buttons": [{"text": "Dag.", "buttons": []}],
    "image and more": [{"text": "Kijk.", "image": "https://example.org/x.png", "kind": "more"}],
    "nothing": [],
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConversationStore]:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'stiefwijzer.db'}")
    opened = ConversationStore()
    yield opened
    opened.turns.engine.dispose()


def message(message_id: str = "first", sender_id: str = "someone", text: str = "hoi") -> UserMessage:
    return UserMessage(text, CollectingOutputChannel(), sender_id, input_channel="website", message_id=message_id)


async def take_turn(store: ConversationStore, heard: UserMessage, answer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer a message as Rasa does, and return what its output channel collected."""
    tracker = await store.retrieve(heard.sender_id) or store.init_tracker(heard.sender_id)
    said = [create_bot_utterance(dict(bubble)) for bubble in answer]
    tracker.update(UserUttered(heard.text, {"name": "greet"}, message_id=heard.message_id))
    for event in (ActionExecuted("action_answer"), *said, ActionExecuted("action_listen")):
        tracker.update(event)
    for bubble in said:
        await heard.output_channel.send_response(heard.sender_id, bubble.message())
    await store.save(tracker)
    collected: list[dict[str, Any]] = heard.output_channel.messages
    return collected


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_answer_from_the_log_is_the_one_that_was_given(
    answer: list[dict[str, Any]], store: ConversationStore
) -> None:
    given = await take_turn(store, message(), answer)

    assert await kept_answers.answer_to(store.turns, message()) == given
    assert bool(given) is bool(answer)


async def test_answer_is_that_to_the_message_not_the_last_one(store: ConversationStore) -> None:
    given = [await take_turn(store, message(name), [{"text": name}]) for name in ("first", "second", "third")]

    assert [await kept_answers.answer_to(store.turns, message(name)) for name in ("first", "second", "third")] == given


async def test_welcome_of_a_session_that_began_with_the_message_belongs_to_the_answer(store: ConversationStore) -> None:
    tracker = store.init_tracker("someone")
    welcome, answer = BotUttered("Welkom.", {"buttons": None}), BotUttered("Dag.", {"buttons": BUTTONS})
    heard = UserUttered("hoi", {"name": "greet"}, message_id="first")
    for event in (ActionExecuted("action_session_start"), SessionStarted(), welcome, heard, answer):
        tracker.update(event)
    await store.save(tracker)

    bubbles = await kept_answers.answer_to(store.turns, message())

    assert bubbles is not None
    assert [bubble["text"] for bubble in bubbles] == ["Welkom.", "Dag."]


async def test_message_that_was_never_answered_is_new(store: ConversationStore) -> None:
    await take_turn(store, message("first"), ANSWERS["one bubble"])

    assert await kept_answers.answer_to(store.turns, message("second")) is None
    assert await kept_answers.answer_to(store.turns, message("first", sender_id="another")) is None


async def test_without_a_database_every_message_is_new_and_the_log_says_why(
    store: ConversationStore, caplog: pytest.LogCaptureFixture
) -> None:
    await take_turn(store, message("first", text=SECRET), [{"text": SECRET}])
    with store.turns.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE turns"))

    with caplog.at_level(logging.DEBUG):
        assert await kept_answers.answer_to(store.turns, message("first", text=SECRET)) is None

    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == "An answer given before could not be looked up (OperationalError)"
    assert record.exc_info is None
    assert SECRET not in caplog.text
