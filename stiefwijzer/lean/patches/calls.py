"""Calling an action that runs in this process.

Rasa turns the whole tracker and the whole domain into JSON-like dicts for every call, because an action server may be
elsewhere. An action here reads slots and the latest message; it gets those at once, and the events when it looks at them.
"""

from __future__ import annotations

from collections import UserList
from typing import Any, Final

import rasa
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from stiefwijzer.lean.patches.patch import Patch

_stock = RemoteAction._action_call_format
#: What an action endpoint says of itself when its actions share this process.
IN_PROCESS: Final = "in-process:"

#: The domain that was turned into a dict last, and the dict; there is one domain in a process. Hashing one is dear.
_domain_made: list[tuple[Any, dict[str, Any]]] = []


class LazyEvents(UserList[dict[str, Any]]):
    """The events of a tracker as dicts, made when somebody looks."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._events = list(tracker.events)
        self._made: list[dict[str, Any]] | None = None

    @property
    def data(self) -> list[dict[str, Any]]:  # type: ignore[override]
        """The dicts."""
        if self._made is None:
            self._made = [event.as_dict() for event in self._events]
        return self._made


def _call(self: Any, tracker: DialogueStateTracker, domain: Any) -> dict[str, Any]:
    """Return what the action is called with."""
    endpoint = self.action_endpoint
    if endpoint is None or not str(endpoint.url).startswith(IN_PROCESS):
        return dict(_stock(self, tracker, domain))
    state = tracker.current_state(EventVerbosity.NONE)
    state["events"] = LazyEvents(tracker)
    return {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "tracker": state,
        "version": rasa.__version__,
        "domain": _domain(domain),
    }


def _domain(domain: Any) -> dict[str, Any]:
    if not _domain_made or _domain_made[0][0] is not domain:
        _domain_made[:] = [(domain, domain.as_dict())]
    return _domain_made[0][1]


NOTHING_SERIALISED = Patch(
    RemoteAction, "_action_call_format", _call, (_stock, DialogueStateTracker.current_state), "f0da4ba7e1eefdaf"
)
