"""People who write to the bot, as updates of the Bot API."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.channels.telegram.double import Double, Sent
from tests.channels.telegram.rules import Json
from tests.server.running import LIMIT

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_people = itertools.count(5_000_000_001)
_queries = itertools.count(9_000_000_001)


@dataclass
class Person:
    """Somebody in a private chat with the bot."""

    double: Double
    chat_id: int = field(default_factory=lambda: next(_people))
    messages: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.double.chats.add(self.chat_id)

    @property
    def person(self) -> Json:
        return {"id": self.chat_id, "is_bot": False, "first_name": "Zwaluwstaart", "username": "zwaluwstaart"}

    @property
    def chat(self) -> Json:
        return {"id": self.chat_id, "type": "private", "first_name": "Zwaluwstaart"}

    def update(self, **content: Any) -> Json:
        """Return an update with the next number, not delivered yet."""
        return {"update_id": next(self.double.numbers), **content}

    def message(self, message_id: int | None = None, **content: Any) -> Json:
        """Return a message."""
        number = message_id or next(self.messages)
        return {"message_id": number, "date": int(time.time()), "chat": self.chat, "from": self.person, **content}

    def text(self, text: str) -> Json:
        """Return the update of a typed message."""
        return self.update(message=self.message(text=text))

    def edit(self, message_id: int, text: str) -> Json:
        """Return the update of an edited message."""
        return self.update(edited_message=self.message(message_id, text=text, edit_date=int(time.time())))

    def press(self, button: Json, **query: Any) -> Json:
        """Return the update of a pressed button."""
        content = {
            "id": str(next(_queries)),
            "from": self.person,
            "message": {"message_id": 1, "date": 0, "chat": self.chat},
            "data": button["callback_data"],
            "chat_instance": "1",
            **query,
        }
        self.double.queries.add(str(content["id"]))
        return self.update(callback_query={name: value for name, value in content.items() if value is not None})

    def member(self, status: str) -> Json:
        """Return the update of somebody who blocks ("kicked") or unblocks ("member") the bot."""
        if status == "kicked":
            self.double.blocked.add(self.chat_id)
        else:
            self.double.blocked.discard(self.chat_id)
        bot = {"id": 123456789, "is_bot": True, "first_name": "Stiefwijzer"}
        change = {
            "chat": self.chat,
            "from": self.person,
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": status},
        }
        return self.update(my_chat_member=change)

    def got(self) -> list[Sent]:
        """Return what has arrived so far."""
        return self.double.to(self.chat_id)

    def wait_for(self, number: int, seconds: float = 20) -> list[Sent]:
        """Return what arrived, as soon as there are so many messages."""
        until = time.monotonic() + seconds
        while len(self.got()) < number:
            if time.monotonic() > until:
                raise AssertionError(f"{len(self.got())} messages of {number}: {[sent.text for sent in self.got()]}")
            time.sleep(0.02)
        return self.got()


def deliver(url: str, secret: str | None, update: Any) -> int:
    """Bring an update to a webhook; return the status."""
    headers = {} if secret is None else {SECRET_HEADER: secret}
    if isinstance(update, bytes):
        return requests.post(url, data=update, headers=headers, timeout=LIMIT).status_code
    return requests.post(url, json=update, headers=headers, timeout=LIMIT).status_code
