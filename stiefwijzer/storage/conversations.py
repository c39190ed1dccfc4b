"""Rasa's SQL tracker store on our database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain

from stiefwijzer import settings
from stiefwijzer.storage import database


class ConversationStore(SQLTrackerStore):
    """Keeps every event of every conversation in the database of `settings.database_url()`.

    Named in endpoints.yml, so that the plain `rasa` commands read and write the same conversations.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        # SQLTrackerStore.__init__ makes an engine of its own and waits for ever when it cannot connect; this one is ours,
        # and stops with an error. What its parents' constructors do besides is done here by name.
        self.engine = database.connect(settings.database_url())
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        TrackerStore.__init__(self, domain, event_broker)
