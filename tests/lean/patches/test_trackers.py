"""Which events count, and what a copy holds, is as Rasa has it, whatever happened in a conversation."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.lean.patches import trackers
from tests.storage.talking import KINDS, Move, Writer, add, plain_tracker

stock_applied_events = trackers.ALL_EVENTS_COUNT.replaced[0]

_MOVES = st.lists(st.builds(Move, kind=st.sampled_from(KINDS), new_session=st.booleans()), min_size=1, max_size=8)


def after(moves: list[Move]) -> DialogueStateTracker:
    tracker, writer = plain_tracker(), Writer()
    for move in moves:
        add(tracker, writer.turn(tracker, move))
    return tracker


def everything(tracker: Any) -> dict[str, Any]:
    slots = {name: (slot.value, slot.has_been_set) for name, slot in tracker.slots.items()}
    return {**vars(tracker), "slots": slots}


@given(_MOVES)
def test_events_that_count_are_those_rasa_counts(moves: list[Move]) -> None:
    tracker = after(moves)
    expected = stock_applied_events(tracker)
    counted = trackers.ALL_EVENTS_COUNT.replacement(tracker)
    assert [id(event) for event in counted] == [id(event) for event in expected]


@given(_MOVES)
def test_copy_is_what_a_replay_ends_in(moves: list[Move]) -> None:
    tracker = after(moves)
    replayed = tracker.travel_back_in_time(float("inf"))
    assert everything(trackers.COPIED_NOT_REPLAYED.replacement(tracker)) == everything(replayed)
