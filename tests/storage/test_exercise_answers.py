"""What is answered in an exercise is not kept, and what somebody wanted kept can be forgotten everywhere."""

from __future__ import annotations

from typing import Any, Final

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from stiefwijzer.storage.conversations import ConversationStore
from tests.storage.conftest import OpenStore
from tests.storage.talking import domain_of

SECRET: Final = "zwaluwstaart"
DOMAIN = domain_of(
    {
        "intents": ["greet", "crisis_suicide"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("exercise", "kept")
        },
    }
)
PRIVATE: Final = {"name": "reflection", "at": 1, "private": True}
OPEN: Final = {"name": "i_message", "at": 1, "private": False}
KEPT: Final = [{"question": "1", "answer": SECRET}]


class Log:
    """A conversation in a store, one turn at a time."""

    def __init__(self, store: ConversationStore) -> None:
        self.store = store
        self._turns = 0

    async def turn(self, text: str, *events: Event, intent: str = "greet") -> None:
        self._turns += 1
        tracker = await self.store.retrieve("someone") or self.store.init_tracker("someone")
        understood = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "evidence": [{"text": text}]}
        tracker.update(UserUttered(text, understood["intent"], [], understood, message_id=f"message-{self._turns}"))
        for event in (*events, ActionExecuted("action_listen")):
            tracker.update(event)
        await self.store.save(tracker)

    def everything(self) -> str:
        """Return all that is kept, in every table."""
        with self.store.turns.engine.connect() as connection:
            tables = sa.inspect(self.store.turns.engine).get_table_names()
            rows = [connection.execute(sa.text(f"SELECT * FROM {table}")).all() for table in tables]
            return repr([tuple(row) for each in rows for row in each])


def set_to(slot: str, value: Any) -> Event:
    return SlotSet(slot, value)


@pytest.fixture
def log(open_store: OpenStore) -> Log:
    return Log(open_store(DOMAIN))


async def test_an_answer_is_not_kept(log: Log) -> None:
    await log.turn("stap 1", set_to("exercise", PRIVATE))
    await log.turn(SECRET)
    assert SECRET not in log.everything()


async def test_nor_is_what_is_said_instead_of_an_answer(log: Log) -> None:
    await log.turn("stap 1", set_to("exercise", PRIVATE))
    await log.turn(SECRET, set_to("exercise", None), intent="crisis_suicide")
    kept = log.everything()
    assert SECRET not in kept
    assert "crisis_suicide" in kept


async def test_what_began_the_exercise_and_what_follows_it_is_kept_as_ever(log: Log) -> None:
    await log.turn("stapjes", set_to("exercise", PRIVATE))
    await log.turn(SECRET, set_to("exercise", None))
    await log.turn("daarna")
    kept = log.everything()
    assert "stapjes" in kept
    assert "daarna" in kept


async def test_an_exercise_that_promises_nothing_is_kept_as_ever(log: Log) -> None:
    await log.turn("stap 4", set_to("exercise", OPEN))
    await log.turn(SECRET)
    assert SECRET in log.everything()


async def test_what_was_answered_to_an_answer_stays_for_a_message_that_is_sent_again(log: Log) -> None:
    await log.turn("stap 1", set_to("exercise", PRIVATE))
    await log.turn(SECRET, BotUttered("Dank je."))
    events = log.store.turns.answering("someone", "message-2") or []
    assert [event["text"] for event in events if event["event"] == "bot"] == ["Dank je."]


async def test_what_somebody_wants_kept_is_kept(log: Log) -> None:
    await log.turn("stap 1", set_to("exercise", PRIVATE))
    await log.turn("…", set_to("kept", KEPT))
    assert SECRET in log.everything()


async def test_what_is_forgotten_is_gone_from_every_turn_state_and_answer(log: Log) -> None:
    await log.turn("stap 1", set_to("exercise", PRIVATE))
    await log.turn("…", set_to("kept", KEPT))
    await log.turn("lees", BotUttered(f"Dit schreef je. 1. “{SECRET}”"))
    await log.turn("nog iets", BotUttered("Dag."))
    assert SECRET in log.everything()
    await log.turn("vergeet", set_to("kept", None))
    await log.turn("verder")
    kept = log.everything()
    assert SECRET not in kept
    assert "Dag." in kept
