"""Answers already given: a message that is sent again is answered again, but not heard twice.

The answer is not kept apart: the turn in the conversation log that heard the message holds it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered
from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer.storage.turns import Json, Turns

logger = logging.getLogger(__name__)


async def answer_to(turns: Turns, message: UserMessage) -> list[dict[str, Any]] | None:
    """Return the bubbles that answered this message before, as an output channel collects them; None when it is new.

    Without a database no message can be recognised: better to answer twice then than not at all.
    """
    try:
        events = turns.answering(message.sender_id, message.message_id)
    except SQLAlchemyError as error:
        logger.error("An answer given before could not be looked up (%s)", type(error).__name__)
        return None
    return None if events is None else await bubbles(message.sender_id, events)


async def bubbles(sender_id: str, events: Sequence[Json]) -> list[dict[str, Any]]:
    """Return what was said in events of the log, as an output channel collects it."""
    output = CollectingOutputChannel()
    for event in events:
        if event["event"] == BotUttered.type_name:
            await output.send_response(sender_id, BotUttered.from_parameters(event).message())
    return list(output.messages)
