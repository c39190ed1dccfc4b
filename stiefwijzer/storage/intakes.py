"""Requests for the free talk. They are the one place where a name, an address or a number is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.storage import database, outbox

Status = Literal["new", "contacted", "done", "withdrawn"]
STATUSES: Final[tuple[Status, ...]] = ("new", "contacted", "done", "withdrawn")
#: Those that somebody still has to do something with.
OPEN: Final[tuple[Status, ...]] = ("new", "contacted")

table = sa.Table(
    "intakes",
    database.metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("reference", sa.String(16), nullable=False, index=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("first_name", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("moments", sa.Text, nullable=False),
    sa.Column("role", sa.String(16)),
    sa.Column("question", sa.Text),
    sa.Column("safe", sa.String(16), nullable=False),
    sa.Column("consent_version", sa.String(32), nullable=False),
    sa.Column("consent_at", sa.Float, nullable=False),
    sa.Column("quarantine", sa.String(32)),
    sa.Column("note", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Intake:
    """One request.

    Attributes:
        id: Made when the form was opened, so that one form is one request however often it is sent.
        reference: What people and mails call it ("A3F9C2D1"); says nothing about anybody.
        sender_id: The conversation it was made in.
        channel: The channel of that conversation.
        at: When it was stored, in seconds since 1970; so is `consent_at`.
        status: How far the coach is with it.
        first_name: As given. `email`, `phone` (international), `moments`, `role` and `question` likewise; one of the
            first two is there.
        safe: How the person said it is safe to reach them: "any", "mail" or "call".
        consent_version: The version of the text that was agreed to.
        quarantine: Why it is held back from mailing; None when it is not.
        note: What the coach wrote down about it.
    """

    id: str
    reference: str
    sender_id: str
    channel: str
    at: float
    status: str
    first_name: str
    email: str | None
    phone: str | None
    moments: str
    role: str | None
    question: str | None
    safe: str
    consent_version: str
    consent_at: float
    quarantine: str | None = None
    note: str = ""

    @property
    def may_mail(self) -> bool:
        """Whether there is an address, and the person said that mailing is safe."""
        return bool(self.email) and self.safe in ("any", "mail")

    @property
    def reach(self) -> str:
        """How to reach the person: only what they said is safe."""
        safe = {"mail": (self.email,), "call": (self.phone,)}.get(self.safe, (self.email, self.phone))
        return ", ".join(way for way in safe if way)


def reference_of(intake_id: str) -> str:
    """Return the reference of a request: the first eight digits of its id."""
    return intake_id.replace("-", "")[:8].upper()


def store(engine: Engine, intake: Intake, kinds: Sequence[str]) -> bool:
    """Store a request and the mails it brings, both or neither.

    Args:
        engine: The database.
        intake: The request.
        kinds: Which mails (`outbox.COACH`, `outbox.CONFIRMATION`); none for one in quarantine.

    Returns:
        Whether it is new: False when it had been stored before, and nothing changed.
    """
    try:
        with database.durable_transaction(engine) as connection:
            connection.execute(sa.insert(table), dataclasses.asdict(intake))
            for kind in kinds:
                outbox.put(connection, intake.id, intake.reference, kind, intake.at)
    except sa.exc.IntegrityError:
        if get(engine, intake.id) is None:
            raise
        return False
    return True


def get(engine: Engine, name: str) -> Intake | None:
    """Return the request of an id or a reference; None when there is none.

    In some hundred thousand requests two may share a reference; neither is guessed then, and the id is needed.
    """
    found = _read(engine, (table.c.id == name) | (table.c.reference == name.upper()))
    return found[0] if len(found) == 1 else None


def all_of(engine: Engine, sender_id: str | None = None) -> list[Intake]:
    """Return every request, oldest first, or those made in one conversation."""
    return _read(engine, sa.true() if sender_id is None else table.c.sender_id == sender_id)


def recent(engine: Engine, *, since: float, sender_id: str, email: str | None, phone: str | None) -> int:
    """Return how many requests came since a moment from this conversation, this address or this number."""
    same = [table.c.sender_id == sender_id]
    same += [table.c.email == email] if email else []
    same += [table.c.phone == phone] if phone else []
    query = sa.select(sa.func.count()).select_from(table).where((table.c.at >= since) & sa.or_(*same))
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def set_status(engine: Engine, intake_id: str, status: Status) -> None:
    """Change how far the coach is with it; what is withdrawn is not mailed any more."""
    with engine.begin() as connection:
        connection.execute(sa.update(table).where(table.c.id == intake_id).values(status=status))
        if status == "withdrawn":
            outbox.cancel(connection, intake_id)


def add_note(engine: Engine, intake_id: str, note: str) -> None:
    """Write something down about it, after what is there."""
    with engine.begin() as connection:
        before = connection.execute(sa.select(table.c.note).where(table.c.id == intake_id)).scalar_one()
        text = f"{before}\n{note}" if before else note
        connection.execute(sa.update(table).where(table.c.id == intake_id).values(note=text))


def release(engine: Engine, intake: Intake, kinds: Sequence[str], at: float) -> None:
    """Take a request out of quarantine, and mail it."""
    with engine.begin() as connection:
        connection.execute(sa.update(table).where(table.c.id == intake.id).values(quarantine=None))
        for kind in kinds:
            outbox.put(connection, intake.id, intake.reference, kind, at)


def erase(engine: Engine, sender_id: str, at: float) -> tuple[int, int]:
    """Remove the requests of a conversation, and their mails; ask the coach to delete what was mailed.

    Returns:
        How many requests there were, and how many of them had been mailed, or may have been.
    """
    return _erase(engine, table.c.sender_id == sender_id, at)


def erase_one(engine: Engine, intake_id: str, at: float) -> bool:
    """Remove one request, for somebody who asked for it in another way; return whether it had been mailed."""
    return bool(_erase(engine, table.c.id == intake_id, at)[1])


def _erase(engine: Engine, where: Any, at: float) -> tuple[int, int]:
    with database.durable_transaction(engine) as connection:
        ids = list(connection.execute(sa.select(table.c.id).where(where)).scalars())
        mailed = sum(outbox.erase(connection, intake_id, at) for intake_id in ids)
        connection.execute(sa.delete(table).where(where))
    database.leave_nothing_behind(engine)
    return len(ids), mailed


def move(engine: Engine, before: str, after: str) -> None:
    """Let the requests of a conversation belong to the one that follows it, where they can be shown and erased."""
    with engine.begin() as connection:
        connection.execute(sa.update(table).where(table.c.sender_id == before).values(sender_id=after))


def purge(connection: Connection, before: float, *, dry_run: bool) -> int:
    """Remove requests stored before a moment, and their mails; return how many there are."""
    old = list(connection.execute(sa.select(table.c.id).where(table.c.at < before)).scalars())
    if old and not dry_run:
        outbox.forget(connection, old)
        connection.execute(sa.delete(table).where(table.c.at < before))
    return len(old)


def _read(engine: Engine, where: Any) -> list[Intake]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(table).where(where).order_by(table.c.at, table.c.id)).all()
    return [Intake(**row._mapping) for row in rows]
