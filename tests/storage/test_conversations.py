"""Rasa's conversations in our database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore, check_if_tracker_store_async
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from stiefwijzer.storage.conversations import ConversationStore, TolerantStore
from tests.storage.conftest import OpenStore
from tests.storage.talking import DOMAIN, Move, Talk, dicts, domain_of


def said(tracker: DialogueStateTracker | None) -> list[str]:
    assert tracker is not None
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


@contextmanager
def statements_of(store: ConversationStore) -> Iterator[list[str]]:
    """Collect the first word of what the store asks the database."""
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement.split(maxsplit=1)[0])

    sa.event.listen(store.turns.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(store.turns.engine, "before_cursor_execute", note)


async def test_conversation_survives_the_process_that_held_it(open_store: OpenStore) -> None:
    talk = Talk()
    await talk.keep(open_store(), Move(), Move())

    assert said(await open_store().retrieve("someone")) == ["bericht 1", "bericht 2"]


async def test_conversation_is_not_seen_by_another_session(store: ConversationStore) -> None:
    await Talk().keep(store)

    assert await store.retrieve("another") is None
    assert await store.retrieve_full_tracker("another") is None
    assert await store.exists("someone")
    assert not await store.exists("another")


async def test_conversation_that_goes_on_keeps_its_beginning(open_store: OpenStore) -> None:
    talk = Talk()
    for _ in range(12):
        await talk.keep(open_store(), Move(slots={"name": "Zoë 😀"}))

    assert dicts(await open_store().retrieve_full_tracker("someone")) == dicts(talk.plain)


async def test_everybody_who_talked_is_a_key(store: ConversationStore) -> None:
    for name in ("one", "two"):
        await Talk(name).keep(store, Move(), Move())

    assert sorted(await store.keys()) == ["one", "two"]


async def test_conversations_are_kept_in_the_database_of_the_settings(store: ConversationStore, url: str) -> None:
    await Talk().keep(store)

    engine = sa.create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT DISTINCT sender_id FROM turns")).scalars().all() == ["someone"]
        if engine.dialect.name == "sqlite":
            assert connection.execute(sa.text("PRAGMA journal_mode")).scalar_one() == "wal"
    engine.dispose()


def test_rasa_makes_it_from_its_name_and_calls_it_as_its_own(open_store: OpenStore) -> None:
    store = open_store()
    named = f"{ConversationStore.__module__}.{ConversationStore.__name__}"

    made = TrackerStore.create(EndpointConfig(type=named), domain=DOMAIN)

    try:
        assert isinstance(made, ConversationStore)
        assert made.domain is DOMAIN
        assert check_if_tracker_store_async(made)
        assert check_if_tracker_store_async(TolerantStore(store))
    finally:
        made.turns.engine.dispose()


async def test_turn_two_hundred_reads_what_turn_twenty_read(store: ConversationStore) -> None:
    talk, read = Talk(), {}
    for number in range(1, 201):
        await talk.keep(store, Move(slots={"name": f"naam {number:03}"}))
        tracker = await store.retrieve("someone")
        assert tracker is not None
        read[number] = (len(tracker.events), len(store.turns.recent("someone")))

    assert read[200] == read[20]
    assert read[200][0] < len(talk.plain.events) / 20


async def test_turn_is_one_read_and_one_write_however_long_people_have_talked(store: ConversationStore) -> None:
    talk = Talk()
    for number in range(30):
        kind = {5: "open", 6: "fill", 7: "digress", 12: "submit", 20: "restart"}.get(number, "answer")
        with statements_of(store) as asked:
            await talk.keep(store, Move(kind))
        assert asked == ["SELECT", "INSERT"]


async def test_tracker_that_rasa_makes_for_somebody_new_costs_no_row(store: ConversationStore) -> None:
    with statements_of(store) as asked:
        await store.get_or_create_tracker("someone", append_action_listen=False)

    assert asked == ["SELECT"]
    assert not await store.exists("someone")


async def test_what_was_set_in_the_first_turn_holds_in_the_hundredth(store: ConversationStore) -> None:
    talk = Talk()
    await talk.keep(store, Move(slots={"name": "Jan", "careful": True}), *[Move()] * 99)

    tracker = await store.retrieve("someone")

    assert tracker is not None
    assert tracker.get_slot("name") == "Jan"
    assert tracker.get_slot("careful") is True
    assert tracker.get_slot("misses") == 0
    assert not tracker.slots["misses"].has_been_set


@pytest.mark.parametrize(
    ("last", "slots", "paused", "followup"),
    [
        (Move("restart"), (None, False), False, None),
        (Move("restart_cut_short"), (None, False), False, "action_session_start"),
        (Move(new_session=True), ("Jan", True), False, None),
        (Move("reset"), (None, False), False, None),
        (Move("pause"), ("Jan", True), True, None),
        (Move("followup_cut_short"), ("Jan", True), False, "action_more"),
    ],
    ids=lambda value: value.kind if isinstance(value, Move) else "",
)
async def test_what_ends_or_halts_a_conversation_holds_for_the_next_turn(
    last: Move, slots: tuple[str | None, bool], paused: bool, followup: str | None, store: ConversationStore
) -> None:
    talk = Talk()
    await talk.keep(store, Move(slots={"name": "Jan", "careful": True}), *[Move()] * 5, last)

    tracker = await store.retrieve("someone")

    assert tracker is not None
    assert (tracker.get_slot("name"), tracker.get_slot("careful")) == slots
    assert tracker.is_paused() is paused
    assert tracker.followup_action == followup


async def test_slots_of_another_domain_are_left_out_and_new_ones_begin_as_they_should(open_store: OpenStore) -> None:
    changed = domain_of(
        {
            "slots": {
                "name": {"type": "text", "mappings": [{"type": "custom"}]},
                "new": {"type": "text", "initial_value": "nieuw", "mappings": [{"type": "custom"}]},
            }
        }
    )
    talk = Talk()
    await talk.keep(open_store(), Move(slots={"name": "Jan", "mood": "bad"}), *[Move()] * 5)

    tracker = await open_store(changed).retrieve("someone")

    assert tracker is not None
    assert tracker.get_slot("name") == "Jan"
    assert tracker.get_slot("new") == "nieuw"
    assert "mood" not in tracker.slots
