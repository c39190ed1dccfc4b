"""Taking a turn in Telegram: what was typed or pressed, under which name, and what a correction takes back."""

from __future__ import annotations

import contextlib
import logging
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer import labels, personal
from stiefwijzer.channels import incoming
from stiefwijzer.channels.problems import Problem
from stiefwijzer.channels.turn_taking import Bubbles, TurnTaking
from stiefwijzer.storage.turns import Json

logger = logging.getLogger(__name__)

NAME: Final = "telegram"


def sender_of(chat_id: int) -> str:
    """Return whose conversation a chat is; a visitor of the website is a bare number, so the two never meet."""
    return f"{NAME}:{chat_id}"


class TurnTaker:
    """Takes turns in the conversations of Telegram, in the way of every channel."""

    def __init__(self, taking: TurnTaking) -> None:
        self._taking = taking

    async def typed(self, sender_id: str, message_id: str, text: str) -> Bubbles:
        """Return the answer to what somebody typed."""
        try:
            said = incoming.free_text(text)
        except Problem as problem:
            alarm = self._taking.net.hear(text) if problem.code == "message_too_long" else None
            return self._taking.net.answer(alarm) if alarm else self.said(self._taking.texts.problems[problem.code])
        return await self._taking.take(
            lambda output: incoming.typed(
                said, session_id=sender_id, channel=NAME, message_id=message_id, output=output
            )
        )

    async def pressed(self, sender_id: str, message_id: str, payload: str) -> Bubbles:
        """Return the answer to a button or a command; `payload` is "/" and an intent."""
        return await self._taking.take(
            lambda output: incoming.pressed(
                payload, session_id=sender_id, channel=NAME, message_id=message_id, output=output
            )
        )

    def heard_in(self, sender_id: str, message_id: str) -> str | None:
        """Return the label that was heard in a message that was answered, if that is known."""
        try:
            events = self._taking.turns.answering(sender_id, message_id)
        except SQLAlchemyError:
            return None
        return _label(events or [])

    def has_answered(self, sender_id: str, message_id: str) -> bool:
        """Tell whether a message was answered before, as after a crash on the way."""
        return self.heard_in(sender_id, message_id) is not None

    def withdraw(self, sender_id: str, message: str, corrected: str) -> str:
        """Take the last turn back, so that a corrected message can take its place.

        Args:
            sender_id: Whose conversation it is.
            message: The name of the message; its corrections are named "<message>.<number>".
            corrected: What it says now.

        Returns:
            `SAME` when nothing was corrected, `WITHDRAWN`, `KEPT` when it spoke of danger (which holds until it is said to
            be all right), `EARLIER` when more was said since, or it ended a request or erased everything, or `UNKNOWN` when
            nothing of it is kept.
        """
        try:
            last = self._taking.turns.last_answered(sender_id)
            if last is None or not _belongs(last[0], message):
                return EARLIER if self._taking.turns.has_answered(sender_id, message) else UNKNOWN
            name, events = last
            said = next((event for event in events if event["event"] == "user"), {})
            with contextlib.suppress(Problem):
                if said.get("text") == incoming.free_text(corrected):
                    return SAME
            if _label(events) in labels.SAFETY:
                return KEPT
            if _cannot_be_undone(events):
                return EARLIER
            self._taking.turns.withdraw(sender_id, str(name))
        except SQLAlchemyError as error:
            logger.error("A corrected message could not be looked up (%s)", type(error).__name__)
            return UNKNOWN
        return WITHDRAWN

    def apology(self, text: str) -> Bubbles:
        """Return what is said when nothing else could be, as `TurnTaking.apology`."""
        return self._taking.apology(text)

    def hears_danger(self, text: str) -> bool:
        """Tell whether a text speaks of danger."""
        return self._taking.net.hear(text) is not None

    @staticmethod
    def said(*texts: str) -> Bubbles:
        """Return bubbles of these texts."""
        return [{"text": str(text)} for text in texts]


SAME: Final = "same"
WITHDRAWN: Final = "withdrawn"
KEPT: Final = "kept"
EARLIER: Final = "earlier"
UNKNOWN: Final = "unknown"


def _belongs(name: str | None, message: str) -> bool:
    return name is not None and (name == message or name.startswith(f"{message}."))


def _label(events: list[Json]) -> str | None:
    said = next((event for event in events if event["event"] == "user"), None)
    name = (said or {}).get("parse_data", {}).get("intent", {}).get("name")
    return labels.label_of(name) if isinstance(name, str) else None


def _cannot_be_undone(events: list[Json]) -> bool:
    """Tell whether a turn ended a request, or erased everything: what it did stands outside the conversation."""
    settled = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return bool(settled.get(personal.ERASED)) or (personal.DRAFT in settled and not settled[personal.DRAFT])
