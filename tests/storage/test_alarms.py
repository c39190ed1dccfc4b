"""How often danger was answered: counted with the turn that answered it, by month, and nothing of who or what."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

from stiefwijzer import labels
from stiefwijzer.storage import alarms, database
from stiefwijzer.storage.conversations import ConversationStore
from stiefwijzer.storage.turns import StaleConversationError, Turn, Turns
from tests.storage.conftest import OpenStore
from tests.storage.talking import domain_of

SUICIDE, VIOLENCE = "crisis_suicide", "crisis_violence"
DOMAIN = domain_of(
    {
        "intents": ["greet", *labels.SAFETY],
        "slots": {name: {"type": "text", "mappings": [{"type": "custom"}]} for name in ("danger", "minor")},
    }
)


@pytest.fixture
def turns(url: str) -> Iterator[Turns]:
    log = Turns(database.connect(url))
    yield log
    log.engine.dispose()


def moment(text: str) -> float:
    """Return a moment in seconds since 1970, from a text in ISO format."""
    return datetime.fromisoformat(text).timestamp()


def answer(
    turns: Turns,
    number: int,
    alarm: str | None = SUICIDE,
    at: str = "2026-11-22T12:00+00:00",
    *,
    message_id: str | None = None,
    sender_id: str = "someone",
) -> None:
    """Add a turn that answers danger of this kind."""
    turn = Turn(number, None, [{"event": "user", "text": "zwaluwstaart"}])
    turns.add(sender_id, turn, since=0, message_id=message_id, at=moment(at), alarm=alarm)


def counted(turns: Turns) -> int:
    with turns.engine.connect() as connection:
        return int(connection.execute(sa.text("SELECT COUNT(*) FROM alarms")).scalar_one())


def test_nothing_is_counted_in_a_new_log(turns: Turns) -> None:
    assert alarms.by_month(turns.engine) == {}


def test_it_can_be_asked_before_anybody_has_talked(url: str) -> None:
    engine = database.connect(url)
    assert alarms.by_month(engine) == {}
    engine.dispose()


def test_a_turn_that_answers_danger_is_counted_and_another_is_not(turns: Turns) -> None:
    answer(turns, 0, alarm=None)
    answer(turns, 1, SUICIDE)
    answer(turns, 2, alarm=None)
    assert alarms.by_month(turns.engine) == {"2026-11": Counter({SUICIDE: 1})}
    assert len(turns.all("someone")) == 3


def test_a_turn_that_says_nothing_of_danger_is_not_counted(turns: Turns) -> None:
    turns.add("someone", Turn(0, None, []), since=0, message_id=None, at=1.0)
    assert counted(turns) == 0


def test_kinds_are_counted_by_month_and_the_oldest_month_comes_first(turns: Turns) -> None:
    days = ["2026-12-31T23:59:59+00:00", "2026-11-01T00:00+00:00", "2026-11-30T23:00+00:00", "2027-01-01T00:00+00:00"]
    for number, (kind, at) in enumerate(zip((SUICIDE, VIOLENCE, VIOLENCE, SUICIDE), days, strict=True)):
        answer(turns, number, kind, at)
    months = alarms.by_month(turns.engine)
    assert months == {
        "2026-11": Counter({VIOLENCE: 2}),
        "2026-12": Counter({SUICIDE: 1}),
        "2027-01": Counter({SUICIDE: 1}),
    }
    assert list(months) == ["2026-11", "2026-12", "2027-01"]


@pytest.mark.parametrize("timezone", ["America/New_York", "Pacific/Auckland"])
def test_a_month_is_that_of_utc_wherever_the_server_stands(
    turns: Turns, timezone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", timezone)
    time.tzset()
    try:
        answer(turns, 0, at="2026-11-30T23:30+00:00")
        answer(turns, 1, at="2026-12-01T00:30+00:00")
        assert list(alarms.by_month(turns.engine)) == ["2026-11", "2026-12"]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_whoever_writes_often_is_counted_as_often_and_so_is_another(turns: Turns) -> None:
    answer(turns, 0)
    answer(turns, 1)
    answer(turns, 0, sender_id="another")
    assert alarms.by_month(turns.engine)["2026-11"][SUICIDE] == 3


@pytest.mark.parametrize(
    ("number", "message_id"), [(0, "new"), (1, "known")], ids=["the same place", "the same message"]
)
def test_a_turn_that_is_refused_as_stale_is_not_counted(turns: Turns, number: int, message_id: str) -> None:
    answer(turns, 0, message_id="known")
    with pytest.raises(StaleConversationError):
        answer(turns, number, VIOLENCE, message_id=message_id)
    assert alarms.by_month(turns.engine) == {"2026-11": Counter({SUICIDE: 1})}


def test_when_it_cannot_be_counted_the_turn_is_not_kept_either(turns: Turns) -> None:
    with turns.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE alarms"))
    with pytest.raises(sa.exc.DatabaseError):
        answer(turns, 0)
    assert turns.all("someone") == []


def test_what_is_counted_is_undone_with_the_transaction_it_was_counted_in(turns: Turns) -> None:
    with turns.engine.connect() as connection:
        transaction = connection.begin()
        alarms.count(connection, SUICIDE, 1.0)
        transaction.rollback()
    assert counted(turns) == 0


def test_nothing_is_kept_of_who_or_what(turns: Turns) -> None:
    answer(turns, 0, message_id="message")
    with turns.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sa.text("SELECT * FROM alarms")).mappings()]
    assert rows == [{"id": 1, "kind": SUICIDE, "at": moment("2026-11-22T12:00+00:00")}]


def test_a_person_who_is_erased_is_counted_still(turns: Turns) -> None:
    answer(turns, 0)
    turns.erase("someone")
    assert counted(turns) == 1


async def say(store: ConversationStore, intent: str, number: int) -> None:
    tracker = await store.retrieve("someone") or store.init_tracker("someone")
    tracker.update(UserUttered("zwaluwstaart", {"name": intent, "confidence": 1.0}, message_id=f"message-{number}"))
    tracker.update(SlotSet("danger", "crisis_suicide"))
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)


@pytest.mark.parametrize("label", labels.SAFETY)
async def test_every_kind_of_danger_in_a_conversation_is_counted(open_store: OpenStore, label: str) -> None:
    store = open_store(DOMAIN)
    await say(store, label, 1)
    assert [dict(kinds) for kinds in alarms.by_month(store.turns.engine).values()] == [{label: 1}]


async def test_what_is_said_after_danger_is_not_counted_again(open_store: OpenStore) -> None:
    store = open_store(DOMAIN)
    await say(store, SUICIDE, 1)
    await say(store, "greet", 2)
    assert counted(store.turns) == 1


async def test_the_same_message_sent_twice_is_counted_once(open_store: OpenStore) -> None:
    store = open_store(DOMAIN)
    await say(store, SUICIDE, 1)
    with pytest.raises(StaleConversationError):
        await say(store, SUICIDE, 1)
    assert counted(store.turns) == 1
