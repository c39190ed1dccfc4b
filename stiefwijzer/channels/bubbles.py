"""Bubbles as they are sent to the website: text, what can be answered, and what can be called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from stiefwijzer.channels.signing import QuickReplies

#: What a bubble may have beside its text and its buttons.
_BESIDE: Final = ("links", "autocomplete")


def shown(quick_replies: QuickReplies, session_id: str, collected: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return bubbles as the page gets them.

    Args:
        quick_replies: Signs what the buttons send.
        session_id: For whom.
        collected: Bubbles as an output channel collects them.

    Returns:
        `{"text", "quick_replies": [{"title", "payload"}]}`; `links` when there are any: `[{"title", "url"}]`; and
        `autocomplete` when the bubble asks for something that a browser may know.
    """
    bubbles: list[dict[str, Any]] = []
    for bubble in collected:
        if "custom" in bubble:  # what one can press with the bubble before it
            bubbles[-1] |= {key: bubble["custom"][key] for key in _BESIDE if bubble["custom"].get(key)}
        else:
            replies = [
                {"title": button["title"], "payload": quick_replies.offer(session_id, button["payload"])}
                for button in bubble.get("buttons") or []
            ]
            bubbles.append({"text": bubble.get("text", ""), "quick_replies": replies})
    return bubbles
