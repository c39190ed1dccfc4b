"""The log of every conversation: one row a turn, only ever added to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from stiefwijzer.storage import database
from stiefwijzer.storage.turns import StaleConversationError, Turn, Turns

SAID = [{"event": "user", "text": "Hé, “dag” 😀\n\x00", "metadata": {"a": [1, 2.5, None, True]}}]


@pytest.fixture
def turns(url: str) -> Iterator[Turns]:
    log = Turns(database.connect(url))
    yield log
    log.engine.dispose()


@pytest.fixture
def elsewhere(turns: Turns, url: str) -> Iterator[Turns]:
    """The same log as another process has it open."""
    log = Turns(database.connect(url))
    yield log
    log.engine.dispose()


def turn(number: int, *texts: str) -> Turn:
    return Turn(number, {"slots": {"name": f"naam {number}"}}, [{"event": "user", "text": text} for text in texts])


def add(turns: Turns, added: Turn, sender_id: str = "someone", since: int = 0, message_id: str | None = None) -> None:
    turns.add(sender_id, added, since=since, message_id=message_id, at=float(added.number))


def everything(turns: Turns) -> list[Any]:
    with turns.engine.connect() as connection:
        return list(connection.execute(sa.text("SELECT * FROM turns ORDER BY sender_id, number")).all())


def test_nobody_has_talked_in_a_new_log(turns: Turns) -> None:
    assert turns.recent("someone") == turns.all("someone") == []
    assert turns.senders() == []
    assert turns.answering("someone", "message") is None


def test_turns_are_read_as_they_were_added_and_in_order(turns: Turns) -> None:
    added = [Turn(0, None, SAID), turn(1, "een", "twee"), turn(2)]
    for one in added:
        add(turns, one)

    assert turns.all("someone") == turns.recent("someone") == added


def test_order_is_that_of_the_numbers_not_of_the_writing(turns: Turns) -> None:
    for number in (2, 0, 10, 1):
        add(turns, turn(number))

    assert [one.number for one in turns.all("someone")] == [0, 1, 2, 10]


@pytest.mark.parametrize(("since", "read"), [(0, [0, 1, 2, 3]), (2, [2, 3]), (3, [3])])
def test_recent_begins_where_the_last_turn_says(since: int, read: list[int], turns: Turns) -> None:
    for number in range(3):
        add(turns, turn(number), since=number)
    add(turns, turn(3), since=since)

    assert [one.number for one in turns.recent("someone")] == read
    assert [one.number for one in turns.all("someone")] == [0, 1, 2, 3]


def test_recent_of_one_person_does_not_depend_on_the_talk_of_another(turns: Turns) -> None:
    for number in range(4):
        add(turns, turn(number), since=number)
        add(turns, turn(number), sender_id="another", since=0)

    assert [one.number for one in turns.recent("someone")] == [3]
    assert [one.number for one in turns.recent("another")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("added", "message_id"),
    [(turn(1, "anders"), "new"), (turn(2, "anders"), "known"), (turn(0, "anders"), None), (turn(1, "anders"), "known")],
    ids=["same number", "same message", "earlier number", "both"],
)
def test_what_is_kept_already_is_neither_replaced_nor_doubled(
    added: Turn, message_id: str | None, turns: Turns
) -> None:
    add(turns, turn(0, "een"))
    add(turns, turn(1, "twee"), message_id="known")
    before = everything(turns)

    with pytest.raises(StaleConversationError):
        add(turns, added, message_id=message_id)

    assert everything(turns) == before


def test_two_processes_see_and_respect_what_the_other_adds(turns: Turns, elsewhere: Turns) -> None:
    add(turns, turn(0, "een"), message_id="first")
    assert elsewhere.recent("someone") == [turn(0, "een")]

    add(elsewhere, turn(1, "twee"), message_id="second")
    with pytest.raises(StaleConversationError):
        add(turns, turn(1, "anders"), message_id="third")
    with pytest.raises(StaleConversationError):
        add(turns, turn(2, "anders"), message_id="second")

    assert turns.all("someone") == elsewhere.all("someone") == [turn(0, "een"), turn(1, "twee")]


def test_writer_goes_on_after_it_came_too_late(turns: Turns) -> None:
    add(turns, turn(0))
    with pytest.raises(StaleConversationError):
        add(turns, turn(0))

    add(turns, turn(1))

    assert len(turns.all("someone")) == 2


def test_message_is_found_by_who_sent_it_and_its_id(turns: Turns) -> None:
    add(turns, turn(0, "een"), message_id="message")
    add(turns, turn(0, "twee"), sender_id="another", message_id="message")

    assert turns.answering("someone", "message") == turn(0, "een").events
    assert turns.answering("another", "message") == turn(0, "twee").events
    assert turns.answering("a third", "message") is None
    assert turns.answering("someone", "another message") is None


def test_message_that_got_no_answer_is_known_all_the_same(turns: Turns) -> None:
    add(turns, turn(0), message_id="message")

    assert turns.answering("someone", "message") == []


def test_turns_without_a_message_are_as_many_as_they_are(turns: Turns) -> None:
    for number in range(5):
        add(turns, turn(number), message_id=None)

    assert len(turns.all("someone")) == 5


def test_erasing_takes_one_conversation_whole_and_no_other(turns: Turns, elsewhere: Turns) -> None:
    for number in range(3):
        add(turns, turn(number), message_id=f"message {number}")
    add(turns, turn(0, "blijft"), sender_id="another")

    assert turns.erase("someone") == 3

    assert elsewhere.all("someone") == turns.recent("someone") == []
    assert turns.answering("someone", "message 0") is None
    assert list(turns.senders()) == ["another"]
    assert turns.all("another") == [turn(0, "blijft")]


def test_erasing_nobody_is_no_error(turns: Turns) -> None:
    assert turns.erase("someone") == 0


def test_somebody_who_was_erased_can_begin_anew(turns: Turns) -> None:
    add(turns, turn(0, "oud"), message_id="message")
    turns.erase("someone")

    add(turns, turn(0, "nieuw"), message_id="message")

    assert turns.all("someone") == [turn(0, "nieuw")]


def test_everybody_is_named_once(turns: Turns) -> None:
    for sender_id in ("Zoë", "o'Brien; --", "日本"):
        for number in range(2):
            add(turns, turn(number), sender_id=sender_id)

    assert sorted(turns.senders()) == sorted(["Zoë", "o'Brien; --", "日本"])
    assert len(turns.all("o'Brien; --")) == 2
