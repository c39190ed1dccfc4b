"""What arrived from Telegram: kept until it is answered, and known by its number for as long as Telegram may send it again.

What a person wrote, and in which chat, stands here only while it waits for its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.storage import database, schema

#: How long an answered number is known, in seconds. Telegram keeps an update for 24 hours (Bot API, "Getting updates").
KNOWN_FOR: Final = 48 * 3600
#: How many rows are read in one query.
_AT_ONCE: Final = 500

_updates = sa.Table(
    "telegram_updates",
    database.metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
    # Both are emptied when it is answered: a number alone says nothing about anybody.
    sa.Column("chat_id", sa.BigInteger, index=True),
    sa.Column("body", sa.Text),
    sa.Column("sent", sa.Integer, nullable=False, default=0),
)
_this = _updates.c.update_id == sa.bindparam("number")
_is_waiting = _updates.c.chat_id.is_not(None)
_INSERT = sa.insert(_updates)
_WAITING = sa.select(_updates.c.update_id).where(_is_waiting).order_by(_updates.c.update_id)
_SENT = sa.update(_updates).where(_this).values(sent=sa.bindparam("messages"))
_DONE = sa.update(_updates).where(_this).values(chat_id=None, body=None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that has no (whole) answer yet.

    Attributes:
        update_id: Telegram's number of it.
        body: What was kept of it, as it was given to `Inbox.keep`.
        sent: How many messages of its answer have arrived already.
    """

    update_id: int
    body: str
    sent: int


class Inbox:
    """The updates in the database of an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        schema.bring_up_to_date(engine)

    def keep(self, update_id: int, chat_id: int, body: str, at: float) -> bool:
        """Keep an update until it is answered; return False when it is known already.

        Args:
            update_id: Telegram's number of it.
            chat_id: Where it was said.
            body: What is needed to answer it.
            at: When it arrived, in seconds since 1970.
        """
        row = {"update_id": update_id, "chat_id": chat_id, "body": body, "at": at, "sent": 0}
        try:
            with self.engine.begin() as connection:
                connection.execute(_INSERT, row)
        except sa.exc.IntegrityError:
            return False
        return True

    def waiting(self) -> list[int]:
        """Return the numbers of all updates that wait for an answer, in order."""
        with self.engine.connect() as connection:
            return list(connection.execute(_WAITING).scalars())

    def read(self, update_ids: Sequence[int]) -> list[Waiting]:
        """Return those of these updates that wait for an answer, in order."""
        found: list[Waiting] = []
        columns: list[Any] = [_updates.c.update_id, _updates.c.body, _updates.c.sent]
        with self.engine.connect() as connection:
            for start in range(0, len(update_ids), _AT_ONCE):
                wanted = _updates.c.update_id.in_(update_ids[start : start + _AT_ONCE])
                query = sa.select(columns).where(wanted, _is_waiting).order_by(_updates.c.update_id)
                found.extend(Waiting(*row) for row in connection.execute(query))
        return found

    def arrived(self, update_id: int, messages: int) -> None:
        """Note that this many messages of the answer have arrived."""
        with self.engine.begin() as connection:
            connection.execute(_SENT, {"number": update_id, "messages": messages})

    def done(self, update_id: int) -> None:
        """Note that an update is answered, and forget what it said and where."""
        with self.engine.begin() as connection:
            connection.execute(_DONE, {"number": update_id})

    def forget(self, chat_id: int, before: int) -> None:
        """Leave unanswered what waits in a chat, up to and without the update `before`, and forget what it said."""
        of_chat = (_updates.c.chat_id == chat_id) & (_updates.c.update_id < before)
        with self.engine.begin() as connection:
            connection.execute(sa.update(_updates).where(of_chat).values(chat_id=None, body=None))

    def newest(self) -> int | None:
        """Return the highest number of an update that was answered, or None."""
        query = sa.select(sa.func.max(_updates.c.update_id)).where(_updates.c.chat_id.is_(None))
        with self.engine.connect() as connection:
            number: int | None = connection.execute(query).scalar_one()
        return number

    def tidy(self, now: float) -> int:
        """Remove answered numbers that Telegram sends no more; return how many."""
        old = _updates.c.chat_id.is_(None) & (_updates.c.at < now - KNOWN_FOR)
        with self.engine.begin() as connection:
            return int(connection.execute(sa.delete(_updates).where(old)).rowcount)


def purge(connection: Connection, before: float) -> None:
    """Remove what arrived before a moment, answered or not: without a token nobody else does."""
    connection.execute(sa.delete(_updates).where(_updates.c.at < before))
