"""Beginning anew: what was said is erased, and a conversation that had to be careful stays so."""

from __future__ import annotations

import time
from typing import Final

from stiefwijzer.storage.turns import Json, Turn, Turns

#: The slots that say that somebody is in danger or a minor (docs/safety.md); a test compares them with the actions'.
CAREFUL: Final = ("danger", "danger_about", "minor", "country")
#: The state of a conversation in which it is the person's turn.
_LISTENING: Final = {"action_name": "action_listen"}


def begin_anew(turns: Turns, before: str, after: str) -> None:
    """Erase the conversation `before`, and let `after` begin as carefully as it ended.

    Args:
        turns: The log.
        before: Whose conversation ends.
        after: Under which name the new one begins; nobody has talked under it.
    """
    slots = _slots_at_the_end(turns.recent(before))
    if slots.get("danger") or slots.get("minor"):
        careful = {name: slots[name] for name in CAREFUL if slots.get(name) is not None}
        state = {"slots": careful, "latest_action": _LISTENING}
        turns.add(after, Turn(0, state, []), since=0, message_id=None, at=time.time())
    turns.erase(before)


def _slots_at_the_end(recent: list[Turn]) -> Json:
    slots: Json = {}
    if recent and recent[0].state is not None:
        slots |= recent[0].state["slots"]
    for turn in recent:
        slots |= {event["name"]: event["value"] for event in turn.events if event["event"] == "slot"}
    return slots
