"""What waits is answered in order in a chat, side by side between chats, once, and after a crash too."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stiefwijzer.channels.telegram import updates
from stiefwijzer.channels.telegram.inbox import Task, TolerantInbox
from stiefwijzer.channels.telegram.updates import Update
from stiefwijzer.channels.telegram.worker import Worker
from stiefwijzer.storage import database
from stiefwijzer.storage.lease import Lease
from stiefwijzer.storage.telegram import Inbox


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = database.connect(f"sqlite:///{tmp_path / 'stiefwijzer.db'}")
    yield opened
    opened.dispose()


def text(number: int, chat_id: int = 7) -> Update:
    return Update(number, chat_id, updates.TEXT, number, f"bericht {number}")


class Answers:
    """Notes what it is given to answer."""

    def __init__(self, messages: int = 1) -> None:
        self.given: list[Task] = []
        self.finished: list[int] = []
        self.may_go_on: dict[int, asyncio.Event] = {}
        self._messages = messages

    async def __call__(self, task: Task, arrived: Callable[[int], None]) -> None:
        self.given.append(task)
        for number in range(task.sent + 1, self._messages + 1):
            if task.update.chat_id in self.may_go_on:
                await self.may_go_on[task.update.chat_id].wait()
            arrived(number)
        self.finished.append(task.update.id)

    async def wait_for(self, number: int) -> list[int]:
        async with asyncio.timeout(15):
            while len(self.finished) < number:
                await asyncio.sleep(0.01)
        return self.finished


@asynccontextmanager
async def working(engine: Engine, answers: Answers) -> AsyncIterator[Worker]:
    worker = Worker(TolerantInbox(Inbox(engine)), Lease(engine, "telegram"), answers)
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0.05)
    try:
        yield worker
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def test_every_update_is_answered_once_however_often_it_comes(engine: Engine) -> None:
    answers = Answers()
    async with working(engine, answers) as worker:
        for number in (1, 1, 2, 1, 2):
            worker.take(text(number))
        await answers.wait_for(2)
        worker.take(text(1))
        await asyncio.sleep(0.05)
    async with working(engine, answers) as restarted:
        restarted.take(text(2))
        await asyncio.sleep(1.2)
    assert answers.finished == [1, 2]


async def test_updates_that_overtook_each_other_are_answered_in_order(engine: Engine) -> None:
    answers = Answers()
    async with working(engine, answers) as worker:
        for number in (4, 2, 3, 1, 6, 5):
            worker.take(text(number))
        assert await answers.wait_for(6) == [1, 2, 3, 4, 5, 6]


async def test_an_update_that_is_met_with_silence_keeps_nobody_waiting(engine: Engine) -> None:
    answers = Answers()
    async with working(engine, answers) as worker:
        worker.take(text(1))
        await answers.wait_for(1)
        worker.pass_over(2)
        worker.take(text(3))
        async with asyncio.timeout(1):
            await answers.wait_for(2)


async def test_a_slow_chat_keeps_no_other_waiting(engine: Engine) -> None:
    answers = Answers()
    answers.may_go_on[7] = asyncio.Event()
    async with working(engine, answers) as worker:
        for number, chat_id in ((1, 7), (2, 8), (3, 7), (4, 8)):
            worker.take(text(number, chat_id))
        assert await answers.wait_for(2) == [2, 4]
        answers.may_go_on[7].set()
        assert await answers.wait_for(4) == [2, 4, 1, 3]


async def test_after_a_crash_the_answer_goes_on_where_it_stopped(engine: Engine) -> None:
    inbox = Inbox(engine)
    inbox.keep(1, 7, text(1).dump(), at=0)
    inbox.arrived(1, 2)
    answers = Answers(messages=3)
    async with working(engine, answers):
        await answers.wait_for(1)
    assert answers.given == [Task(text(1), sent=2)]
    assert inbox.waiting() == []


async def test_who_stops_in_the_middle_leaves_the_rest_to_the_next(engine: Engine) -> None:
    answers = Answers(messages=2)
    answers.may_go_on[7] = asyncio.Event()
    async with working(engine, answers) as worker:
        worker.take(text(1))
        await asyncio.sleep(2)
        asyncio.get_running_loop().call_later(0.1, answers.may_go_on[7].set)
    assert answers.finished == []
    async with working(engine, answers):
        await answers.wait_for(1)
    assert [task.sent for task in answers.given] == [0, 1]


async def test_only_one_process_answers_what_another_took_in(engine: Engine) -> None:
    one, other = Answers(), Answers()
    async with working(engine, one) as first, working(engine, other) as second:
        first.take(text(1))
        second.take(text(2))
        second.take(text(1))
        await one.wait_for(2)
        assert (first.is_working, second.is_working) == (True, False)
    assert (one.finished, other.finished) == ([1, 2], [])


async def test_an_update_that_cannot_be_answered_stops_nothing_and_is_not_quoted(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    finished: list[int] = []

    async def answering(task: Task, _: Callable[[int], None]) -> None:
        if task.update.id == 1:
            raise RuntimeError("zwaluwstaart")
        finished.append(task.update.id)

    worker = Worker(TolerantInbox(Inbox(engine)), Lease(engine, "telegram"), answering)
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0.05)
    with caplog.at_level(logging.DEBUG, logger="stiefwijzer"):
        worker.take(text(1))
        worker.take(text(2))
        async with asyncio.timeout(10):
            while not finished:
                await asyncio.sleep(0.01)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    assert "could not be answered (RuntimeError)" in caplog.text
    assert "zwaluwstaart" not in caplog.text
    assert Inbox(engine).waiting() == []


async def test_an_update_that_reaches_the_idle_process_while_the_database_breaks_is_answered_there(
    engine: Engine,
) -> None:
    one, other = Answers(), Answers()
    async with working(engine, one), working(engine, other) as second:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE telegram_updates"))
            connection.execute(sa.text("DROP TABLE leases"))
        assert not second.is_working
        second.take(text(1))
        assert await other.wait_for(1) == [1]
    assert one.finished == []


async def test_without_a_database_people_are_answered_once_all_the_same(engine: Engine) -> None:
    answers = Answers()
    async with working(engine, answers) as worker:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE telegram_updates"))
            connection.execute(sa.text("DROP TABLE leases"))
        for number in (1, 1, 2):
            worker.take(text(number))
        assert await answers.wait_for(2) == [1, 2]
        worker.take(text(1))
        await asyncio.sleep(0.1)
    assert answers.finished == [1, 2]
