"""From rows of the log to a tracker Rasa can go on with, and from a tracker to the next row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rasa.shared.core.events import (
    ActionReverted,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.storage.snapshot import events_before, state_of
from stiefwijzer.storage.turns import Json, Turn

#: How many earlier messages a tracker is made from. A rule looks back over one (Rasa allows no more in a rule), and what
#: Rasa knows as "back" undoes one.
REMEMBERED_MESSAGES: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What decides whether a tracker can be made from a row and those after it."""

    number: int
    messages: tuple[UserUttered, ...]
    starts_session: bool
    reverts: bool

    @classmethod
    def of(cls, number: int, events: Sequence[Event]) -> Row:
        """Return the row of these events."""
        kinds = [type(event) for event in events]
        return cls(
            number,
            messages=tuple(event for event in events if isinstance(event, UserUttered)),
            starts_session=SessionStarted in kinds or Restarted in kinds,
            reverts=UserUtteranceReverted in kinds or ActionReverted in kinds,
        )


class StoredTracker(DialogueStateTracker):
    """A tracker that knows which rows it was made from, and so which of its events are new."""

    def __init__(self, sender_id: str, slots: Iterable[Slot] | None) -> None:
        super().__init__(sender_id, slots)
        self._rows: list[Row] = []
        self._kept = 0
        self._state: Json | None = None

    @classmethod
    def from_turns(cls, sender_id: str, turns: Sequence[Turn], slots: Iterable[Slot] | None) -> StoredTracker:
        """Return the conversation as it is after these turns, which may be the last few.

        Args:
            sender_id: Whose conversation it is.
            turns: Rows of the log, oldest first and without gaps.
            slots: The slots of the domain.
        """
        tracker = cls(sender_id, slots)
        if turns and turns[0].state is not None:
            tracker._replay(events_before(turns[0].state))
        for turn in turns:
            events = deserialise_events(turn.events)
            tracker._rows.append(Row.of(turn.number, events))
            tracker._replay(events)
        tracker._remember()
        return tracker

    def new_events(self) -> list[Event]:
        """Return what has happened since it was read or kept."""
        return list(itertools.islice(self.events, self._kept, None))

    def next_turn(self) -> tuple[Turn, int]:
        """Return the row for the new events, and the oldest row one must read to go on after it."""
        row = self._next_row()
        turn = Turn(row.number, self._state, [event.as_dict() for event in self.new_events()])
        return turn, _since([*self._rows, row], self.applied_events())

    def kept(self) -> None:
        """Know that the new events are in the log."""
        self._rows.append(self._next_row())
        self._remember()

    def _next_row(self) -> Row:
        number = self._rows[-1].number + 1 if self._rows else 0
        return Row.of(number, self.new_events())

    def _replay(self, events: Iterable[Event]) -> None:
        for event in events:
            self.update(event)

    def _remember(self) -> None:
        self._kept = len(self.events)
        self._state = state_of(self) if self._rows else None


def _since(rows: Sequence[Row], applied: Iterable[Event]) -> int:
    """Return the oldest row one must read to go on after these.

    Only messages that still count are counted: Rasa passes over those that were undone, and over those that an open form
    took in its stride, as if the form had run once.
    """
    counting = {id(event) for event in applied}
    messages = 0
    for row in reversed(rows):
        if row.reverts:
            return 0  # what is undone may lie anywhere before it
        messages += sum(id(message) in counting for message in row.messages)
        if row.starts_session or messages >= REMEMBERED_MESSAGES:
            return row.number
    return rows[0].number
