"""Beginning anew: what was said is erased, and a conversation that had to be careful stays so."""

from __future__ import annotations

import time
from typing import Final

from stiefwijzer.storage import intakes
from stiefwijzer.storage.turns import Json, Turn, Turns

#: The slots that say that somebody is in danger or a minor (docs/safety.md); a test compares them with the actions'.
CAREFUL: Final = ("danger", "danger_about", "minor", "country")
#: The state of a conversation in which it is the person's turn.
_LISTENING: Final = {"action_name": "action_listen"}


def begin_anew(turns: Turns, before: str, after: str) -> None:
    """Erase the conversation `before`, and let `after` begin as carefully as it ended; requests go along.

    Args:
        turns: The log.
        before: Whose conversation ends.
        after: Under which name the new one begins; nobody has talked under it.
    """
    if state := _careful_state(turns.recent(before)):
        turns.add(after, Turn(0, state, []), since=0, message_id=None, at=time.time())
    intakes.move(turns.engine, before, after)
    turns.erase(before)


def erase_words(turns: Turns, sender_id: str) -> None:
    """Erase a conversation, and let it go on as carefully as it was.

    Args:
        turns: The log.
        sender_id: Whose conversation it is.

    Raises:
        StaleConversationError: More was said meanwhile.
    """
    recent = turns.recent(sender_id)
    if state := _careful_state(recent):
        number = recent[-1].number + 1
        turns.add(
            sender_id, Turn(number, state, []), since=number, message_id=None, at=time.time(), draft=False, erasing=True
        )
    else:
        turns.erase(sender_id)


def _careful_state(recent: list[Turn]) -> Json | None:
    """Return a state that knows of danger or a minor and of nothing else; None when there is neither."""
    slots = _slots_at_the_end(recent)
    if not (slots.get("danger") or slots.get("minor")):
        return None
    careful = {name: slots[name] for name in CAREFUL if slots.get(name) is not None}
    return {"slots": careful, "latest_action": _LISTENING}


def _slots_at_the_end(recent: list[Turn]) -> Json:
    slots: Json = {}
    if recent and recent[0].state is not None:
        slots |= recent[0].state["slots"]
    for turn in recent:
        slots |= {event["name"]: event["value"] for event in turn.events if event["event"] == "slot"}
    return slots
