"""Updates on their way to an answer: kept in the database first, or in memory when there is none.

A crisis line must not wait for a disk: without a database an update is answered all the same, and is lost only when the
process dies before that.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer.channels.telegram.updates import Update
from stiefwijzer.storage.telegram import Inbox

logger = logging.getLogger(__name__)

#: What became of an update: it is known already, it is in the database, or this process alone knows it.
KNOWN: Final = "known"
KEPT: Final = "kept"
REMEMBERED: Final = "remembered"

#: How many numbers are known without a database.
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Task:
    """An update to answer, and how many messages of its answer have arrived already."""

    update: Update
    sent: int = 0


class TolerantInbox:
    """An inbox that goes on when the database does not."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._known: OrderedDict[int, None] = OrderedDict()

    def keep(self, update: Update) -> str:
        """Keep an update; return what became of it: `KNOWN`, `KEPT` or `REMEMBERED`."""
        if update.id in self._known:
            return KNOWN
        self._known[update.id] = None
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        try:
            return KEPT if self._inbox.keep(update.id, update.chat_id, update.dump(), time.time()) else KNOWN
        except SQLAlchemyError as error:
            logger.error("An update could not be kept (%s); it is answered from memory", type(error).__name__)
            return REMEMBERED

    def waiting(self, besides: Any) -> list[Task]:
        """Return what waits for an answer, in order, but for the numbers in `besides`."""
        try:
            missing = [update_id for update_id in self._inbox.waiting() if update_id not in besides]
            return [Task(Update.load(row.body), row.sent) for row in self._inbox.read(missing)]
        except SQLAlchemyError as error:
            logger.error("The inbox could not be read (%s)", type(error).__name__)
            return []

    def newest(self) -> int | None:
        """Return the highest number that was answered, if that is known."""
        try:
            return self._inbox.newest()
        except SQLAlchemyError:
            return None

    def arrived(self, update_id: int, messages: int) -> None:
        """Note that this many messages of the answer have arrived."""
        try:
            self._inbox.arrived(update_id, messages)
        except SQLAlchemyError as error:
            logger.error("What was sent could not be noted (%s)", type(error).__name__)

    def done(self, update_id: int) -> bool:
        """Note that an update is answered; return False when that could not be noted."""
        try:
            self._inbox.done(update_id)
        except SQLAlchemyError as error:
            logger.error("An answer could not be noted (%s)", type(error).__name__)
            return False
        return True

    def forget(self, chat_id: int, before: int) -> None:
        """Leave unanswered what waited in a chat before the update `before`.

        Raises:
            SQLAlchemyError: It could not be; who asked for it must know.
        """
        self._inbox.forget(chat_id, before)

    def tidy(self) -> None:
        """Remove numbers that Telegram sends no more."""
        try:
            self._inbox.tidy(time.time())
        except SQLAlchemyError as error:
            logger.error("The inbox could not be tidied (%s)", type(error).__name__)
