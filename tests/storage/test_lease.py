"""Work that one process does at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from stiefwijzer.storage import database, lease
from stiefwijzer.storage.lease import Lease


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = database.connect(f"sqlite:///{tmp_path / 'stiefwijzer.db'}")
    yield opened
    opened.dispose()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_work_is_done_by_one_and_taken_over_when_that_one_is_silent(engine: Engine) -> None:
    clock = Clock()
    one, other = Lease(engine, "work", clock), Lease(engine, "work", clock)
    assert one.take()
    assert not other.take()
    clock.now += lease.GOOD_FOR - 1
    assert one.take()
    clock.now += lease.GOOD_FOR - 1
    assert not other.take()
    clock.now += 2
    assert other.take()
    assert not one.take()


def test_work_that_is_given_back_is_free_at_once_and_only_by_its_holder(engine: Engine) -> None:
    one, other = Lease(engine, "work"), Lease(engine, "work")
    assert one.take()
    other.give_back()
    assert not other.take()
    one.give_back()
    assert other.take()


def test_different_work_is_done_side_by_side(engine: Engine) -> None:
    assert Lease(engine, "this").take()
    assert Lease(engine, "that").take()
