"""The state of a conversation at one moment, as an event from which a tracker can go on.

Rasa rebuilds a tracker by replaying every event it ever saw. A snapshot stands for all events before it, so that only the
last turns are replayed. What follows comes out as after a full replay; tests/storage/test_replay.py holds the two together.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from rasa.shared.core.events import ActiveLoop, AlwaysEqualEventMixin, Event, SkipEventInMDStoryMixin
from rasa.shared.core.trackers import DialogueStateTracker, TrackerActiveLoop

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
        """Set slots, open form, latest action, follow-up and pause; slots the domain no longer has are left out."""
        tracker._reset()
        for name, value in self.state["slots"].items():
            if name in tracker.slots:
                tracker.slots[name].value = value
        form = self.state.get("form")
        tracker.active_loop = TrackerActiveLoop(**form) if form else None
        tracker.latest_action = self.state["latest_action"]
        tracker.followup_action = self.state.get("followup_action")
        tracker._paused = self.state.get("paused", False)


def state_of(tracker: DialogueStateTracker) -> Json:
    """Return what a snapshot needs to bring an empty tracker into the state of this one.

    The latest message and bubble are not in it: the turns that are replayed after a snapshot bring their own.
    """
    state: Json = {
        "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.has_been_set},
        "latest_action": tracker.latest_action,
    }
    if tracker.active_loop_name:
        state["form"] = dataclasses.asdict(tracker.active_loop)
    if tracker.followup_action:
        state["followup_action"] = tracker.followup_action
    if tracker.is_paused():
        state["paused"] = True
    return state


def events_before(state: Json) -> list[Event]:
    """Return the events that stand for all that led to a state.

    Rasa knows the runs of a form among other actions by its activation, so that of an open form stands first.
    """
    snapshot = Snapshot(timestamp=0.0, state=state)
    return [ActiveLoop(state["form"]["name"], timestamp=0.0), snapshot] if "form" in state else [snapshot]
