"""An update is kept until it is answered, and after that known by its number alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from stiefwijzer.storage import database
from stiefwijzer.storage.telegram import KNOWN_FOR, Inbox, Waiting


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = database.connect(f"sqlite:///{tmp_path / 'stiefwijzer.db'}")
    yield opened
    opened.dispose()


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine)


def test_an_update_is_new_once_also_for_another_process(engine: Engine, inbox: Inbox) -> None:
    assert inbox.keep(1, 7, "hoi", at=0)
    assert not inbox.keep(1, 7, "hoi", at=0)
    inbox.done(1)
    assert not Inbox(engine).keep(1, 7, "hoi", at=0)


def test_it_waits_until_it_is_answered(inbox: Inbox) -> None:
    for number in (3, 1, 2):
        inbox.keep(number, 7, str(number), at=0)
    inbox.arrived(3, 2)
    inbox.done(1)
    assert inbox.waiting() == [2, 3]
    assert inbox.read([1, 2, 3]) == [Waiting(2, "2", 0), Waiting(3, "3", 2)]


def test_many_are_read_at_once(inbox: Inbox) -> None:
    for number in range(1200):
        inbox.keep(number, 7, "x", at=0)
    assert [row.update_id for row in inbox.read(inbox.waiting())] == list(range(1200))


def test_of_an_answered_one_nothing_is_left_but_the_number(tmp_path: Path, inbox: Inbox) -> None:
    inbox.keep(1, 424242, "zwaluwstaart", at=0)
    inbox.done(1)
    with closing(sqlite3.connect(tmp_path / "stiefwijzer.db")) as file:
        assert file.execute("SELECT * FROM telegram_updates").fetchall() == [(1, 0.0, None, None, 0)]


def test_what_waits_in_a_chat_can_be_forgotten(inbox: Inbox) -> None:
    for number, chat_id in ((1, 7), (2, 8), (3, 7), (4, 7)):
        inbox.keep(number, chat_id, "x", at=0)
    inbox.forget(7, before=4)
    assert inbox.waiting() == [2, 4]
    assert not inbox.keep(1, 7, "x", at=0)


def test_answered_numbers_go_when_telegram_sends_them_no_more(inbox: Inbox) -> None:
    for number, at in ((1, 0), (2, 0), (3, 10)):
        inbox.keep(number, 7, "x", at=at)
    inbox.done(1)
    inbox.done(3)
    assert inbox.tidy(KNOWN_FOR + 5) == 1
    assert inbox.waiting() == [2]
    assert inbox.newest() == 3
