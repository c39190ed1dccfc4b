"""Rasa's tracker store on our log of turns: one read and one write a turn, at the same cost however long people talk."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer import labels, personal, settings
from stiefwijzer.storage import database, redaction
from stiefwijzer.storage.replay import StoredTracker
from stiefwijzer.storage.snapshot import Snapshot
from stiefwijzer.storage.turns import Turn, Turns

logger = logging.getLogger(__name__)


class ConversationStore(TrackerStore):
    """Keeps every event of every conversation in the database of `settings.database_url()`.

    Named in endpoints.yml, so that the plain `rasa` commands read and write the same conversations. A conversation that has
    been added to since it was read is never overwritten: `save` raises `StaleConversationError` and keeps nothing.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self.turns = Turns(database.connect(settings.database_url()))

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """Return the conversation as it stands, with the events of the last turns; None when nobody has talked."""
        return self._tracker(sender_id, self.turns.recent(sender_id))

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        """Return the conversation with everything that ever happened in it; None when nobody has talked."""
        return self._tracker(conversation_id, self.turns.all(conversation_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new in the conversation, and know it as kept.

        Args:
            tracker: One of ours, or any other that holds a whole conversation.

        Raises:
            StaleConversationError: The conversation has gone on since it was read, or the message has been answered.
            ValueError: The tracker is a copy of one of ours that does not hold the whole conversation.
        """
        mine = tracker if isinstance(tracker, StoredTracker) else self._continued(tracker)
        new = mine.new_events()
        if not new:
            return
        turn, since = mine.next_turn()
        said = next((event for event in new if isinstance(event, UserUttered)), None)
        alarm = said.intent_name if said and said.intent_name in labels.SAFETY else None
        verdict = _verdict_in(turn)
        care = redaction.care_for(
            turn, draft=mine.get_slot(personal.DRAFT), minor=_is_of_minor(mine), alarm=bool(alarm)
        )
        self.turns.add(
            mine.sender_id,
            care.turn,
            since=since,
            message_id=said.message_id if said else None,
            at=new[-1].timestamp,
            alarm=alarm,
            verdict=verdict,
            draft=care.draft,
            forgetting=care.forgetting,
            erasing=care.erasing,
        )
        mine.kept()
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, mine.sender_id)

    async def keys(self) -> Iterable[str]:
        """Return whose conversations are kept."""
        return self.turns.senders()

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether anybody has talked under this name."""
        return bool(self.turns.recent(conversation_id))

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """Return a conversation in which nothing has happened."""
        return StoredTracker(sender_id, self.domain.slots)

    def _tracker(self, sender_id: str, turns: Sequence[Turn]) -> StoredTracker | None:
        return StoredTracker.from_turns(sender_id, turns, self.domain.slots) if turns else None

    def _continued(self, tracker: DialogueStateTracker) -> StoredTracker:
        """Return the kept conversation, with what a tracker that holds all of it has beyond that."""
        if any(isinstance(event, Snapshot) for event in tracker.events):
            raise ValueError("A copy of a part of a conversation cannot be kept, only the tracker it was copied from")
        mine = StoredTracker.from_turns(tracker.sender_id, self.turns.all(tracker.sender_id), tracker.slots.values())
        for event in itertools.islice(tracker.events, len(mine.events), None):
            mine.update(event)
        return mine


def _is_of_minor(tracker: DialogueStateTracker) -> bool:
    """Tell whether a minor writes: nothing of what they say is kept (docs/safety.md)."""
    return bool(tracker.get_slot(personal.MINOR))


def _verdict_in(turn: Turn) -> tuple[str, bool] | None:
    """Return which answer somebody said to help or not in this turn; None when nobody did."""
    for event in turn.events:
        if event["event"] == "slot" and event["name"] == personal.FEEDBACK and event["value"]:
            return str(event["value"]["answer"]), bool(event["value"]["helped"])
    return None


class TolerantStore(TrackerStore):
    """Goes on answering when the database cannot be read or written; what is said meanwhile is not remembered.

    Rasa's own fail-safe store keeps such turns in memory, where the next turn does not find them, and takes a stale writer
    for a broken database.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        super().__init__(store.domain, store.event_broker)

    @property
    def domain(self) -> Domain:
        """The domain of the store behind it."""
        return self._store.domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._store.domain = domain

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """Return the conversation; None also when it cannot be read."""
        try:
            return await self._store.retrieve(sender_id)
        except SQLAlchemyError as error:
            logger.error("A conversation could not be read (%s)", type(error).__name__)
            return None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new, or say in the log that it could not be kept.

        Raises:
            StaleConversationError: As the store behind it.
            sqlalchemy.exc.SQLAlchemyError: Somebody was told that everything is erased, and it could not be.
        """
        try:
            await self._store.save(tracker)
        except SQLAlchemyError as error:
            if tracker.get_slot(personal.ERASED):
                raise
            logger.error("A turn could not be kept (%s)", type(error).__name__)

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        """Return the whole conversation; here an error is an error."""
        return await self._store.retrieve_full_tracker(conversation_id)

    async def keys(self) -> Iterable[str]:
        """Return whose conversations are kept; here an error is an error."""
        return await self._store.keys()

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """Return a conversation in which nothing has happened."""
        return self._store.init_tracker(sender_id)
