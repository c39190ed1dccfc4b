"""What is added to a conversation: only what is new, only once, and only by whoever has read it to the end."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.brokers.broker import EventBroker
from rasa.shared.core.events import SlotSet

from stiefwijzer.storage.conversations import ConversationStore
from stiefwijzer.storage.turns import StaleConversationError
from tests.storage.conftest import OpenStore
from tests.storage.talking import Move, Talk, add, dicts


class Publisher(EventBroker):
    """A broker that remembers what it was given."""

    def __init__(self) -> None:
        self.published: list[dict[str, Any]] = []

    def publish(self, event: dict[str, Any]) -> None:
        self.published.append(event)


async def test_saving_twice_appends_once_and_saving_nothing_appends_nothing(store: ConversationStore) -> None:
    talk = Talk()
    await talk.keep(store)
    tracker = await store.retrieve("someone")
    assert tracker is not None
    await store.save(tracker)
    add(tracker, talk.turn())

    await store.save(tracker)
    await store.save(tracker)
    add(tracker, talk.turn())
    await store.save(tracker)

    assert [turn.number for turn in store.turns.all("someone")] == [0, 1, 2]
    assert dicts(await store.retrieve_full_tracker("someone")) == dicts(talk.plain)


async def test_tracker_of_rasa_that_holds_everything_adds_what_is_beyond(store: ConversationStore) -> None:
    talk = Talk()
    await talk.keep(store, *[Move(slots={"name": "Jan"})] * 4)
    talk.turn(Move(slots={"mood": "bad"}), Move())

    await store.save(talk.plain)
    await store.save(talk.plain)

    tracker = await store.retrieve("someone")
    assert tracker is not None
    assert (tracker.get_slot("name"), tracker.get_slot("mood")) == ("Jan", "bad")
    assert dicts(await store.retrieve_full_tracker("someone")) == dicts(talk.plain)
    assert len(store.turns.all("someone")) == 5


async def test_copy_of_a_part_of_a_conversation_is_refused_and_loses_nothing_in_silence(
    store: ConversationStore,
) -> None:
    talk = Talk()
    await talk.keep(store, *[Move()] * 9)
    tracker = await store.retrieve("someone")
    assert tracker is not None
    part = tracker.travel_back_in_time(float("inf"))
    add(part, talk.turn())

    with pytest.raises(ValueError, match="cannot be kept"):
        await store.save(part)
    assert len(store.turns.all("someone")) == 9


async def test_who_comes_second_adds_nothing_and_succeeds_when_it_reads_again(open_store: OpenStore) -> None:
    talk, one, two = Talk(), open_store(), open_store()
    await talk.keep(one, Move(), Move(), Move())
    first, second = await one.retrieve("someone"), await two.retrieve("someone")
    assert first is not None
    assert second is not None
    add(first, talk.turn(Move(slots={"name": "eerste"})))
    late = Talk().turn(Move(), Move(slots={"name": "tweede"}))[-8:]
    add(second, late)

    await one.save(first)
    with pytest.raises(StaleConversationError):
        await two.save(second)
    with pytest.raises(StaleConversationError):
        await two.save(second)

    assert dicts(await two.retrieve_full_tracker("someone")) == dicts(talk.plain)
    await talk.keep(two, Move(slots={"name": "tweede"}))
    assert dicts(await one.retrieve_full_tracker("someone")) == dicts(talk.plain)


async def test_two_who_begin_one_conversation_at_once_do_not_mix(open_store: OpenStore) -> None:
    one, two = open_store(), open_store()
    first, second = one.init_tracker("someone"), two.init_tracker("someone")
    add(first, Talk().turn())
    add(second, Talk().turn())

    await one.save(first)
    with pytest.raises(StaleConversationError):
        await two.save(second)

    assert len(one.turns.all("someone")) == 1


async def test_broker_hears_what_is_new_once_it_is_kept(open_store: OpenStore) -> None:
    broker, talk = Publisher(), Talk()
    store, quiet = open_store(event_broker=broker), open_store()
    for _ in range(5):
        await talk.keep(store)
    stale = await store.retrieve("someone")
    assert stale is not None
    assert broker.published == [{"sender_id": "someone", **event} for event in dicts(talk.plain)]

    await talk.keep(quiet)
    add(stale, Talk().turn())
    with pytest.raises(StaleConversationError):
        await store.save(stale)

    assert len(broker.published) == len(talk.plain.events) - len(quiet.turns.all("someone")[-1].events)


async def test_plain_events_of_an_action_need_no_message(store: ConversationStore) -> None:
    for number in range(3):
        tracker = await store.retrieve("someone") or store.init_tracker("someone")
        tracker.update(SlotSet("name", f"naam {number}"))
        await store.save(tracker)

    full = await store.retrieve_full_tracker("someone")
    assert full is not None
    assert [event.value for event in full.events if isinstance(event, SlotSet)] == ["naam 0", "naam 1", "naam 2"]
