"""A tracker made from the last turns and a snapshot goes on exactly as one that has everything does.

The measure is Rasa's own tracker, which has been through every event. What the store gives back is compared with it after
every turn, on all that Rasa, its policies and our actions look at when they answer the next message.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.storage.conversations import ConversationStore
from stiefwijzer.storage.snapshot import Snapshot
from tests.storage.talking import DOMAIN, KINDS, Move, Writer, add, plain_tracker

_SLOT_VALUES = {
    "mood": st.sampled_from(["good", "bad", None]),
    "careful": st.sampled_from([True, False]),
    "name": st.sampled_from(["Jan", "Zoë “Zo” 😀", "", None]),
    "misses": st.sampled_from([0, 1.5, None]),
}
_SLOTS = st.lists(st.sampled_from(sorted(_SLOT_VALUES)), max_size=2, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: _SLOT_VALUES[name] for name in names})
)
_MOVES = st.builds(
    Move,
    kind=st.sampled_from(KINDS),
    intent=st.sampled_from(DOMAIN.intents).filter(lambda intent: not intent.startswith(("nlu_", "session_", "out_of"))),
    slots=_SLOTS,
    new_session=st.sampled_from([False] * 7 + [True]),
)
#: Digressions and refills are what forms get wrong, so they come more often than chance has it.
_IN_A_FORM = st.sampled_from(["fill", "digress", "digress_and_resume", "interrupt", "fill", "answer", "back"])
_TALKS = st.one_of(
    st.lists(_MOVES, max_size=14),
    st.lists(st.builds(Move, kind=_IN_A_FORM), min_size=1, max_size=9).map(lambda moves: [Move("open"), *moves]),
)


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConversationStore]:
    """One store for every conversation, as in a running server."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('replay') / 'stiefwijzer.db'}")
        store = ConversationStore(DOMAIN)
    yield store
    store.turns.engine.dispose()


_names = (f"visitor-{number}" for number in itertools.count())


@dataclasses.dataclass(frozen=True)
class Moment:
    """A conversation after a turn: as the turn left it in memory, as it is read back, and the measure of both."""

    left: DialogueStateTracker
    read: DialogueStateTracker
    plain: DialogueStateTracker


