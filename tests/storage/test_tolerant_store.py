"""Going on when the database cannot be read or written."""

from __future__ import annotations

import logging

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import SlotSet, UserUttered

from stiefwijzer.storage.conversations import ConversationStore, TolerantStore
from stiefwijzer.storage.turns import StaleConversationError
from tests.storage.talking import domain_of

SECRET = "zwaluwstaart"


@pytest.fixture
def tolerant(store: ConversationStore) -> TolerantStore:
    """The store as the server uses it."""
    return TolerantStore(store)


def break_database(store: ConversationStore) -> None:
    with store.turns.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE turns RENAME TO hidden"))


def mend_database(store: ConversationStore) -> None:
    with store.turns.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE hidden RENAME TO turns"))


async def say(tolerant: TolerantStore, text: str) -> None:
    tracker = await tolerant.get_or_create_tracker("someone", append_action_listen=False)
    tracker.update(UserUttered(text, {"name": "greet"}, message_id=text))
    tracker.update(SlotSet("name", text))
    await tolerant.save(tracker)


async def test_with_a_database_it_does_what_the_store_does(tolerant: TolerantStore, store: ConversationStore) -> None:
    await say(tolerant, "een")
    await say(tolerant, "twee")

    full = await tolerant.retrieve_full_tracker("someone")
    assert full is not None
    assert full == await store.retrieve_full_tracker("someone")
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == ["een", "twee"]
    assert list(await tolerant.keys()) == ["someone"]
    assert await tolerant.exists("someone")
    assert not await tolerant.exists("another")


async def test_without_a_database_people_are_new_and_nothing_is_kept(
    tolerant: TolerantStore, store: ConversationStore, caplog: pytest.LogCaptureFixture
) -> None:
    await say(tolerant, "een")
    break_database(store)
    with caplog.at_level(logging.DEBUG):
        assert await tolerant.retrieve("someone") is None
        await say(tolerant, SECRET)
    mend_database(store)
    await say(tolerant, "drie")

    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    kind = "OperationalError" if store.turns.engine.dialect.name == "sqlite" else "ProgrammingError"
    assert {record.getMessage() for record in errors} == {
        f"A conversation could not be read ({kind})",
        f"A turn could not be kept ({kind})",
    }
    assert all(record.exc_info is None for record in errors)
    assert SECRET not in caplog.text
    full = await tolerant.retrieve_full_tracker("someone")
    assert full is not None
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == ["een", "drie"]


async def test_what_is_asked_of_the_whole_conversation_is_never_answered_by_half(
    tolerant: TolerantStore, store: ConversationStore
) -> None:
    await say(tolerant, "een")
    break_database(store)

    with pytest.raises(sa.exc.SQLAlchemyError):
        await tolerant.retrieve_full_tracker("someone")
    with pytest.raises(sa.exc.SQLAlchemyError):
        await tolerant.keys()


async def test_stale_writer_is_no_broken_database(tolerant: TolerantStore, caplog: pytest.LogCaptureFixture) -> None:
    await say(tolerant, "een")
    tracker = await tolerant.retrieve("someone")
    assert tracker is not None
    await say(tolerant, "twee")
    tracker.update(UserUttered("drie", {"name": "greet"}))

    with pytest.raises(StaleConversationError):
        await tolerant.save(tracker)

    assert not caplog.records


async def test_turn_begun_without_a_database_never_overwrites_what_was_there(
    tolerant: TolerantStore, store: ConversationStore
) -> None:
    await say(tolerant, "een")
    break_database(store)
    tracker = await tolerant.get_or_create_tracker("someone", append_action_listen=False)
    tracker.update(UserUttered("twee", {"name": "greet"}))
    mend_database(store)

    with pytest.raises(StaleConversationError):
        await tolerant.save(tracker)

    assert len(store.turns.all("someone")) == 1


def test_domain_is_that_of_the_store(tolerant: TolerantStore, store: ConversationStore) -> None:
    tolerant.domain = domain_of({"slots": {"only": {"type": "text", "mappings": [{"type": "custom"}]}}})

    assert store.domain is tolerant.domain
    assert "only" in tolerant.init_tracker("someone").slots
