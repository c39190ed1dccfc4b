"""The order of updates: Telegram counts them, so it shows when one is still on its way.

Deliveries may overtake each other. An update whose number follows on what was seen is answered at once; one behind a gap
waits for the gap to close, but no longer than `PATIENCE`: after a quiet week Telegram begins at another number.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from typing import Final

#: How long an update waits for those before it, in seconds.
PATIENCE: Final = 1.5


class Sequence:
    """Which updates have been seen without a gap.

    Args:
        through: The number up to which everything was seen; None when nothing is known.
    """

    def __init__(self, through: int | None = None) -> None:
        self._through = through
        self._beyond: set[int] = set()
        self._waiters: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turns = itertools.count()

    def saw(self, number: int) -> None:
        """Note that an update has arrived."""
        if self._through is None or number > self._through:
            self._beyond.add(number)
            self._close()

    def is_complete_to(self, number: int) -> bool:
        """Tell whether everything before this update has arrived."""
        return self._through is not None and number <= self._through

    async def complete_to(self, number: int, patience: float) -> None:
        """Wait until everything before this update has arrived; after `patience` seconds nothing is waited for."""
        if self.is_complete_to(number):
            return
        gap_closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiters, (number, next(self._turns), gap_closed))
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(gap_closed, max(patience, 0))
            return
        self._give_up_before(number)

    def _give_up_before(self, number: int) -> None:
        if self._through is None or number > self._through:
            self._through = number
            self._beyond = {later for later in self._beyond if later > number}
            self._close()

    def _close(self) -> None:
        if self._through is None:
            return
        while self._through + 1 in self._beyond:
            self._through += 1
            self._beyond.discard(self._through)
        while self._waiters and self._waiters[0][0] <= self._through:
            _, _, gap_closed = heapq.heappop(self._waiters)
            if not gap_closed.done():
                gap_closed.set_result(None)
