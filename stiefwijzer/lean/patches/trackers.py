"""Copying a tracker, and finding which of its events count.

Rasa copies before every action, in case the action is rejected, and does so by replaying every event; the state that replay
ends in is already there. Which events count it works out some nine times a turn; mostly, all of them do.
"""

from __future__ import annotations

import copy
import dataclasses
from collections import deque
from typing import Final

from rasa.shared.core.events import (
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.lean.patches.patch import Patch

_stock_applied_events = DialogueStateTracker.applied_events

#: Events that make others count no more; forms make their own runs count once.
_UNDOING: Final = (Restarted, SessionStarted, ActionReverted, UserUtteranceReverted, ActiveLoop)


def _copy(self: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker with the same events and state, which can go its own way."""
    twin = self.init_copy()
    for name, slot in self.slots.items():
        twin.slots[name] = copy.copy(slot)
    twin.events = deque(self.events, self.events.maxlen)
    twin._paused = self._paused
    twin.followup_action = self.followup_action
    twin.latest_action = self.latest_action
    twin.latest_message = self.latest_message
    twin.latest_bot_utterance = self.latest_bot_utterance
    twin.active_loop = dataclasses.replace(self.active_loop) if self.active_loop else None
    return twin


def _applied_events(self: DialogueStateTracker) -> list[Event]:
    """Return the events that count: all, or what Rasa makes of them."""
    if any(issubclass(kind, _UNDOING) for kind in {type(event) for event in self.events}):
        return list(_stock_applied_events(self))
    return list(self.events)


COPIED_NOT_REPLAYED = Patch(DialogueStateTracker, "copy", _copy, (DialogueStateTracker,), "187ee2be2d5e793e")
ALL_EVENTS_COUNT = Patch(
    DialogueStateTracker, "applied_events", _applied_events, (_stock_applied_events,), "764d5065ea9997d6"
)
