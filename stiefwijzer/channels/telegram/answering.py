"""What is said to an update: the assistant's answer, with what only holds in Telegram around it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer.channels.safety_net import leads_to_people
from stiefwijzer.channels.signing import QuickReplies, UnknownTokenError
from stiefwijzer.channels.telegram import commands, taking, updates
from stiefwijzer.channels.telegram.inbox import Task
from stiefwijzer.channels.telegram.presenting import messages
from stiefwijzer.channels.telegram.sending import GoneError, Sender, UndeliverableError
from stiefwijzer.channels.telegram.taking import TurnTaker, sender_of
from stiefwijzer.channels.telegram.updates import Update
from stiefwijzer.channels.turn_taking import Bubbles
from stiefwijzer.content import Content
from stiefwijzer.labels import intent_of
from stiefwijzer.privacy.people import Erased
from stiefwijzer.storage.turns import StaleConversationError

logger = logging.getLogger(__name__)

#: How long somebody waits before they see that an answer is coming, and how long Telegram shows that, in seconds.
_QUIET: Final = 0.5
_SHOWN: Final = 4.5
#: A turn has at most this many bubbles; what Telegram adds steps aside.
_MAX_BUBBLES: Final = 3
#: How many groups are remembered as told, and chats with their latest album; after that, or a restart, they are told again.
_REMEMBERED: Final = 1000


class Answerer:
    """Answers updates.

    Args:
        taker: Takes turns with the assistant.
        sender: Sends the messages.
        texts: Everything the assistant says.
        quick_replies: Signs and checks buttons.
        forget: Erases the conversation with a person; raises SQLAlchemyError when it cannot.
        erase: Erases all that is kept of a person, requests too, but that there was danger; returns what there was.
        page: The address of the web page to talk on, when there is one.
    """

    def __init__(
        self,
        *,
        taker: TurnTaker,
        sender: Sender,
        texts: Content,
        quick_replies: QuickReplies,
        forget: Callable[[Update], None],
        erase: Callable[[Update], Erased],
        page: str | None,
    ) -> None:
        self._taker = taker
        self._sender = sender
        self._texts = texts
        self._quick_replies = quick_replies
        self._forget = forget
        self._erase = erase
        self._page = page
        self._told: set[int] = set()
        self._albums: dict[int, str] = {}

    async def answer(self, task: Task, arrived: Callable[[int], None]) -> None:
        """Answer an update whole.

        Args:
            task: The update, and how many messages of its answer have arrived before.
            arrived: Is told how many have arrived, after each.
        """
        update = task.update
        typing = asyncio.create_task(self._type(update.chat_id)) if update.kind != updates.BLOCKED else None
        try:
            outgoing = messages(await self._never_silent(update), sender_of(update.chat_id), self._quick_replies)
            for number, message in enumerate(outgoing[task.sent :], start=task.sent + 1):
                await self._sender.send(update.chat_id, message)
                if typing:
                    typing.cancel()
                arrived(number)
        except GoneError:
            self._try_to_forget(update)
        except UndeliverableError as error:
            logger.error("An answer was not taken by Telegram (%s)", error)
        finally:
            if typing:
                typing.cancel()

    async def _never_silent(self, update: Update) -> Bubbles:
        try:
            return await self._bubbles(update)
        except Exception as error:
            # What went wrong may quote somebody; only its kind is logged.
            logger.error("An update of Telegram was not answered as usual (%s)", type(error).__name__)
            return self._taker.apology(update.text)

    async def _bubbles(self, update: Update) -> Bubbles:
        if update.kind == updates.BLOCKED:
            self._try_to_forget(update)
            return []
        if update.kind == updates.ELSEWHERE:
            return self._to_a_group(update.chat_id)
        if update.kind == updates.THING:
            return self._to_a_thing(update)
        spoken = {updates.BUTTON: self._to_a_button, updates.EDIT: self._to_an_edit, updates.TEXT: self._to_a_text}
        return await spoken[update.kind](update)

    async def _to_a_text(self, update: Update) -> Bubbles:
        command = commands.command_in(update.text)
        if command is not None:
            return await self._to_a_command(update, command)
        return await self._to_words(update, _name(update))

    async def _to_words(self, update: Update, name: str) -> Bubbles:
        sender_id = sender_of(update.chat_id)
        return self._completed(await self._taker.typed(sender_id, name, update.text), sender_id, name)

    async def _to_an_intent(self, update: Update, payload: str) -> Bubbles:
        sender_id, name = sender_of(update.chat_id), f"u{update.id}"
        return self._completed(await self._taker.pressed(sender_id, name, payload), sender_id, name)

    async def _to_a_command(self, update: Update, command: str) -> Bubbles:
        if command != commands.ERASE:
            return await self._to_an_intent(update, f"/{intent_of(commands.COMMANDS[command])}")
        said = self._texts.telegram
        self._albums.pop(update.chat_id, None)
        try:
            erased = self._erase(update)
        except (SQLAlchemyError, StaleConversationError) as error:
            logger.error("What is kept of somebody could not be erased (%s)", type(error).__name__)
            return self._taker.said(said.not_erased)
        if not erased.requests:
            return self._taker.said(said.erased, said.erased_here)
        of_all = self._texts.intake.privacy.done(mailed=bool(erased.mailed), told=erased.told)
        return self._taker.said(of_all, said.erased_here)

    async def _to_a_button(self, update: Update) -> Bubbles:
        try:
            payload = self._quick_replies.accept(sender_of(update.chat_id), update.text)
        except UnknownTokenError:
            await self._sender.answer_query(update.query_id, self._texts.problems["unknown_button"])
            return []
        await self._sender.answer_query(update.query_id, None)
        return await self._to_an_intent(update, payload)

    async def _to_an_edit(self, update: Update) -> Bubbles:
        """An edit corrects the last turn, never makes one of its own; but danger is heard wherever it is written."""
        sender_id, said = sender_of(update.chat_id), self._texts.telegram
        name = f"{_name(update)}.{update.id}"
        if self._taker.has_answered(sender_id, name):
            return self._corrected(await self._to_words(update, name))
        found = self._taker.withdraw(sender_id, _name(update), update.text)
        if found == taking.SAME:
            return []
        if found == taking.EARLIER and not self._taker.hears_danger(update.text):
            return self._taker.said(said.corrected_earlier)
        return self._corrected(await self._to_words(update, name))

    def _corrected(self, bubbles: Bubbles) -> Bubbles:
        """Say before an answer that it is one to a correction; not before an answer to danger, which comes first."""
        if len(bubbles) >= _MAX_BUBBLES or leads_to_people(bubbles):
            return bubbles
        return [*self._taker.said(self._texts.telegram.corrected), *bubbles]

    def _to_a_thing(self, update: Update) -> Bubbles:
        if update.album and self._albums.get(update.chat_id) == update.album:
            return []  # the other photos of one album
        if update.album:
            if len(self._albums) >= _REMEMBERED:
                self._albums.clear()
            self._albums[update.chat_id] = update.album
        return self._taker.said(self._texts.telegram.only_words)

    def _to_a_group(self, chat_id: int) -> Bubbles:
        if chat_id in self._told:
            return []
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
        self._told.add(chat_id)
        return self._taker.said(self._texts.telegram.private_only)

    def _completed(self, bubbles: Bubbles, sender_id: str, name: str) -> Bubbles:
        """Add what only holds in Telegram: what it protects, and a safer place for personal details."""
        said = self._texts.telegram
        if bubbles and bubbles[0].get("text") == self._texts.moments.welcome.text:
            bubbles = [{**bubbles[0], "text": f"{bubbles[0]['text']}\n\n{said.protects}"}, *bubbles[1:]]
        if leads_to_people(bubbles):
            return bubbles
        has_room = len(bubbles) < _MAX_BUBBLES
        heard = self._taker.heard_in(sender_id, name)
        if heard == "request_intake" and self._page:
            page = {"custom": {"links": [{"title": said.intake_button, "url": self._page}]}}
            return [*self._taker.said(said.intake), page, *bubbles] if has_room else [bubbles[0], page, *bubbles[1:]]
        added = {"ask_privacy": said.privacy, "delete_data": said.delete_hint}.get(str(heard))
        return _with_added(bubbles, added) if added and has_room else bubbles

    async def _type(self, chat_id: int) -> None:
        """Show that an answer is coming when it takes longer than a moment."""
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(_QUIET)
            while True:
                await self._sender.typing(chat_id)
                await asyncio.sleep(_SHOWN)

    def _try_to_forget(self, update: Update) -> None:
        self._albums.pop(update.chat_id, None)
        try:
            self._forget(update)
        except SQLAlchemyError as error:
            logger.error("A conversation of Telegram could not be erased (%s)", type(error).__name__)


def _name(update: Update) -> str:
    """Return under which name the log knows a message of a chat."""
    return f"m{update.message_id}"


def _with_added(bubbles: Bubbles, text: str) -> Bubbles:
    """Add a bubble before the last one, whose question and buttons stay at the end."""
    return [*bubbles[:-1], {"text": str(text)}, *bubbles[-1:]]
