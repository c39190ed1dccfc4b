"""Sending a message until it has arrived: within the limits, again after trouble, and never to somebody who blocked us."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterator
from typing import Any, Final

from stiefwijzer.channels.telegram.api import BotApi, RefusedError, TelegramError, UnreachableError
from stiefwijzer.channels.telegram.pacing import Pace
from stiefwijzer.channels.telegram.presenting import Message

logger = logging.getLogger(__name__)

#: The first and the longest pause before another try, in seconds.
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0
#: How many tries an answer gets: with these pauses about a day, as long as Telegram itself keeps an update.
_TRIES: Final = 24 * 60

_BAD_REQUEST: Final = 400
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_TOO_FAST: Final = 429


class GoneError(Exception):
    """The person has blocked the bot, or is no more; nothing is sent to them."""


class UndeliverableError(Exception):
    """Telegram will not take this message, however often it is sent."""


class Sender:
    """Sends to chats.

    Args:
        api: The Bot API.
        pace: The limits.
    """

    def __init__(self, api: BotApi, pace: Pace) -> None:
        self._api = api
        self._pace = pace

    async def send(self, chat_id: int, message: Message) -> None:
        """Send one message, as long as it takes.

        Raises:
            GoneError: The person has blocked the bot.
            UndeliverableError: Telegram refuses the message, also as plain text.
        """
        parameters = message.parameters(chat_id)
        said = ""
        for pause in pauses():
            try:
                async with self._pace.message(chat_id):
                    await self._api.call("sendMessage", **parameters)
                return
            except UnreachableError as error:
                trouble = str(error)
            except RefusedError as error:
                if error.code == _TOO_FAST:
                    self._pace.rest(error.retry_after or pause)
                    continue
                if error.code == _FORBIDDEN:
                    raise GoneError from None
                if error.code == _BAD_REQUEST and "parse_mode" in parameters:
                    # Whatever Telegram has against the form, the words must arrive.
                    logger.error("Telegram refused the form of an answer (%s); it is sent as plain text", error)
                    parameters = {"chat_id": chat_id, "text": message.text}
                    continue
                if error.code < 500 and error.code not in (_UNAUTHORIZED, _NOT_FOUND):  # noqa: PLR2004
                    raise UndeliverableError(str(error)) from None
                trouble = str(error)
            if trouble != said:
                logger.warning("An answer waits for Telegram (%s)", trouble)
                said = trouble
            await asyncio.sleep(pause)
        raise UndeliverableError("no try succeeded")

    async def typing(self, chat_id: int) -> None:
        """Show that an answer is on its way; left out when that would keep an answer waiting."""
        if not self._pace.is_busy():
            await self._quietly("sendChatAction", chat_id=chat_id, action="typing")

    async def answer_query(self, query_id: str, notice: str | None) -> None:
        """Tell Telegram that a pressed button was seen, so that it stops waiting; with a notice for the person if any.

        An old one is refused, which harms nobody.
        """
        await self._quietly("answerCallbackQuery", callback_query_id=query_id, text=notice)

    async def _quietly(self, method: str, **parameters: Any) -> None:
        try:
            async with self._pace.request():
                await self._api.call(method, **parameters)
        except RefusedError as error:
            if error.code == _TOO_FAST and error.retry_after:
                self._pace.rest(error.retry_after)
        except TelegramError:
            pass  # it only says that an answer is coming; the answer itself says what is wrong


def pauses(tries: int = _TRIES) -> Iterator[float]:
    """Yield how long to wait before the next try, in seconds: longer each time, and never quite the same."""
    for number in range(tries):
        longest = min(_FIRST_PAUSE * 2 ** min(number, 10), _LONGEST_PAUSE)
        yield longest * random.uniform(0.5, 1)  # noqa: S311 - no secret hangs on it
