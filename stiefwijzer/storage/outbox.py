"""Mails that are to go out: one row each, without a word, a name or an address. What they say is read when they go.

A row waits until it is due, is taken by one process at a time, and ends as sent, dead (nothing more is tried, somebody
must look) or cancelled. A process that dies while it mails leaves a row that is taken again after `LEASE`, under the same
Message-ID, so that the coach's mail program can tell that it is the same mail.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.storage import database

#: Kinds of mail: the request to the coach, a neutral confirmation to the person, and the wish to delete a mailed request.
COACH: Final = "coach"
CONFIRMATION: Final = "confirmation"
DELETION: Final = "deletion"

WAITING: Final = "waiting"
SENT: Final = "sent"
DEAD: Final = "dead"
CANCELLED: Final = "cancelled"

#: How long a process has for mailing one row before another may take it, in seconds.
LEASE: Final = 600.0
#: What a Message-ID ends with; it need not exist, and says nothing about the machine.
_DOMAIN: Final = "stiefwijzer.invalid"

table = sa.Table(
    "outbox",
    database.metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("intake_id", sa.String(36), nullable=False, index=True),
    sa.Column("reference", sa.String(16), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("message_id", sa.String(255), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due", sa.Float, nullable=False, index=True),
    sa.Column("sent_at", sa.Float),
    sa.Column("trouble", sa.String(64)),
    sa.UniqueConstraint("intake_id", "kind"),
)


@dataclass(frozen=True, slots=True)
class Mail:
    """One row, taken to be mailed. `attempts` counts this one."""

    id: str
    intake_id: str
    reference: str
    kind: str
    message_id: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Summary:
    """How the mails stand."""

    waiting: int
    late: int
    dead: int


def put(connection: Connection, intake_id: str, reference: str, kind: str, at: float) -> None:
    """Add a mail, due at once."""
    own = str(uuid.uuid4())
    row = {"id": own, "intake_id": intake_id, "reference": reference, "kind": kind, "at": at, "due": at}
    fixed = {"message_id": f"<{own}@{_DOMAIN}>", "state": WAITING, "attempts": 0}
    connection.execute(sa.insert(table), {**row, **fixed})


def take(engine: Engine, now: float, lease: float = LEASE) -> Mail | None:
    """Return the mail that is due longest, which nobody else gets for `lease` seconds; None when none is due."""
    while True:
        with engine.begin() as connection:
            is_due = (table.c.state == WAITING) & (table.c.due <= now)
            row = connection.execute(sa.select(table).where(is_due).order_by(table.c.due, table.c.id).limit(1)).first()
            if row is None:
                return None
            mine = sa.update(table).where((table.c.id == row.id) & is_due & (table.c.attempts == row.attempts))
            taken = connection.execute(mine.values(due=now + lease, attempts=row.attempts + 1))
        if taken.rowcount:
            return Mail(row.id, row.intake_id, row.reference, row.kind, row.message_id, row.attempts + 1)


def end(engine: Engine, mail: Mail, state: str, *, now: float, trouble: str | None = None) -> None:
    """Write down that a mail is sent, dead or cancelled."""
    values = {"state": state, "trouble": trouble, "sent_at": now if state == SENT else None}
    with engine.begin() as connection:
        connection.execute(sa.update(table).where(table.c.id == mail.id).values(**values))


def postpone(engine: Engine, mail: Mail, due: float, trouble: str) -> None:
    """Try again later.

    Args:
        engine: The database.
        mail: Which.
        due: When, in seconds since 1970.
        trouble: What went wrong, in a word or a code: never what a server said, which may quote an address.
    """
    waiting = (table.c.id == mail.id) & (table.c.state == WAITING)
    with engine.begin() as connection:
        connection.execute(sa.update(table).where(waiting).values(due=due, trouble=trouble))


def cancel(connection: Connection, intake_id: str) -> None:
    """Stop what is not yet sent for a request."""
    waiting = (table.c.intake_id == intake_id) & (table.c.state.in_([WAITING, DEAD]))
    connection.execute(sa.update(table).where(waiting).values(state=CANCELLED))


def erase(connection: Connection, intake_id: str, at: float) -> bool:
    """Remove the mails of a request; ask the coach to delete the one that was mailed.

    Returns:
        Whether it was mailed, or may have been: the row had been taken before.
    """
    of_coach = (table.c.intake_id == intake_id) & (table.c.kind == COACH)
    row = connection.execute(sa.select(table).where(of_coach)).first()
    mailed = row is not None and (row.state == SENT or row.attempts > 0)
    connection.execute(sa.delete(table).where(table.c.intake_id == intake_id))
    if row is not None and mailed:
        put(connection, intake_id, row.reference, DELETION, at)
    return mailed


def forget(connection: Connection, intake_ids: Sequence[str]) -> None:
    """Remove the mails of requests."""
    connection.execute(sa.delete(table).where(table.c.intake_id.in_(list(intake_ids))))


def purge(connection: Connection, before: float) -> None:
    """Remove every mail from before a moment, also one that asks to delete a request that is gone."""
    connection.execute(sa.delete(table).where(table.c.at < before))


def revive(engine: Engine, now: float) -> int:
    """Try dead mails again; return how many."""
    dead = sa.update(table).where(table.c.state == DEAD)
    with engine.begin() as connection:
        return int(connection.execute(dead.values(state=WAITING, due=now, attempts=0)).rowcount)


def state_of(engine: Engine, intake_id: str) -> dict[str, tuple[str, str | None]]:
    """Return the state and the last trouble of each kind of mail of a request."""
    query = sa.select(table.c.kind, table.c.state, table.c.trouble).where(table.c.intake_id == intake_id)
    with engine.connect() as connection:
        return {kind: (state, trouble) for kind, state, trouble in connection.execute(query).all()}


def summary(engine: Engine, now: float, late_after: float = 3600.0) -> Summary:
    """Return how many mails wait, how many of them for long, and how many are dead."""
    is_late = sa.case((table.c.at < now - late_after, 1), else_=0)
    query = sa.select(table.c.state, sa.func.count(), sa.func.sum(is_late)).group_by(table.c.state)
    with engine.connect() as connection:
        found = {state: (number, late) for state, number, late in connection.execute(query).all()}
    (waiting, late), (dead, _) = (found.get(state, (0, 0)) for state in (WAITING, DEAD))
    return Summary(waiting, late, dead)
