"""Never faster than Telegram takes it: 30 requests a second over all, one message a second in a chat.

A permit is used until its second has passed *after Telegram answered*. So however long a request is on its way, Telegram
never sees more than the limit within one second of its own clock (Bots FAQ, "My bot is hitting limits").
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

#: Requests a second over all chats, and seconds between two messages in one chat.
A_SECOND: Final = 30
APART: Final = 1.0
#: Clocks of event loops may go off a little early.
_MARGIN: Final = 1.03
#: How many chats are remembered before those whose second is long over are forgotten.
_MANY: Final = 2000


class Pace:
    """When the next request may go out.

    Args:
        speed: How many times Telegram's ordinary limits may be used; 1 unless Telegram grants more.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._permits = asyncio.Semaphore(A_SECOND)
        self._window = _MARGIN / speed
        self._apart = APART * _MARGIN / speed
        self._next: dict[int, float] = {}
        self._rests_until = 0.0

    @asynccontextmanager
    async def message(self, chat_id: int) -> AsyncIterator[None]:
        """Wait until a message may be sent in a chat; send it inside. One at a time in a chat."""
        while (wait := self._next.get(chat_id, 0.0) - self._now()) > 0:
            await asyncio.sleep(wait)
        async with self.request():
            try:
                yield
            finally:
                self._next[chat_id] = self._now() + self._apart
                self._forget_old()

    @asynccontextmanager
    async def request(self) -> AsyncIterator[None]:
        """Wait until a request may be sent; send it inside."""
        await self._permits.acquire()
        try:
            while (wait := self._rests_until - self._now()) > 0:
                await asyncio.sleep(wait)
            yield
        finally:
            asyncio.get_running_loop().call_later(self._window, self._permits.release)

    def is_busy(self) -> bool:
        """Tell whether a request would have to wait; then nothing is sent that can be left out."""
        return self._permits.locked() or self._rests_until > self._now()

    def rest(self, seconds: float) -> None:
        """Send nothing for a while: Telegram asked for it."""
        self._rests_until = max(self._rests_until, self._now() + seconds)

    def _forget_old(self) -> None:
        if len(self._next) > _MANY:
            now = self._now()
            self._next = {chat_id: at for chat_id, at in self._next.items() if at > now}

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
