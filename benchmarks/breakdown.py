"""`python -m benchmarks.breakdown`: where the time of a turn goes, without HTTP.

One long conversation in this process, with a clock around the parts of a turn; with `STIEFWIJZER_PATCHES=off` that of Rasa
as it ships, on our store. The clock itself costs a little.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
import uuid
from itertools import cycle, islice
from typing import Any, Final

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.processor import MessageProcessor

from benchmarks.clock import Clock
from benchmarks.script import LINES
from stiefwijzer import logs
from stiefwijzer.channels import incoming
from stiefwijzer.cli import MODEL
from stiefwijzer.lean import patches
from stiefwijzer.server import app
from stiefwijzer.server.in_process import InProcessActions
from stiefwijzer.storage.replay import StoredTracker
from stiefwijzer.storage.turns import Turns

#: Turns before the clock starts, so that caches are filled and the conversation is no longer a new one.
WARMING_UP: Final = 50
TURNS: Final = 400
REST: Final = "Rasa's processor, and the rest"


def main() -> int:
    """Talk, and print what each part took."""
    logs.configure()
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/stiefwijzer.db"
        agent = app.load_agent(MODEL)
        patched = patches.installed()
        clock = Clock(REST, lambda: [time.perf_counter()])
        _watch(clock)
        asyncio.run(_talk(agent, clock))
    microseconds = {name: seconds / TURNS * 1e6 for name, (seconds,) in clock.spent.items()}
    together = sum(microseconds.values())
    _print(f"{TURNS} turns of one conversation, patches {'on' if patched else 'off'}")
    _print(f"| {'part':42} | {'µs a turn':>9} | {'share':>6} |")
    _print(f"|{'-' * 44}|{'-' * 10}:|{'-' * 7}:|")
    for name, spent in [*sorted(microseconds.items(), key=lambda row: -row[1]), ("together", together)]:
        _print(f"| {name:42} | {spent:9.0f} | {spent / together:6.1%} |")
    return 0


def _watch(clock: Clock) -> None:
    clock.watch(Turns, "recent", "reading the last turns")
    clock.watch(StoredTracker, "from_turns", "making a tracker from them")
    clock.watch(MessageProcessor, "parse_message", "hearing: danger, Dutch, classifier")
    clock.watch(MessageProcessor, "_predict_next_with_tracker", "choosing by rules, twice")
    clock.watch(InProcessActions, "request", "acting: choosing the words")
    clock.watch(RemoteAction, "_validate_action_result", "checking what the action returned")
    clock.watch(StoredTracker, "next_turn", "making a row of the turn")
    clock.watch(Turns, "add", "writing the row")


async def _talk(agent: Any, clock: Clock) -> None:
    for number, line in enumerate(islice(cycle(LINES), WARMING_UP + TURNS)):
        if number == WARMING_UP:
            clock.forget()
        output = CollectingOutputChannel()
        message_id = uuid.uuid4().hex
        await agent.handle_message(
            incoming.typed(line.text, session_id="someone", channel="bench", message_id=message_id, output=output)
        )
        if not output.messages:
            raise RuntimeError(f"no answer to {line.text!r}")
    clock.charge()


def _print(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
