"""One contestant from its start to its end: ready, talked with, weighed, and its books compared."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import aiohttp
import uvloop

from benchmarks.checks import Fault, Ledger
from benchmarks.client import Visitors, session
from benchmarks.contestant import Contestant, Running, Training
from benchmarks.measure import Sizes, Turns, measure
from benchmarks.processes import CannotRunError, proportional_bytes, resident_bytes

#: Whoever is not ready after this many seconds never will be.
READY_LIMIT: Final = 240
_LOOKING_EVERY: Final = 0.02


@dataclass(frozen=True)
class Cores:
    """Which core the contestants run on, and which the visitors; None where that cannot be chosen."""

    contestant: int | None = None
    visitors: int | None = None

    @classmethod
    def chosen(cls) -> Cores:
        """Return two cores of those this process may use."""
        usable = sorted(os.sched_getaffinity(0))
        return cls(usable[0], usable[1]) if len(usable) > 1 else cls()


@dataclass
class Result:
    """Everything found out about one contestant; None where it could not be.

    Attributes:
        cannot: Why it could not take part.
        sizes: How much was measured with it.
        kept: How many turns it kept; None when it keeps none.
    """

    name: str
    about: str
    cannot: str = ""
    sizes: Sizes = field(default_factory=Sizes)
    ready_seconds: float | None = None
    ready_rss: int | None = None
    ready_pss: int | None = None
    last_rss: int | None = None
    turns: Turns = field(default_factory=Turns)
    disk_bytes: int | None = None
    training: Training | None = None
    sent: int = 0
    kept: int | None = None
    faults: list[Fault] = field(default_factory=list)
    fault_summary: str = ""

    @property
    def right(self) -> bool:
        """Whether it took part and everything it said was right."""
        return not self.cannot and not self.faults


def compete(contestant: Contestant, sizes: Sizes, cores: Cores) -> Result:
    """Measure one contestant that was prepared."""
    result = Result(contestant.name, contestant.about, sizes=_limited(sizes, contestant))
    ledger = Ledger()
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        home = Path(directory)
        try:
            with pinned(cores.visitors), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_talk(contestant, home, cores.contestant, result, ledger))
            result.kept = contestant.kept_turns(home)
        except CannotRunError as error:
            result.cannot = str(error)
        else:
            ledger.compare_kept(result.kept)
    result.sent, result.faults, result.fault_summary = ledger.sent, ledger.faults, ledger.summary()
    result.disk_bytes, result.training = contestant.disk_bytes(), contestant.training()
    return result


def _limited(sizes: Sizes, contestant: Contestant) -> Sizes:
    long, total = contestant.most_long or sizes.long, contestant.most_total or sizes.total
    return replace(sizes, long=min(sizes.long, long), total=min(sizes.total, total))


@contextlib.contextmanager
def pinned(core: int | None) -> Iterator[None]:
    """Keep the visitors on their core while they talk, and the garbage collector away from all that was loaded before."""
    before = os.sched_getaffinity(0)
    gc.freeze()  # walking through it takes milliseconds, which would be measured as a slow answer
    if core is not None:
        os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        gc.unfreeze()
        os.sched_setaffinity(0, before)


async def _talk(contestant: Contestant, home: Path, core: int | None, result: Result, ledger: Ledger) -> None:
    started = time.perf_counter()
    running = contestant.start(home, core)
    try:
        async with session() as http:
            await wait_until_healthy(running, http)
            visitors = Visitors(contestant.door(http, running.base), contestant.expected, ledger)
            first = await visitors.conversation()
            if first is None or await first.turn() is None:
                return
            result.ready_seconds = time.perf_counter() - started
            result.ready_rss = resident_bytes(running.pids())
            result.ready_pss = proportional_bytes(running.pids())
            result.turns = await measure(visitors, result.sizes)
            running.check()
            result.last_rss = resident_bytes(running.pids())
    finally:
        running.stop()


async def wait_until_healthy(running: Running, http: aiohttp.ClientSession) -> None:
    """Ask until every part answers.

    Raises:
        CannotRunError: A part ended, or did not answer in time.
    """
    end = time.perf_counter() + READY_LIMIT
    for url in running.health:
        while not await _answers(http, url):
            running.check()
            if time.perf_counter() > end:
                raise CannotRunError(f"it was not ready after {READY_LIMIT} s")
            await asyncio.sleep(_LOOKING_EVERY)


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as response:
            return bool(response.status == 200)  # noqa: PLR2004 - OK
    except (aiohttp.ClientError, TimeoutError):
        return False
