"""The log of every conversation: one row a turn, only ever added to.

A row holds the events of its turn and, in short, the state before them. Whoever goes on with a conversation therefore reads
a few rows, however long people have talked, and writes one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.storage import alarms, database, drafts, feedback, schema

#: An event or a state as JSON holds it.
Json = dict[str, Any]

_turns = sa.Table(
    "turns",
    database.metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.String(255)),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("state", sa.Text),
    sa.Column("events", sa.Text, nullable=False),
    sa.UniqueConstraint("sender_id", "message_id"),
)
_columns = [_turns.c.number, _turns.c.state, _turns.c.events]
_last = _turns.alias("last")

# Built once: SQLAlchemy finds what it compiled for a statement by the statement.
_ALL = sa.select(_columns).where(_turns.c.sender_id == sa.bindparam("sender")).order_by(_turns.c.number)
_RECENT = _ALL.where(
    _turns.c.number
    >= sa.select(_last.c.since)
    .where(_last.c.sender_id == sa.bindparam("sender"))
    .order_by(_last.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_LATEST = (
    sa.select(_columns)
    .where(_turns.c.sender_id == sa.bindparam("sender"))
    .order_by(_turns.c.number.desc())
    .limit(sa.bindparam("most"))
)
_ANSWERED = sa.select(_turns.c.events).where(
    _turns.c.sender_id == sa.bindparam("sender"), _turns.c.message_id == sa.bindparam("message")
)
_INSERT = sa.insert(_turns)
#: A number no turn has.
_MORE_THAN_ALL = 2**31 - 1


class StaleConversationError(Exception):
    """Somebody else has added to the conversation since it was read, or has answered the same message; read it again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of the log.

    Attributes:
        number: Its place in the conversation, from 0.
        state: The state before its events; None when there was none worth keeping.
        events: What happened, in order.
    """

    number: int
    state: Json | None
    events: list[Json]


#: What changes turns of a conversation: takes them all, oldest first, and returns as many.
Change = Callable[[Sequence[Turn]], Sequence[Turn]]


class Turns:
    """The conversations in the database of an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        schema.bring_up_to_date(engine)

    def recent(self, sender_id: str) -> list[Turn]:
        """Return the turns one must know to go on: from the last row's `since`; none when nobody has talked yet."""
        return self._read(_RECENT, sender_id)

    def all(self, sender_id: str) -> list[Turn]:
        """Return every turn of a conversation, oldest first."""
        return self._read(_ALL, sender_id)

    def latest(self, sender_id: str, most: int) -> list[Turn]:
        """Return the last turns of a conversation, at most so many, oldest first."""
        return self._read(_LATEST, sender_id, most=most)[::-1]

    def add(
        self,
        sender_id: str,
        turn: Turn,
        *,
        since: int,
        message_id: str | None,
        at: float,
        alarm: str | None = None,
        verdict: tuple[str, bool] | None = None,
        draft: bool | None = None,
        forgetting: Change | None = None,
        erasing: bool = False,
    ) -> None:
        """Append a turn.

        Args:
            sender_id: Whose conversation it is.
            turn: What to append; its number is the one after the last turn that was read.
            since: The oldest turn one must know to go on after this one.
            message_id: The message it answers, which is answered only once.
            at: When it ended, in seconds since 1970.
            alarm: The kind of danger it answered, which is counted.
            verdict: An answer, and whether it is said to have helped, which is counted.
            draft: Whether the conversation holds an unfinished request now; None when that did not change.
            forgetting: What is changed in the turns before it.
            erasing: Whether the turns before it are removed.

        Raises:
            StaleConversationError: There is a turn of that number, or one that answers the message.
        """
        row = {
            "sender_id": sender_id,
            "number": turn.number,
            "message_id": message_id,
            "at": at,
            "since": since,
            "state": None if turn.state is None else _dumped(turn.state),
            "events": _dumped(turn.events),
        }
        try:
            with self.engine.begin() as connection:
                connection.execute(_INSERT, row)
                if alarm:
                    alarms.count(connection, alarm, at)
                if verdict:
                    feedback.count(connection, verdict[0], helped=verdict[1])
                if draft:
                    drafts.mark(connection, sender_id, at)
                elif draft is not None:
                    drafts.clear(connection, sender_id)
                before = (_turns.c.sender_id == sender_id) & (_turns.c.number < turn.number)
                if erasing:
                    connection.execute(sa.delete(_turns).where(before))
                elif forgetting:
                    self._change(connection, sender_id, forgetting, turn.number)
        except sa.exc.IntegrityError as error:
            raise StaleConversationError from error
        if erasing or forgetting:
            database.leave_nothing_behind(self.engine)

    def answering(self, sender_id: str, message_id: str) -> list[Json] | None:
        """Return the events of the turn that answered this message, or None when it is new."""
        with self.engine.connect() as connection:
            events = connection.execute(_ANSWERED, {"sender": sender_id, "message": message_id}).scalar_one_or_none()
        return None if events is None else list(json.loads(events))

    def last_answered(self, sender_id: str) -> tuple[str | None, list[Json]] | None:
        """Return the message the last turn answered, and its events; None when nobody has talked yet."""
        query = sa.select([_turns.c.message_id, _turns.c.events]).where(_turns.c.sender_id == sender_id)
        with self.engine.connect() as connection:
            row = connection.execute(query.order_by(_turns.c.number.desc()).limit(1)).first()
        return None if row is None else (row[0], list(json.loads(row[1])))

    def has_answered(self, sender_id: str, message: str) -> bool:
        """Tell whether a turn answers this message, or a correction of it ("<message>.<number>")."""
        named = (_turns.c.message_id == message) | _turns.c.message_id.startswith(f"{message}.", autoescape=True)
        query = sa.select(_turns.c.number).where(_turns.c.sender_id == sender_id, named).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def withdraw(self, sender_id: str, message_id: str) -> bool:
        """Remove the last turn when it answers this message: a conversation goes on as before it. Tell whether it did."""
        last = sa.select(sa.func.max(_last.c.number)).where(_last.c.sender_id == sender_id).scalar_subquery()
        its = (_turns.c.sender_id == sender_id) & (_turns.c.message_id == message_id) & (_turns.c.number == last)
        with self.engine.begin() as connection:
            withdrawn = bool(connection.execute(sa.delete(_turns).where(its)).rowcount)
        database.leave_nothing_behind(self.engine)
        return withdrawn

    def senders(self) -> list[str]:
        """Return whose conversations are kept."""
        with self.engine.connect() as connection:
            return list(connection.execute(sa.select(_turns.c.sender_id).distinct()).scalars())

    def erase(self, sender_id: str) -> int:
        """Remove a conversation whole, with the unfinished request in it; return how many turns it had."""
        with self.engine.begin() as connection:
            erased = int(connection.execute(sa.delete(_turns).where(_turns.c.sender_id == sender_id)).rowcount)
            drafts.clear(connection, sender_id)
        database.leave_nothing_behind(self.engine)
        return erased

    def rewrite(self, sender_id: str, change: Change) -> None:
        """Change every turn of a conversation, and know that no unfinished request is in it."""
        with self.engine.begin() as connection:
            self._change(connection, sender_id, change)
            drafts.clear(connection, sender_id)
        database.leave_nothing_behind(self.engine)

    def abandoned(self, before: float) -> list[str]:
        """Return the conversations with an unfinished request that nobody touched since a moment."""
        with self.engine.connect() as connection:
            return drafts.abandoned(connection, before)

    def purge(self, connection: Connection, before: float, *, dry_run: bool) -> int:
        """Remove turns that ended before a moment, but those one must read to go on; return how many there are."""
        newest = sa.select(_turns.c.sender_id, sa.func.max(_turns.c.number).label("number")).group_by(
            _turns.c.sender_id
        )
        newest = newest.subquery()
        current = sa.select(_last.c.since).where(
            (_last.c.sender_id == _turns.c.sender_id)
            & (_last.c.number == newest.c.number)
            & (newest.c.sender_id == _turns.c.sender_id)
            & (_last.c.at >= before)
        )
        needed = _turns.c.number >= sa.func.coalesce(current.scalar_subquery(), _MORE_THAN_ALL)
        old = (_turns.c.at < before) & ~needed
        if dry_run:
            return int(connection.execute(sa.select(sa.func.count()).select_from(_turns).where(old)).scalar_one())
        return int(connection.execute(sa.delete(_turns).where(old)).rowcount)

    def _change(self, connection: Connection, sender_id: str, change: Change, below: int | None = None) -> None:
        rows = connection.execute(_ALL, {"sender": sender_id}).all()
        turns = [_turn_of(row) for row in rows if below is None or row.number < below]
        for before, after in zip(turns, change(turns), strict=True):
            if after != before:
                here = (_turns.c.sender_id == sender_id) & (_turns.c.number == before.number)
                state = None if after.state is None else _dumped(after.state)
                connection.execute(sa.update(_turns).where(here).values(events=_dumped(after.events), state=state))

    def _read(self, query: Any, sender_id: str, **more: int) -> list[Turn]:
        with self.engine.connect() as connection:
            rows = connection.execute(query, {"sender": sender_id, **more}).all()
        return [_turn_of(row) for row in rows]


def _turn_of(row: Any) -> Turn:
    return Turn(row.number, None if row.state is None else json.loads(row.state), json.loads(row.events))


def _dumped(value: Json | Sequence[Json]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
