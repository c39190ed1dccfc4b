"""Long polling: the way to be reached without a public address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from stiefwijzer.channels.telegram.api import BotApi, RefusedError, UnreachableError
from stiefwijzer.channels.telegram.sending import pauses
from stiefwijzer.channels.telegram.updates import WANTED

logger = logging.getLogger(__name__)

#: How long Telegram waits for something to tell, in seconds, and how much longer we wait for Telegram.
_WAIT: Final = 25
_MORE: Final = 15
_CONFLICT: Final = 409
_CONFLICTING: Final = (
    "Telegram lets us read nothing: a webhook is set or another program reads with this token; "
    "see: python -m stiefwijzer telegram status"
)
#: How long before looking again when somebody else reads, or when this process has not the work, in seconds.
_LATER: Final = 10.0
_SOON: Final = 0.5


class Polling:
    """Fetches updates.

    Args:
        api: The Bot API.
        take: What is done with an update; it is kept when this returns.
        may_read: Whether this process is the one that reads.
    """

    def __init__(self, api: BotApi, take: Callable[[Any], None], may_read: Callable[[], bool]) -> None:
        self._api = api
        self._take = take
        self._may_read = may_read
        self._next: int | None = None
        self._told = ""

    async def run(self) -> None:
        """Fetch until cancelled. Asking for the next update tells Telegram that those before it are kept."""
        longer = pauses()
        while True:
            if not self._may_read():
                await asyncio.sleep(_SOON)
                continue
            try:
                await self._fetch()
                longer, self._told = pauses(), ""
            except UnreachableError as error:
                self._tell(f"Telegram cannot be read ({error})")
                await asyncio.sleep(next(longer, _LATER))
            except RefusedError as error:
                self._tell(_CONFLICTING if error.code == _CONFLICT else f"Telegram lets us read nothing ({error})")
                await asyncio.sleep(error.retry_after or _LATER)

    def _tell(self, trouble: str) -> None:
        """Say what is wrong, once for as long as it lasts."""
        if trouble != self._told:
            logger.warning(trouble)
            self._told = trouble

    async def _fetch(self) -> None:
        updates = await self._api.call(
            "getUpdates",
            patience=_WAIT + _MORE,
            offset=self._next,
            timeout=_WAIT,
            allowed_updates=list(WANTED),
        )
        for update in updates if isinstance(updates, list) else []:
            self._take(update)
            number = update.get("update_id") if isinstance(update, dict) else None
            if isinstance(number, int):
                self._next = number + 1
