"""What was said in a conversation, as it can be shown again; read from the log of turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from rasa.shared.core.events import BotUttered, UserUttered

from stiefwijzer.channels import kept_answers
from stiefwijzer.storage.turns import Json, Turn

#: How many turns are shown again at most.
MOST_TURNS: Final = 50

Shown = dict[str, Any]


async def entries(
    session_id: str,
    turns: Sequence[Turn],
    *,
    shown: Callable[[list[Json]], list[Shown]],
    signed: Callable[[str], str],
) -> list[Shown]:
    """Return everything that was said, oldest first.

    Args:
        session_id: Whose conversation it is.
        turns: The turns of it, oldest first.
        shown: Makes bubbles as an output channel collects them into bubbles as they are sent.
        signed: Makes the payload of a button into what the button sends.

    Returns:
        `{"from": "person", "id", "text"}`, with `payload` when it was a button; `{"from": "assistant", "id"}` with what
        `shown` makes. `id` is the message of the turn. What a minor wrote is not kept, and so not here.
    """
    said: list[Shown] = []
    titles: dict[str, str] = {}
    for turn in turns:
        message_id = next((event["message_id"] for event in _of_kind(turn, UserUttered.type_name)), None)
        for event in _of_kind(turn, UserUttered.type_name):
            said += _person(event, titles, signed)
        bubbles = shown(await kept_answers.bubbles(session_id, turn.events))
        said += [{"from": "assistant", "id": message_id, **bubble} for bubble in bubbles]
        for event in _of_kind(turn, BotUttered.type_name):
            titles |= {button["payload"]: button["title"] for button in event["data"].get("buttons") or ()}
    return said


def _of_kind(turn: Turn, kind: str) -> Iterator[Json]:
    return (event for event in turn.events if event["event"] == kind)


def _person(event: Json, titles: dict[str, str], signed: Callable[[str], str]) -> list[Shown]:
    text = event["text"] or ""
    if not text.startswith("/"):  # typed text never does (firewall.py)
        return [{"from": "person", "id": event["message_id"], "text": text}] if text else []
    if text not in titles:
        return []
    return [{"from": "person", "id": event["message_id"], "text": titles[text], "payload": signed(text)}]
