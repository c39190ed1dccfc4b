"""The channel while it runs: it comes up when Telegram can be reached, and says so; the server never waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from stiefwijzer import settings
from stiefwijzer.channels.telegram import profile, updates
from stiefwijzer.channels.telegram.api import BotApi, RefusedError, TelegramError
from stiefwijzer.channels.telegram.polling import Polling
from stiefwijzer.channels.telegram.sending import pauses
from stiefwijzer.channels.telegram.worker import Worker
from stiefwijzer.content import Content

logger = logging.getLogger(__name__)

STARTING: Final = "starting"
UP: Final = "up"
UNREACHABLE: Final = "unreachable"
TOKEN_REFUSED: Final = "token refused"  # noqa: S105 - a state

_UNAUTHORIZED: Final = (401, 404)


class Service:
    """What goes on beside the server.

    Args:
        chosen: The settings.
        api: The Bot API.
        worker: Answers updates.
        texts: Everything the assistant says.
    """

    def __init__(self, chosen: settings.Telegram, api: BotApi, worker: Worker, texts: Content) -> None:
        self._chosen = chosen
        self._api = api
        self._worker = worker
        self._texts = texts
        self._running: list[asyncio.Task[None]] = []
        self.state = STARTING

    def take(self, raw: Any) -> None:
        """Take in an update as the Bot API writes it, whatever it is."""
        update = updates.read(raw)
        if update is not None:
            self._worker.take(update)
        elif isinstance(raw, dict) and isinstance(number := raw.get("update_id"), int):
            self._worker.pass_over(number)

    def start(self) -> None:
        """Begin; must be called in the loop of the server."""
        loops: list[Callable[[], Awaitable[None]]] = [self._worker.run, self._come_up]
        if self._chosen.mode == settings.POLLING:
            loops.append(Polling(self._api, self.take, lambda: self._worker.is_working).run)
        self._running = [asyncio.create_task(_kept_alive(loop)) for loop in loops]

    async def stop(self) -> None:
        """End; what is not answered stays in the inbox."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._api.close()

    async def _come_up(self) -> None:
        """Try until Telegram knows us; say once that it does not, and once that it does."""
        for pause in pauses():
            try:
                name = await profile.name_of(self._api)
                break
            except TelegramError as error:
                refused = isinstance(error, RefusedError) and error.code in _UNAUTHORIZED
                state = TOKEN_REFUSED if refused else UNREACHABLE
                if state != self.state:
                    advice = "see: python -m stiefwijzer telegram status" if refused else "trying on"
                    logger.warning("Telegram: %s (%s); %s", state, error, advice)
                self.state = state
                await asyncio.sleep(pause)
        else:
            return
        self.state = UP
        # Who runs a server wants to see this line; it is the only one below a warning.
        logger.log(logging.WARNING, "Telegram: up as @%s, by %s", name, self._chosen.mode)
        with contextlib.suppress(TelegramError):
            await profile.introduce(self._api, self._texts)


async def _kept_alive(loop: Callable[[], Awaitable[None]]) -> None:
    """Run a loop; when it breaks, say what kind of error it was and run it again."""
    while True:
        try:
            await loop()
            return
        except asyncio.CancelledError:
            raise
        except Exception as error:
            logger.error("Telegram: a part of the channel broke (%s); it goes on", type(error).__name__)
            await asyncio.sleep(1)
