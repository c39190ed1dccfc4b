"""Which conversations hold an unfinished request, and since when: so that it can be taken out when nobody comes back."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from stiefwijzer.storage import database

table = sa.Table(
    "drafts",
    database.metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
)


def mark(connection: Connection, sender_id: str, at: float) -> None:
    """Know that a conversation holds one, touched at this moment."""
    changed = connection.execute(sa.update(table).where(table.c.sender_id == sender_id).values(at=at))
    if not changed.rowcount:
        connection.execute(sa.insert(table), {"sender_id": sender_id, "at": at})


def clear(connection: Connection, sender_id: str) -> None:
    """Know that it holds none any more."""
    connection.execute(sa.delete(table).where(table.c.sender_id == sender_id))


def abandoned(connection: Connection, before: float) -> list[str]:
    """Return the conversations whose unfinished request was touched before a moment for the last time."""
    return list(connection.execute(sa.select(table.c.sender_id).where(table.c.at < before)).scalars())
