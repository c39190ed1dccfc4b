"""`python -m benchmarks.soak`: ours under an even load for a long time, with memory and file handles watched.

Messages come at their times whether or not earlier ones were answered, and an answer's time is counted from the moment its
message was due: a server that stalls is not spared the messages it would have got meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import uvloop

from benchmarks import pictures
from benchmarks.checks import Ledger
from benchmarks.client import Conversation, Visitors, session
from benchmarks.contest import Cores, pinned, wait_until_healthy
from benchmarks.contestant import BENCH_DIR, ROOT, Contestant, Running
from benchmarks.measure import percentile
from benchmarks.ours import Ours
from benchmarks.processes import CannotRunError, open_files, resident_bytes

PEOPLE: Final = 400
_SHOWN_FAULTS: Final = 5
#: The first part of the run, in which everybody's first message brings their connection and their welcome.
_SETTLING: Final = 0.1


@dataclass(frozen=True)
class Load:
    """How many people talk, how many turns a second all together, and for how many seconds."""

    people: int
    rate: float
    seconds: float


@dataclass
class Watch:
    """What was seen each second: seconds since the start, memory in bytes, and file handles."""

    seconds: list[float] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)

    async def keep(self, running: Running) -> None:
        """Look each second until cancelled."""
        started = time.perf_counter()
        pids = running.pids()
        while True:
            self.seconds.append(time.perf_counter() - started)
            self.resident.append(resident_bytes(pids))
            self.handles.append(open_files(pids))
            await asyncio.sleep(1)


@dataclass
class Soak:
    """What came of it.

    Attributes:
        waits: Seconds from when each message was due to its right answer.
    """

    waits: list[float] = field(default_factory=list)
    watch: Watch = field(default_factory=Watch)
    ledger: Ledger = field(default_factory=Ledger)


async def talk(soak: Soak, visitors: Visitors, load: Load) -> None:
    """Let people talk at an even rate, each one message at a time."""
    free: asyncio.Queue[Conversation] = asyncio.Queue()
    for _ in range(load.people):
        conversation = await visitors.conversation()
        if conversation is not None:
            free.put_nowait(conversation)
    if free.empty():
        return  # nobody is let in: taken down in the ledger
    started = time.perf_counter()

    async def one_turn(conversation: Conversation, due: float) -> None:
        if await conversation.turn() is not None:
            soak.waits.append(time.perf_counter() - due)
        free.put_nowait(conversation)

    async with asyncio.TaskGroup() as turns:
        for number in range(int(load.rate * load.seconds)):
            if soak.ledger.hopeless:
                break
            due = started + number / load.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            turns.create_task(one_turn(await free.get(), due))


async def hold(contestant: Contestant, home: Path, soak: Soak, load: Load) -> None:
    """Start a contestant that was prepared, and let people talk with it."""
    running = contestant.start(home, Cores.chosen().contestant)
    try:
        async with session() as http:
            await wait_until_healthy(running, http)
            visitors = Visitors(contestant.door(http, running.base), contestant.expected, soak.ledger)
            watching = asyncio.create_task(soak.watch.keep(running))
            await talk(soak, visitors, load)
            running.check()
            watching.cancel()
    finally:
        running.stop()
    soak.ledger.compare_kept(contestant.kept_turns(home))


def report(soak: Soak, load: Load) -> str:
    """Return what came of it, as text."""
    watch = soak.watch
    after = int(len(watch.resident) * _SETTLING)
    first, settled, last = watch.resident[0], watch.resident[after], watch.resident[-1]
    latencies = ", ".join(f"p{share} {_milli(percentile(soak.waits, share))}" for share in (50, 95, 99))
    start, then, end = (f"{size / 1024**2:.0f} MB" for size in (first, settled, last))
    lines = [
        f"{load.rate:g} turns a second for {load.seconds / 60:g} minutes by {load.people} people: "
        f"{soak.ledger.sent:,} turns, {len(soak.ledger.faults)} faults ({soak.ledger.summary()})",
        f"latency: {latencies}, max {_milli(percentile(soak.waits, 100))}",
        f"memory: {start} at the start, {then} after {_SETTLING:.0%} of the time, {end} at the end; "
        f"grown by {(last / first - 1) * 100:.1f} % in all, {(last / settled - 1) * 100:.1f} % since then",
        f"file handles: {watch.handles[0]} at the start, {watch.handles[-1]} at the end, {max(watch.handles)} at most",
    ]
    return "\n".join([*lines, *(f"  {fault}" for fault in soak.ledger.faults[:_SHOWN_FAULTS])])


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak ours; return the exit status: 0 when every answer was right."""
    options = _parser().parse_args(arguments)
    load = Load(options.people, options.rate, options.minutes * 60)
    contestant, soak = Ours(), Soak()
    try:
        contestant.prepare()
        with (
            tempfile.TemporaryDirectory(prefix="soak-") as home,
            pinned(Cores.chosen().visitors),
            asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
        ):
            runner.run(hold(contestant, Path(home), soak, load))
    except CannotRunError as error:
        print(f"It could not be done: {error}")  # noqa: T201
        return 1
    print(report(soak, load))  # noqa: T201
    picture = BENCH_DIR / "soak.png"
    pictures.soak(soak.watch.seconds, soak.watch.resident, soak.watch.handles, picture)
    if options.write:
        shutil.copyfile(picture, ROOT / "docs" / "performance-soak.png")
    return 1 if soak.ledger.faults else 0


def _milli(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds * 1000:.1f} ms"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=50, help="turns a second (default: %(default)s)")
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many talk (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="put the picture into docs/ too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
