"""People own their data: erasing and showing, each after one question."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import memory, speaking
from stiefwijzer import personal, settings
from stiefwijzer.content import texts
from stiefwijzer.content.intake import filled
from stiefwijzer.privacy import people
from stiefwijzer.storage import schema

logger = logging.getLogger(__name__)

#: The channel of the website, which resolves paths of this server.
_PAGE: Final = "website"


def erase(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Erase everything and say so; what is still to be careful about stays known until it is said to be all right."""
    words = texts().intake.privacy
    try:
        done = people.erase(schema.opened(settings.database_url()), tracker.sender_id, time.time())
    except SQLAlchemyError as error:
        logger.error("Data could not be erased (%s)", type(error).__name__)
        return speaking.say(dispatcher, [words.not_erased], [])
    text = words.done(mailed=bool(done.mailed), told=done.told)
    stays = {*memory.OUTLIVES, memory.NEW_SESSION} - {memory.FORM_ASIDE}
    forgotten = [SlotSet(name, tracker.get_slot(name) if name in stays else None) for name in tracker.slots]
    dispatcher.utter_message(text=text, buttons=speaking.quick_replies(_begin_anew(tracker)))
    return [ActiveLoop(None), *forgotten, SlotSet(memory.MISSES, 0), SlotSet(personal.ERASED, True)]


def show(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Give links to a readable file and to one for programs."""
    words = texts().intake.privacy
    base = settings.public_url()
    # Without an address of its own only the page of this server can follow a link.
    if not base and tracker.get_latest_input_channel() != _PAGE:
        return speaking.say(dispatcher, [words.nowhere], _begin_anew(tracker))
    try:
        data = people.collect(schema.opened(settings.database_url()), tracker.sender_id)
    except SQLAlchemyError as error:
        logger.error("Data could not be shown (%s)", type(error).__name__)
        return speaking.say(dispatcher, [words.nowhere], _begin_anew(tracker))
    token = people.link_token(tracker.sender_id)
    text = filled(words.exported, turns=data.said, intakes=len(data.requests))
    links = [
        {"title": words.readable, "url": f"{base}/privacy/{token}.txt"},
        {"title": words.machine, "url": f"{base}/privacy/{token}.json"},
    ]
    dispatcher.utter_message(text=text, json_message={"links": links})
    return [SlotSet(memory.OFFERED, None), SlotSet(memory.MISSES, 0)]


def keep(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Leave everything as it is."""
    return speaking.say(dispatcher, [texts().intake.privacy.kept], _begin_anew(tracker))


def _begin_anew(tracker: Any) -> list[str]:
    """Return what one can talk about, as at the beginning; nothing is offered after danger."""
    return [] if memory.danger_of(tracker) else list(texts().answers["greet"].leads_to)


_DO: Final[dict[str, Callable[[CollectingDispatcher, Any], list[EventType]]]] = {
    "erase": erase,
    "show": show,
    "keep": keep,
}


def do(dispatcher: CollectingDispatcher, tracker: Any, meaning: str) -> list[EventType]:
    """Do what somebody chose: erase, show, or keep; anything else changes nothing."""
    return _DO.get(meaning, keep)(dispatcher, tracker)
