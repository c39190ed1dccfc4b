"""Copying a tracker, which Rasa does before every action in case the action is rejected.

Rasa copies by replaying every event. The state that replay ends in is already there.
"""

from __future__ import annotations

import copy
import dataclasses
from collections import deque

from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.lean.patches.patch import Patch

_stock = DialogueStateTracker.copy


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


COPIED_NOT_REPLAYED = Patch(DialogueStateTracker, "copy", _copy, (DialogueStateTracker,), "187ee2be2d5e793e")