async def talk(store: Any, moves: Iterable[Move], plain: DialogueStateTracker | None = None) -> AsyncIterator[Moment]:
    """Take one turn after another, each on a tracker that is read anew."""
    plain = plain or plain_tracker(next(_names))
    writer = Writer()
    for move in moves:
        turn = writer.turn(plain, move)
        tracker = await store.retrieve(plain.sender_id) or store.init_tracker(plain.sender_id)
        add(tracker, turn)
        add(plain, turn)
        await store.save(tracker)
        yield Moment(tracker, await store.retrieve(plain.sender_id), plain)


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return everything that holds now, whatever led to it."""
    message = tracker.latest_message
    return {
        "slots": {name: (slot.value, slot.has_been_set) for name, slot in tracker.slots.items()},
        "loop": tracker.active_loop and dataclasses.asdict(tracker.active_loop),
        "paused": tracker.is_paused(),
        "followup": tracker.followup_action,
        "latest action": tracker.latest_action,
        "latest message": message and (message.text, message.intent_name, message.entities, message.message_id),
    }


def session_age(tracker: DialogueStateTracker) -> float | None:
    """Return when the message was sent by which Rasa decides that a session has ended."""
    message = tracker.get_last_event_for(UserUttered)
    return None if message is None else float(message.timestamp)


def since_message(tracker: DialogueStateTracker, back: int) -> list[Event]:
    """Return what still counts of all that happened since the last message, or one that many messages before it."""
    events = list(tracker.events)
    begun = max((at for at, event in enumerate(events) if isinstance(event, (Restarted, SessionStarted))), default=0)
    events = events[begun:]
    messages = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    recent = {id(event) for event in events[messages[-back] if len(messages) >= back else 0 :]}
    return [event for event in tracker.applied_events() if id(event) in recent]


def recent_states(tracker: DialogueStateTracker) -> list[Any]:
    """Return what a policy sees: the state before each action since the previous-to-last message, and the one now."""
    actions = sum(isinstance(event, ActionExecuted) for event in since_message(tracker, back=2))
    states: list[Any] = DOMAIN.states_for_tracker_history(tracker)
    return states[-(actions + 1) :]


def as_kept(events: list[Event]) -> list[dict[str, Any]]:
    return [event.as_dict() for event in events if not isinstance(event, Snapshot)]


def assert_alike(moment: Moment) -> None:
    """Check all that a turn may look at; the copy is what Rasa hands to an action."""
    for tracker in (moment.left, moment.read, moment.read.copy()):
        assert_goes_on_alike(tracker, moment.plain)


def assert_goes_on_alike(tracker: DialogueStateTracker, plain: DialogueStateTracker) -> None:
    assert state_of(tracker) == state_of(plain)
    assert as_kept(since_message(tracker, back=1)) == as_kept(since_message(plain, back=1))
    assert recent_states(tracker) == recent_states(plain)
    assert session_age(tracker) == session_age(plain)


@given(_TALKS)
@settings(max_examples=100, deadline=None)
async def test_what_is_read_back_goes_on_as_the_whole_conversation(
    shared_store: ConversationStore, moves: list[Move]
) -> None:
    async for moment in talk(shared_store, moves):
        assert_alike(moment)


@given(st.lists(_MOVES, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
async def test_everything_said_can_be_read_back_in_order(shared_store: ConversationStore, moves: list[Move]) -> None:
    async for moment in talk(shared_store, moves):
        full = await shared_store.retrieve_full_tracker(moment.plain.sender_id)
        assert full is not None
        assert [event.as_dict() for event in full.events] == [event.as_dict() for event in moment.plain.events]
        assert_goes_on_alike(full, moment.plain)


async def test_a_form_that_was_open_for_fifty_digressions_goes_on_as_if_it_were_just_opened(
    store: ConversationStore,
) -> None:
    moves = [
        Move("open"),
        *[Move("digress", intent="ask")] * 50,
        *[Move("digress_and_resume")] * 2,
        *[Move("fill")] * 3,
    ]

    async for moment in talk(store, [*moves, Move("submit"), Move()]):
        assert_alike(moment)

    assert moment.read.active_loop is None


@pytest.mark.parametrize("kind", ["digress", "interrupt"])
async def test_a_form_that_stays_open_makes_no_turn_dearer(kind: str, store: ConversationStore) -> None:
    talked = [len(moment.read.events) async for moment in talk(store, [Move("open"), *[Move(kind)] * 50])]

    assert talked[50] == talked[10]


@pytest.mark.parametrize("turns", [2, 3, 40])
async def test_back_undoes_the_same_turn_however_long_people_have_talked(turns: int, store: ConversationStore) -> None:
    told = [Move(slots={"name": f"naam {number}"}) for number in range(turns)]

    async for moment in talk(store, [*told, Move("back")]):
        assert_alike(moment)

    assert moment.read.get_slot("name") == f"naam {turns - 2}"


@pytest.mark.parametrize("backs", [2, 3, 5])
async def test_back_again_and_again_undoes_as_the_whole_conversation_does(backs: int, store: ConversationStore) -> None:
    told = [Move(slots={"name": f"naam {number}"}) for number in range(20)]

    async for moment in talk(store, [*told, *[Move("back")] * backs, Move(), Move(), Move("back")]):
        assert_alike(moment)


async def test_back_to_before_another_form_was_opened_goes_on_with_the_first(store: ConversationStore) -> None:
    moves = [Move("open"), Move("digress"), Move("switch"), Move("back"), *[Move("digress_and_resume")] * 3]

    async for moment in talk(store, [*moves, Move("fill"), Move("fill"), Move("fill")]):
        assert_alike(moment)


_AS_STOCK = {
    "talk": [Move(), Move(slots={"mood": "good"}), Move("two_answers"), Move()],
    "sessions": [Move(slots={"mood": "bad"}), Move(), Move(new_session=True), Move(), Move(new_session=True), Move()],
    "form": [Move("open"), Move("fill"), Move("digress"), Move("interrupt"), Move("fill"), Move("submit"), Move()],
    "form across a session": [Move("open"), Move("fill"), Move(new_session=True), Move("open"), Move("submit")],
    "restart": [Move(slots={"name": "Jan"}), Move("restart"), Move(), Move("open"), Move("restart"), Move()],
    "pause": [Move(), Move("pause"), Move(), Move(), Move("resume"), Move()],
    "back": [Move(), Move(slots={"name": "Jan"}), Move(slots={"name": "Piet"}), Move("back"), Move()],
}


@pytest.mark.filterwarnings("ignore:Calling URL:DeprecationWarning")
@pytest.mark.parametrize("moves", _AS_STOCK.values(), ids=_AS_STOCK)
async def test_it_goes_on_as_the_store_that_rasa_brings(
    moves: list[Move], store: ConversationStore, tmp_path: Path
) -> None:
    stock = SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(tmp_path / "stock.db"))
    try:
        ours = [moment.read async for moment in talk(store, moves, plain_tracker("someone"))]
        theirs = [moment.read async for moment in talk(stock, moves, plain_tracker("someone"))]
    finally:
        stock.engine.dispose()

    for tracker, stock_tracker in zip(ours, theirs, strict=True):
        assert_goes_on_alike(tracker, stock_tracker)
