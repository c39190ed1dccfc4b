"""From bubbles to messages as Telegram takes them: HTML, at most 4,096 characters, buttons in rows that fit a phone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from stiefwijzer.channels.signing import QuickReplies

logger = logging.getLogger(__name__)

#: Limits of the Bot API: the text of a message, after its markup is read, and the payload of a button in bytes.
MAX_TEXT: Final = 4096
MAX_PAYLOAD: Final = 64
#: Two buttons stand beside each other when neither is longer than this; a phone of 320 points shows about 30 characters.
_HALF_A_ROW: Final = 13

#: Where a long text may be split, best first: between paragraphs, behind a sentence, between words.
_SPLITS: Final = (r"\n\n+", r"(?<=[.!?…])\s+", r"\s+")

Button = dict[str, str]
Rows = list[list[Button]]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its text (not escaped), and the rows of its keyboard."""

    text: str
    rows: Rows

    def parameters(self, chat_id: int) -> dict[str, Any]:
        """Return the parameters of sendMessage."""
        return {
            "chat_id": chat_id,
            "text": escaped(self.text),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": self.rows} if self.rows else None,
        }


def messages(bubbles: Sequence[dict[str, Any]], sender_id: str, quick_replies: QuickReplies) -> list[Message]:
    """Return the messages that show bubbles, as an output channel collects them.

    Args:
        bubbles: Each with `text`, and `buttons` or `custom.links` for the bubble before it.
        sender_id: In whose conversation; the buttons work nowhere else.
        quick_replies: Signs the buttons.
    """
    shown: list[Message] = []
    for bubble in bubbles:
        links = (bubble.get("custom") or {}).get("links") or []
        if bubble.get("text"):
            parts = split(bubble["text"])
            shown.extend(Message(part, []) for part in parts)
        if not shown:
            continue
        last = shown.pop()
        calls = [line for link in links if (line := _call(link, last.text))]
        text = "\n".join([last.text + "\n", *calls]) if calls else last.text
        rows = [*last.rows, *_rows(_pressed(bubble.get("buttons") or [], sender_id, quick_replies)), *_opened(links)]
        shown.append(Message(text, rows))
    return shown


def escaped(text: str) -> str:
    """Return text as HTML mode takes it: only three characters mean something there."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def length(text: str) -> int:
    """Return how long Telegram finds a text: in UTF-16 code units, so an emoji counts as two."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """Return a text in parts that fit, split at the ends of paragraphs or sentences where there are any."""
    rest, parts = text.strip(), []
    while length(rest) > limit:
        head = _fitting(rest, limit)
        at = next((end for pattern in _SPLITS if (end := _last_split(head, pattern))), len(head))
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [part for part in (*parts, rest) if part]


def _fitting(text: str, limit: int) -> str:
    head = text[:limit]
    while length(head) > limit:
        head = head[: len(head) - (length(head) - limit + 1) // 2]
    return head


def _last_split(head: str, pattern: str) -> int:
    """Return where the last part of `head` begins, when that leaves at least half of it."""
    ends = [match.end() for match in re.finditer(pattern, head)]
    return ends[-1] if ends and ends[-1] * 2 >= len(head) else 0


def _pressed(buttons: Sequence[dict[str, str]], sender_id: str, quick_replies: QuickReplies) -> Iterator[Button]:
    for button in buttons:
        payload = quick_replies.offer(sender_id, button["payload"])
        if len(payload.encode()) > MAX_PAYLOAD:
            logger.error("A button is left out: its payload does not fit %s bytes", MAX_PAYLOAD)
            continue
        yield {"text": button["title"], "callback_data": payload}


def _rows(buttons: Iterator[Button]) -> Rows:
    rows: Rows = []
    for button in buttons:
        beside = rows[-1] if rows else []
        if len(beside) == 1 and max(len(button["text"]), len(beside[0]["text"])) <= _HALF_A_ROW:
            beside.append(button)
        else:
            rows.append([button])
    return rows


def _opened(links: Sequence[dict[str, str]]) -> Rows:
    return [[{"text": link["title"], "url": link["url"]}] for link in links if link["url"].startswith("https:")]


def _call(link: dict[str, str], text: str) -> str:
    """Return the line for a number to call, which Telegram does not take on a button; empty when the text has it."""
    scheme, _, number = link["url"].partition(":")
    if scheme != "tel" or number in re.sub(r"(?<=\d)[ -](?=\d)", "", text):
        return ""
    return link["title"] if number in link["title"] else f"{link['title']}: {number}"
