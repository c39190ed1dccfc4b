"""What an update is: every kind has an answer, or a reason for silence.

Only what is needed to answer is kept: no names, no languages, no files. Nothing that arrives here can raise.
Kinds and fields: core.telegram.org/bots/api, "Update" and "Message".
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

TEXT: Final = "text"
EDIT: Final = "edit"
BUTTON: Final = "button"
#: A photo, a voice message, a sticker: something that cannot be read.
THING: Final = "thing"
BLOCKED: Final = "blocked"
#: A group or a channel.
ELSEWHERE: Final = "elsewhere"

#: What Telegram is asked to send; everything else would be met with silence.
WANTED: Final = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")

#: Fields of a message that hold something people send to say something. What is not here and no text (somebody joined, a
#: message was pinned, a timer was set) was said by Telegram, not by a person, and is met with silence.
THINGS: Final = frozenset(
    {
        "animation",
        "audio",
        "contact",
        "dice",
        "document",
        "game",
        "invoice",
        "location",
        "paid_media",
        "photo",
        "poll",
        "sticker",
        "story",
        "venue",
        "video",
        "video_note",
        "voice",
    }
)

#: Telegram's numbers have at most 52 significant bits, its texts 4,096 characters; what goes beyond it did not make.
_MOST: Final = 2**52
_LONGEST: Final = 10_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """What is known of an update.

    Attributes:
        id: Telegram's number of it.
        chat_id: The chat to answer in.
        kind: One of the kinds of this module.
        message_id: The message it is about; 0 when there is none.
        text: What was written, or what a button carries.
        query_id: What to answer a pressed button with; empty for other kinds.
        album: What several photos that were sent as one have in common; empty otherwise.
    """

    id: int
    chat_id: int
    kind: str
    message_id: int = 0
    text: str = ""
    query_id: str = ""
    album: str = ""

    def dump(self) -> str:
        """Return it as `load` reads it."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, body: str) -> Update:
        """Return what `dump` wrote."""
        return cls(**json.loads(body))


def read(update: Any) -> Update | None:
    """Return what an update of the Bot API is; None when it is met with silence, or is no update at all."""
    if not isinstance(update, dict) or (update_id := _number(update, "update_id")) is None or update_id < 0:
        return None
    readers = {
        "message": _message,
        "edited_message": _edited,
        "channel_post": _post,
        "callback_query": _pressed,
        "my_chat_member": _member,
    }
    for name, reader in readers.items():
        if isinstance(update.get(name), dict):
            return reader(update_id, update[name])
    return None


def _message(update_id: int, message: Json) -> Update | None:
    chat_id, is_private = _chat(message)
    if chat_id is None or _part(message, "from").get("is_bot") is True:
        return None
    text, message_id = _said(message), _number(message, "message_id") or 0
    if not is_private:
        said_something = bool(text) or not THINGS.isdisjoint(message)
        return Update(update_id, chat_id, ELSEWHERE) if said_something else None
    album = _text(message, "media_group_id")
    if text:
        return Update(update_id, chat_id, TEXT, message_id, text, album=album)
    return None if THINGS.isdisjoint(message) else Update(update_id, chat_id, THING, message_id, album=album)


def _edited(update_id: int, message: Json) -> Update | None:
    """A location that moves is edited every few seconds, so an edit without words is met with silence."""
    chat_id, is_private = _chat(message)
    text, message_id = _said(message), _number(message, "message_id")
    if chat_id is None or not is_private or not text or message_id is None:
        return None
    return Update(update_id, chat_id, EDIT, message_id, text)


def _post(update_id: int, message: Json) -> Update | None:
    chat_id, _ = _chat(message)
    return None if chat_id is None else Update(update_id, chat_id, ELSEWHERE)


def _pressed(update_id: int, query: Json) -> Update | None:
    """An old button comes with a message of which nothing is left, or with none; then it is the chat of who pressed it."""
    query_id, person = _text(query, "id"), _number(_part(query, "from"), "id")
    if not query_id or person is None:
        return None
    chat_id, is_private = _chat(_part(query, "message"))
    where = chat_id if chat_id is not None and is_private else person
    return Update(update_id, where, BUTTON, text=_text(query, "data"), query_id=query_id)


def _member(update_id: int, change: Json) -> Update | None:
    chat_id, is_private = _chat(change)
    status = _text(_part(change, "new_chat_member"), "status")
    if chat_id is None:
        return None
    if is_private:
        return Update(update_id, chat_id, BLOCKED) if status in ("kicked", "left") else None
    return Update(update_id, chat_id, ELSEWHERE) if status == "member" else None


def _chat(message: Json) -> tuple[int | None, bool]:
    chat = _part(message, "chat")
    return _number(chat, "id"), chat.get("type") == "private"


def _said(message: Json) -> str:
    return _text(message, "text") or _text(message, "caption")


def _part(value: Json, name: str) -> Json:
    part = value.get(name)
    return part if isinstance(part, dict) else {}


def _number(value: Json, name: str) -> int | None:
    number = value.get(name)
    return number if isinstance(number, int) and not isinstance(number, bool) and abs(number) < _MOST else None


def _text(value: Json, name: str) -> str:
    """Return a text without halves of characters, which no database and no answer can hold."""
    text = value.get(name)
    return text[:_LONGEST].encode("utf-8", "ignore").decode() if isinstance(text, str) else ""
