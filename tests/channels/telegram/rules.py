"""What the Bot API takes and what it refuses, as its public reference says (core.telegram.org/bots/api).

Where the real one looks away, these rules do not: an unknown parameter, or a bare & or > in HTML, is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

Json = dict[str, Any]

#: The parameters of the methods in use: name -> type, and which ones must be there.
PARAMETERS: Final[Mapping[str, Mapping[str, type | tuple[type, ...]]]] = {
    "getMe": {},
    "getUpdates": {"offset": int, "limit": int, "timeout": int, "allowed_updates": list},
    "setWebhook": {
        "url": str,
        "max_connections": int,
        "allowed_updates": list,
        "drop_pending_updates": bool,
        "secret_token": str,
    },
    "deleteWebhook": {"drop_pending_updates": bool},
    "getWebhookInfo": {},
    "sendMessage": {
        "chat_id": int,
        "text": str,
        "parse_mode": str,
        "link_preview_options": dict,
        "reply_markup": dict,
        "disable_notification": bool,
        "protect_content": bool,
    },
    "sendChatAction": {"chat_id": int, "action": str},
    "answerCallbackQuery": {"callback_query_id": str, "text": str, "show_alert": bool},
    "setMyCommands": {"commands": list, "scope": dict, "language_code": str},
    "setMyDescription": {"description": str, "language_code": str},
    "setMyShortDescription": {"short_description": str, "language_code": str},
}
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "setWebhook": ("url",),
    "sendMessage": ("chat_id", "text"),
    "sendChatAction": ("chat_id", "action"),
    "answerCallbackQuery": ("callback_query_id",),
    "setMyCommands": ("commands",),
}
ACTIONS: Final = {"typing", "upload_photo", "record_voice", "upload_document", "choose_sticker", "find_location"}
UPDATE_KINDS: Final = {
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "inline_query",
    "message_reaction",
    "poll",
}
SCOPES: Final = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_TAGS: Final = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "a",
    "code",
    "pre",
    "blockquote",
    "tg-spoiler",
}
_ENTITY: Final = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class Refusal(Exception):  # noqa: N818 - it is what the Bot API answers
    """A request the Bot API does not do."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def check(method: str, parameters: Json) -> None:
    """Refuse a request that is wrong in itself."""
    known = PARAMETERS.get(method)
    if known is None:
        raise Refusal(404, "Not Found")
    for name, value in parameters.items():
        if name not in known:
            raise bad(f"unknown parameter {name}")
        if not isinstance(value, known[name]) or (isinstance(value, bool) and known[name] is not bool):
            raise bad(f"parameter {name} has the wrong type")
    for name in REQUIRED.get(method, ()):
        if name not in parameters:
            raise bad(f"parameter {name} is missing")
    if (own := _CHECKS.get(method)) is not None:
        own(parameters)


def shown(text: str, parse_mode: str | None) -> str:
    """Return a text as a person sees it, its markup read; refuse markup that cannot be read."""
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise bad("unsupported parse_mode")
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {reader.open[-1]}")
    bare = re.sub(r"<[^<>]*>", "", _ENTITY.sub("", text))
    if re.search(r"[<>&]", bare):
        raise bad("can't parse entities: a character that means something is not escaped")
    return reader.text


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f'can\'t parse entities: Unmatched end tag "{tag}"')

    def handle_comment(self, data: str) -> None:
        raise bad('can\'t parse entities: Unsupported start tag "!"')

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def units(text: str) -> int:
    """Return how many UTF-16 code units a text has, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _message(parameters: Json) -> None:
    text = shown(parameters["text"], parameters.get("parse_mode"))
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > 4096:
        raise bad("message is too long")
    if "reply_markup" in parameters:
        _keyboard(parameters["reply_markup"])


def _keyboard(markup: Json) -> None:
    rows = markup.get("inline_keyboard")
    if (
        set(markup) != {"inline_keyboard"}
        or not isinstance(rows, list)
        or not all(isinstance(row, list) for row in rows)
    ):
        raise bad("can't parse reply keyboard markup JSON object")
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for button in buttons:
        _button(button)


def _button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad("can't parse inline keyboard button: text is empty")
    kinds = set(button) - {"text"}
    if kinds == {"callback_data"}:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    elif kinds == {"url"}:
        address = urlsplit(str(button["url"]))
        if address.scheme not in {"http", "https", "tg"} or not address.netloc:
            raise bad("inline keyboard button URL is invalid: BUTTON_URL_INVALID")
    else:
        raise bad("Text buttons are unallowed in the inline keyboard")


def _action(parameters: Json) -> None:
    if parameters["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")


def _notice(parameters: Json) -> None:
    if units(parameters.get("text", "")) > 200:
        raise bad("MESSAGE_TOO_LONG")


def _webhook(parameters: Json) -> None:
    address = urlsplit(parameters["url"])
    if parameters["url"] and address.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parameters["url"] and (address.port or 443) not in {443, 80, 88, 8443}:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", parameters.get("secret_token", "x")):
        raise bad("secret token contains unallowed characters")
    if not 1 <= parameters.get("max_connections", 40) <= 100:
        raise bad("max_connections must be from 1 to 100")
    _allowed(parameters)


def _allowed(parameters: Json) -> None:
    if unknown := set(parameters.get("allowed_updates", ())) - UPDATE_KINDS:
        raise bad(f"unknown updates {sorted(unknown)}")


def _commands(parameters: Json) -> None:
    if parameters.get("scope", {"type": "default"}).get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope")
    if len(parameters["commands"]) > 100:
        raise bad("too many commands")
    for command in parameters["commands"]:
        if not isinstance(command, dict) or set(command) != {"command", "description"}:
            raise bad("can't parse BotCommand")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def _at_most(name: str, most: int) -> Callable[[Json], None]:
    def checked(parameters: Json) -> None:
        if len(parameters.get(name, "")) > most:
            raise bad(f"{name} is too long")

    return checked


_CHECKS: Final[Mapping[str, Callable[[Json], None]]] = {
    "sendMessage": _message,
    "sendChatAction": _action,
    "answerCallbackQuery": _notice,
    "setWebhook": _webhook,
    "getUpdates": _allowed,
    "setMyCommands": _commands,
    "setMyDescription": _at_most("description", 512),
    "setMyShortDescription": _at_most("short_description", 120),
}
