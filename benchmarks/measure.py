"""What is measured of the turns: how long they take, new and far into a conversation, and how many go in a second."""

from __future__ import annotations

import asyncio
import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.client import Conversation, Visitors

#: How many messages somebody says who comes once.
SHORT_TALK: Final = 8
#: Turns 11 to 30 stand for turn 20, and the last 20 for the last one: the script twice, so that both hold the same.
_AROUND_TURN_20: Final = slice(10, 30)
_LAST_TURNS: Final = 20
#: How many people talk at once while the memory is brought to its last reading.
_TOPPING_UP_CLIENTS: Final = 8


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        people: How many new conversations.
        long: How many turns the long conversation has.
        clients: With how many clients at once the turns a second are counted.
        seconds: For how long, with each of them.
        total: How many turns are answered before memory is read again.
    """

    people: int = 100
    long: int = 2000
    clients: tuple[int, ...] = (1, 8, 64)
    seconds: float = 8
    total: int = 20_000


@dataclass
class Turns:
    """What was measured of the turns of one contestant, in seconds.

    Attributes:
        new: Each turn of new conversations.
        long: Each turn of the long conversation, by number; not a number where the answer was not right.
        per_second: Right answers a second, by the number of clients.
    """

    new: list[float] = field(default_factory=list)
    long: list[float] = field(default_factory=list)
    per_second: dict[int, float] = field(default_factory=dict)

    @property
    def turn_20(self) -> float | None:
        """The median around turn 20 of the long conversation."""
        return _median(self.long[_AROUND_TURN_20])

    @property
    def last_turn(self) -> float | None:
        """The median of the last turns of the long conversation."""
        return _median(self.long[-_LAST_TURNS:])


async def measure(visitors: Visitors, sizes: Sizes) -> Turns:
    """Talk in every way that is measured; stops early when almost nothing is answered right."""
    turns = Turns()
    await new_conversations(visitors, sizes.people, turns.new)
    await long_conversation(visitors, sizes.long, turns.long)
    for clients in sizes.clients:
        turns.per_second[clients] = await per_second(visitors, clients, sizes.seconds)
    await top_up(visitors, sizes.total)
    return turns


async def new_conversations(visitors: Visitors, people: int, seconds: list[float]) -> None:
    """Let people come one after another; each says the first messages of a conversation."""
    for _ in range(people):
        if visitors.ledger.hopeless:
            return
        conversation = await visitors.conversation()
        took = [await conversation.turn() for _ in range(SHORT_TALK)] if conversation else []
        seconds.extend(value for value in took if value is not None)


async def long_conversation(visitors: Visitors, turns: int, seconds: list[float]) -> None:
    """Let one person talk on and on."""
    conversation = await visitors.conversation()
    while conversation is not None and len(seconds) < turns and not visitors.ledger.hopeless:
        took = await conversation.turn()
        seconds.append(math.nan if took is None else took)


async def per_second(visitors: Visitors, clients: int, seconds: float) -> float:
    """Return how many right answers a second there are when this many people talk at once.

    Each says the next message when the last one is answered. Who has said enough for somebody who comes once makes room for
    somebody new, so that conversations that have grown are not measured here a second time.
    """
    end = time.perf_counter() + seconds

    async def one_after_another() -> int:
        in_time = 0
        while time.perf_counter() < end and not visitors.ledger.hopeless:
            conversation = await visitors.conversation()
            in_time += await _short_talk(conversation, visitors, end) if conversation else 0
        return in_time

    return sum(await asyncio.gather(*(one_after_another() for _ in range(clients)))) / seconds


async def top_up(visitors: Visitors, total: int) -> None:
    """Go on until this many messages have been sent in all."""
    while visitors.ledger.sent < total and not visitors.ledger.hopeless:
        await per_second(visitors, _TOPPING_UP_CLIENTS, 1.0)


async def _short_talk(conversation: Conversation, visitors: Visitors, end: float) -> int:
    """Say what somebody says who comes once; return how many right answers came before the end."""
    in_time = 0
    for _ in range(SHORT_TALK):
        if time.perf_counter() >= end or visitors.ledger.hopeless:
            break
        if await conversation.turn() is not None and time.perf_counter() <= end:
            in_time += 1
    return in_time


def percentile(seconds: Sequence[float], percent: int) -> float | None:
    """Return the smallest value that this share of the values does not exceed; None when there is none."""
    ranked = sorted(seconds)
    return ranked[math.ceil(len(ranked) * percent / 100) - 1] if ranked else None


def _median(seconds: Sequence[float]) -> float | None:
    right = [value for value in seconds if not math.isnan(value)]
    return statistics.median(right) if right else None
