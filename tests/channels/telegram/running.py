"""The real server, reached through the double by polling or by webhook."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from stiefwijzer.channels.telegram import webhook
from tests.channels.telegram.double import TOKEN, Double
from tests.channels.telegram.people import Person, deliver
from tests.channels.telegram.rules import Json
from tests.server.running import LIMIT, Server

PUBLIC = "https://chat.example.nl"


class TelegramServer(Server):
    """A server with a token, and the double behind it."""

    def __init__(self, var: Path, double: Double, **extra: str) -> None:
        self.double = double
        self._key = extra.get("STIEFWIJZER_SECRET_KEY") or uuid.uuid4().hex
        own: dict[str, Any] = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": double.url,
            "TELEGRAM_PACE": str(double.pace),
            "STIEFWIJZER_SECRET_KEY": self._key,
        }
        super().__init__(var, **{**own, **extra})

    @property
    def key(self) -> str:
        """Return the key that signs its tokens and buttons."""
        return self._key

    @property
    def secret(self) -> str:
        """Return what Telegram sends along to the webhook."""
        return webhook.secret(self._key, TOKEN)

    def take(self, update: Any, secret: str | None = None) -> int:
        """Deliver an update as Telegram does; return the status."""
        return deliver(self.url + webhook.PATH, secret or self.secret, update)

    def rows(self, query: str, *values: Any) -> list[Any]:
        """Return rows of the database."""
        with closing(sqlite3.connect(self.var / "stiefwijzer.db", timeout=LIMIT)) as database:
            return database.execute(query, values).fetchall()

    def heard(self, person: Person) -> list[Json]:
        """Return what is kept of what somebody said, in order."""
        rows = self.rows("SELECT events FROM turns WHERE sender_id = ? ORDER BY number", f"telegram:{person.chat_id}")
        return [event for row in rows for event in json.loads(row[0]) if event["event"] == "user"]

    def wait_until_idle(self, seconds: float = 60) -> None:
        """Wait until nothing is left to answer."""
        until = time.monotonic() + seconds
        while self.rows("SELECT 1 FROM telegram_updates WHERE chat_id IS NOT NULL LIMIT 1"):
            assert time.monotonic() < until, "some updates were never answered"
            time.sleep(0.05)


@contextmanager
def running(var: Path, double: Double, **extra: str) -> Iterator[TelegramServer]:
    """Run a server; it stops with the block."""
    server = TelegramServer(var, double, **extra)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def texts_to(person: Person) -> list[str]:
    """Return the texts that arrived at somebody."""
    return [sent.text for sent in person.got()]


def titles_to(person: Person) -> list[str]:
    """Return the titles of the buttons that arrived at somebody, the latest message's last."""
    return [button["text"] for sent in person.got() for row in sent.rows for button in row]


def button_to(person: Person, title: str) -> Json:
    """Return the latest button with this title."""
    return next(
        button for sent in reversed(person.got()) for row in sent.rows for button in row if button["text"] == title
    )
