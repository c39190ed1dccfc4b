"""How much one person, and one address, may ask; kept in the memory of the process and forgotten when it ends."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from typing import Final

from stiefwijzer.channels.problems import Problem
from stiefwijzer.limits import MESSAGES_PER_ADDRESS, MESSAGES_PER_SESSION, SESSIONS_PER_ADDRESS, Rate

#: How many keys are remembered at most; beyond it those that have been quiet longest are forgotten.
MOST_KEYS: Final = 100_000
#: One household has at least this much of the IPv6 addresses, so it counts as one.
_HOUSEHOLD: Final = 64


class Allowance:
    """So many at once, and then one more each time some seconds have passed (the generic cell rate algorithm).

    Args:
        rate: How many, and how fast they come back.
        clock: Seconds, from any moment on.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._full_again: dict[str, float] = {}

    def take(self, key: str) -> float:
        """Take one, and return 0; or return after how many seconds there is one again."""
        now = self._clock()
        full_again = max(self._full_again.pop(key, now), now)
        wait = full_again - now - (self._rate.at_once - 1) * self._rate.seconds
        self._full_again[key] = full_again + (self._rate.seconds if wait <= 0 else 0)
        if len(self._full_again) > MOST_KEYS:
            self._forget(now)
        return max(wait, 0.0)

    def _forget(self, now: float) -> None:
        self._full_again = {key: moment for key, moment in self._full_again.items() if moment > now}
        while len(self._full_again) > MOST_KEYS:
            self._full_again.pop(next(iter(self._full_again)))


class Rates:
    """The limits of a channel.

    Args:
        on: False lets everything through, for measuring.
    """

    def __init__(self, *, on: bool) -> None:
        self._on = on
        self._by_session = Allowance(MESSAGES_PER_SESSION)
        self._by_address = Allowance(MESSAGES_PER_ADDRESS)
        self._sessions = Allowance(SESSIONS_PER_ADDRESS)

    def count_message(self, session_id: str, address: str) -> None:
        """Count a message.

        Raises:
            Problem: There were too many; it says when to come back.
        """
        if self._on:
            # Who is refused for themselves takes nothing from the others in the house.
            _refuse(self._by_session.take(session_id), "too_many_messages")
            _refuse(self._by_address.take(household(address)), "too_many_messages")

    def count_session(self, address: str) -> None:
        """Count a new session.

        Raises:
            Problem: There were too many; it says when to come back.
        """
        if self._on:
            _refuse(self._sessions.take(household(address)), "too_many_sessions")


def household(address: str) -> str:
    """Return what counts as one address: itself, or of IPv6 the network that one connection gets."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if parsed.version == 4:  # noqa: PLR2004 - as it is called
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _HOUSEHOLD), strict=False))


def _refuse(wait: float, code: str) -> None:
    if wait > 0:
        raise Problem(code, retry_after=math.ceil(wait))
