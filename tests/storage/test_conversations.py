"""Rasa's conversations in our database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.storage.conversations import ConversationStore

OpenStore = Callable[[], ConversationStore]


@pytest.fixture
def open_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenStore]:
    """Open the store as a newly started process does."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'conversations.db'}")
    opened: list[Any] = []

    def open_one() -> ConversationStore:
        opened.append(ConversationStore())
        return opened[-1]  # type: ignore[no-any-return]

    yield open_one
    for store in opened:
        store.engine.dispose()


def talk(session: str, *texts: str) -> Any:
    slots = [AnySlot("heard", mappings=[], influence_conversation=False)]
    events = [*(UserUttered(text) for text in texts), SlotSet("heard", "pattern_avoidant")]
    return DialogueStateTracker.from_events(session, events, slots)


def said(tracker: Any) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_a_conversation_survives_the_process_that_held_it(open_store: OpenStore) -> None:
    await open_store().save(talk("someone", "hallo", "ik ga weg"))
    assert said(await open_store().retrieve("someone")) == ["hallo", "ik ga weg"]


async def test_a_conversation_is_not_seen_by_another_session(open_store: OpenStore) -> None:
    store = open_store()
    await store.save(talk("someone", "hallo"))
    assert await store.retrieve("another") is None


async def test_a_conversation_that_goes_on_keeps_its_beginning(open_store: OpenStore) -> None:
    await open_store().save(talk("someone", "hallo"))
    store = open_store()
    tracker = await store.retrieve("someone")
    tracker.update(UserUttered("daar ben ik weer"))
    await store.save(tracker)
    assert said(await open_store().retrieve("someone")) == ["hallo", "daar ben ik weer"]


async def test_conversations_are_kept_in_the_database_of_the_settings(open_store: OpenStore, tmp_path: Path) -> None:
    await open_store().save(talk("someone", "hallo"))
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'conversations.db'}")
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT DISTINCT sender_id FROM events")).scalars().all() == ["someone"]
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar_one() == "wal"
    engine.dispose()
