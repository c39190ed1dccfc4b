"""Answering what waits: in order in a chat, side by side between chats, by one process at a time.

An update is done when the last message of its answer has arrived, and not before; who takes over after a crash goes on at
the first message that was not noted as sent. Only a message that arrived in the moment of the crash, and could not be noted
any more, may arrive twice: a message has no number of ours in Telegram, and in danger twice is better than never.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer.channels.telegram.inbox import KNOWN, REMEMBERED, Task, TolerantInbox
from stiefwijzer.channels.telegram.ordering import PATIENCE, Sequence
from stiefwijzer.channels.telegram.updates import Update
from stiefwijzer.storage.lease import GOOD_FOR, Lease

logger = logging.getLogger(__name__)

#: How often the inbox is looked through for what another process took in, in seconds.
_LOOK_EVERY: Final = 1.0
_KEEP_LEASE_EVERY: Final = GOOD_FOR / 4
_TIDY_EVERY: Final = 3600.0
#: How long the messages that are being sent get to arrive when the work stops, in seconds.
_LAST_MESSAGES: Final = 2.5

#: Answers a task whole; the second argument notes how many messages have arrived.
Answering = Callable[[Task, Callable[[int], None]], Awaitable[None]]


class _StoppedError(Exception):
    """The work stops here; the rest of the answer is sent by whoever goes on."""


class Worker:
    """Takes updates out of the inbox to their answer.

    Args:
        inbox: Where they are kept.
        lease: The right to do this.
        answering: Answers one.
    """

    def __init__(self, inbox: TolerantInbox, lease: Lease, answering: Answering) -> None:
        self._inbox = inbox
        self._lease = lease
        self._answering = answering
        self._waiting: dict[int, list[tuple[int, Task]]] = {}
        self._chats: dict[int, asyncio.Task[None]] = {}
        self._known: set[int] = set()
        self._arrived: dict[int, float] = {}
        self._sequence = Sequence(inbox.newest())
        self._is_working = False
        self._remembered: list[Task] = []

    @property
    def is_working(self) -> bool:
        """Whether this process has the work; another may have it."""
        return self._is_working

    def take(self, update: Update) -> None:
        """Keep an update until it is answered; one that is known already changes nothing."""
        became = self._inbox.keep(update)
        if became == KNOWN:
            return
        if self._is_working:
            self._add(Task(update))
        elif became == REMEMBERED:
            self._remembered.append(Task(update))  # nobody else can find it

    def pass_over(self, update_id: int) -> None:
        """Know an update that is met with silence, so that nobody waits for it."""
        self._sequence.saw(update_id)

    async def run(self) -> None:
        """Work until cancelled; what is being sent then is sent to its end."""
        chores = [asyncio.create_task(chore) for chore in (self._keep_lease(), self._look(), self._tidy())]
        try:
            await asyncio.gather(*chores)
        finally:
            for chore in chores:
                chore.cancel()
            await self._stop()
            with contextlib.suppress(SQLAlchemyError):
                self._lease.give_back()

    async def _keep_lease(self) -> None:
        while True:
            try:
                holds = self._lease.take()
            except SQLAlchemyError as error:
                # Nobody can take over without a database; whoever an update reaches answers it.
                logger.error("The work cannot be shared (%s)", type(error).__name__)
                holds = True
            if self._is_working and not holds:
                logger.error("Another process has taken over the answering of Telegram")
                await self._stop()
            self._is_working = holds
            await asyncio.sleep(_KEEP_LEASE_EVERY)

    async def _look(self) -> None:
        while True:
            if self._is_working:
                for task in (*self._remembered, *self._inbox.waiting(besides=self._known)):
                    self._add(task)
                self._remembered.clear()
            await asyncio.sleep(_LOOK_EVERY)

    async def _tidy(self) -> None:
        while True:
            self._inbox.tidy()
            await asyncio.sleep(_TIDY_EVERY)

    def _add(self, task: Task) -> None:
        update = task.update
        if update.id in self._known:
            return
        self._known.add(update.id)
        self._arrived[update.id] = asyncio.get_running_loop().time()
        self._sequence.saw(update.id)
        heapq.heappush(self._waiting.setdefault(update.chat_id, []), (update.id, task))
        if update.chat_id not in self._chats:
            self._chats[update.chat_id] = asyncio.create_task(self._serve(update.chat_id))

    async def _serve(self, chat_id: int) -> None:
        """Answer what waits in one chat, until nothing does."""
        queue = self._waiting[chat_id]
        while queue and self._is_working:
            first = queue[0][0]
            if not self._sequence.is_complete_to(first):
                waited = asyncio.get_running_loop().time() - self._arrived[first]
                await self._sequence.complete_to(first, PATIENCE - waited)
                continue  # one before it may have come meanwhile
            _, task = heapq.heappop(queue)
            await self._answer(task)
        self._chats.pop(chat_id, None)
        self._waiting.pop(chat_id, None)

    async def _answer(self, task: Task) -> None:
        update_id = task.update.id
        try:
            await self._answering(task, lambda messages: self._note(update_id, messages))
        except _StoppedError:
            return
        except Exception as error:
            # The error may quote somebody; only its kind is logged. Trying again would fail again.
            logger.error("An update of Telegram could not be answered (%s)", type(error).__name__)
        self._arrived.pop(update_id, None)
        if self._inbox.done(update_id):
            self._known.discard(update_id)

    def _note(self, update_id: int, messages: int) -> None:
        self._inbox.arrived(update_id, messages)
        if not self._is_working:
            raise _StoppedError

    async def _stop(self) -> None:
        """Stop answering after the message at hand; what waits stays in the inbox."""
        self._is_working = False
        chats = list(self._chats.values())
        if chats:
            await asyncio.wait(chats, timeout=_LAST_MESSAGES)
        for chat in chats:
            chat.cancel()
        await asyncio.gather(*chats, return_exceptions=True)
        self._chats.clear()
        self._waiting.clear()
        self._known.clear()
        self._arrived.clear()
