"""Work that only one process may do at a time: whoever holds the lease does it, and another takes over when it stops."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stiefwijzer.storage import database, schema

#: How long a holder that says nothing any more keeps the work, in seconds. Machines' clocks may differ by less than this.
GOOD_FOR: Final = 6.0

_leases = sa.Table(
    "leases",
    database.metadata,
    sa.Column("work", sa.String(64), primary_key=True),
    sa.Column("holder", sa.String(64), nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)


class Lease:
    """The right of this process to one kind of work.

    Args:
        engine: Where the processes meet.
        work: What it is for.
        clock: Seconds since 1970.
    """

    def __init__(self, engine: Engine, work: str, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._work = work
        self._holder = uuid.uuid4().hex
        self._clock = clock
        schema.bring_up_to_date(engine)

    def take(self) -> bool:
        """Take the work, or keep it for another `GOOD_FOR` seconds; return False while somebody else has it."""
        now = self._clock()
        mine = {"holder": self._holder, "until": now + GOOD_FOR}
        free = (_leases.c.holder == self._holder) | (_leases.c.until < now)
        with self._engine.begin() as connection:
            taken = connection.execute(
                sa.update(_leases).where(_leases.c.work == self._work, free).values(**mine)
            ).rowcount
        if taken:
            return True
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(_leases), {"work": self._work, **mine})
        except sa.exc.IntegrityError:
            return False  # somebody has it, or took it just now
        return True

    def give_back(self) -> None:
        """Let another process take over at once."""
        mine = (_leases.c.work == self._work) & (_leases.c.holder == self._holder)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_leases).where(mine))
