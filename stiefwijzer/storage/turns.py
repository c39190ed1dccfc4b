"""Answers already given, by session and message id, so that a message sent again is answered again but not heard twice."""

from __future__ import annotations

import json
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stiefwijzer.storage import database

_turns = sa.Table(
    "website_turns",
    database.metadata,
    sa.Column("session_id", sa.String(64), primary_key=True),
    sa.Column("message_id", sa.String(64), primary_key=True),
    sa.Column("answered_at", sa.Float, nullable=False, index=True),
    sa.Column("messages", sa.Text, nullable=False),
)


class Turns:
    """The answers of a channel, kept beside the conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        database.metadata.create_all(engine)

    def answer_to(self, session_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """Return what was answered to this message, or None when it is new."""
        query = sa.select(_turns.c.messages).where(_turns.c.session_id == session_id, _turns.c.message_id == message_id)
        with self._engine.connect() as connection:
            kept = connection.execute(query).scalar_one_or_none()
        return None if kept is None else list(json.loads(kept))

    def keep(self, session_id: str, message_id: str, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Remember the answer to a message, and return the one that counts: the first that was kept."""
        row = {
            "session_id": session_id,
            "message_id": message_id,
            "answered_at": time.time(),
            "messages": json.dumps(messages, ensure_ascii=False),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(_turns).values(**row))
        except sa.exc.IntegrityError:  # another process answered the same message meanwhile
            return self.answer_to(session_id, message_id) or messages
        return messages
