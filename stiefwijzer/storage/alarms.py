"""How often danger was answered: the kind and the time, and nothing of who or what.

So the coach can see that it happens without reading anybody's words.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.storage import database, schema

_alarms = sa.Table(
    "alarms",
    database.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)


def count(connection: Connection, kind: str, at: float) -> None:
    """Count one answer to danger.

    Args:
        connection: In whose transaction.
        kind: The label that was answered.
        at: When, in seconds since 1970.
    """
    connection.execute(sa.insert(_alarms), {"kind": kind, "at": at})


def by_month(engine: Engine) -> dict[str, Counter[str]]:
    """Return how often each kind was answered, by the month ("2026-11", UTC), oldest first."""
    schema.bring_up_to_date(engine)
    with engine.connect() as connection:
        rows: list[Any] = connection.execute(sa.select(_alarms.c.kind, _alarms.c.at).order_by(_alarms.c.at)).all()
    months: dict[str, Counter[str]] = {}
    for kind, at in rows:
        months.setdefault(datetime.fromtimestamp(at, UTC).strftime("%Y-%m"), Counter())[kind] += 1
    return months
