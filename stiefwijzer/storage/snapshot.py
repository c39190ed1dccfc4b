"""The state of a conversation at one moment, as an event from which a tracker can go on.

Rasa rebuilds a tracker by replaying every event it ever saw. A snapshot stands for all events before it, so that only the
last turns are replayed. What follows comes out as after a full replay; tests/storage/test_replay.py holds the two together.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import AlwaysEqualEventMixin, SkipEventInMDStoryMixin
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.storage.turns import Json


class Snapshot(AlwaysEqualEventMixin, SkipEventInMDStoryMixin):
    """Sets a tracker to a state instead of leading it there."""

    type_name = "snapshot"

    def __init__(
        self, timestamp: float | None = None, metadata: dict[str, Any] | None = None, state: Json | None = None
    ) -> None:
        super().__init__(timestamp, metadata)
        self.state = state or {}

    def __hash__(self) -> int:
        return hash(self.type_name)

    def as_dict(self) -> Json:
        """Return it as JSON holds it."""
        return {**super().as_dict(), "state": self.state}

    def apply_to(self, tracker: Any) -> None:
        """Set slots, latest action, follow-up and pause; slots the domain no longer has are left out."""
        tracker._reset()
        for name, value in self.state["slots"].items():
            if name in tracker.slots:
                tracker.slots[name].value = value
        tracker.latest_action = self.state["latest_action"]
        tracker.followup_action = self.state.get("followup_action")
        tracker._paused = self.state.get("paused", False)


def state_of(tracker: DialogueStateTracker) -> Json:
    """Return what a snapshot needs to bring an empty tracker into the state of this one.

    Not in it are the latest message and bubble, for the turns that are replayed after a snapshot bring their own, and an
    open form, for a conversation is never cut while one is open.
    """
    state: Json = {
        "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.has_been_set},
        "latest_action": tracker.latest_action,
    }
    if tracker.followup_action:
        state["followup_action"] = tracker.followup_action
    if tracker.is_paused():
        state["paused"] = True
    return state
