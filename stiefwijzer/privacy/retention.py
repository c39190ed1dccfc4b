"""Removing what has been kept long enough; every period is a setting (docs/privacy.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Engine

from stiefwijzer import settings
from stiefwijzer.storage import database, intakes, outbox, redaction, telegram
from stiefwijzer.storage.turns import Turns

DAY: Final = 24 * 3600.0
#: A month as the law counts in texts: never shorter than one of the calendar.
MONTH: Final = 31 * DAY
#: An unfinished request that nobody touched is taken out of the conversation after so long, in seconds.
DRAFT_LIVES: Final = DAY


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was removed, or would be: turns of conversations, requests, and unfinished requests."""

    turns: int
    requests: int
    drafts: int


def purge(engine: Engine, now: float, *, dry_run: bool = False) -> Purged:
    """Remove what is too old.

    Args:
        engine: The database, up to date.
        now: The time, in seconds since 1970.
        dry_run: Whether it is only counted.
    """
    turns = Turns(engine)
    abandoned = turns.abandoned(now - DRAFT_LIVES)
    if not dry_run:
        for sender_id in abandoned:
            turns.rewrite(sender_id, redaction.without_request)
    before = now - settings.request_months() * MONTH
    chats_before = now - settings.chat_days() * DAY
    with engine.begin() as connection:
        old_turns = turns.purge(connection, chats_before, dry_run=dry_run)
        old_requests = intakes.purge(connection, before, dry_run=dry_run)
        if not dry_run:
            outbox.purge(connection, before)
            telegram.purge(connection, chats_before)
    if not dry_run:
        database.leave_nothing_behind(engine)
    return Purged(old_turns, old_requests, len(abandoned))
