"""`python -m benchmarks.breakdown`: where the time of a turn goes, without HTTP.

One long conversation in this process, with a clock around the parts of a turn; with `STIEFWIJZER_PATCHES=off` that of Rasa
as it ships, on our store. The clock itself costs a little.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any, Final

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.processor import MessageProcessor

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


class Clock:
    """Charges time to the part that is running; a part within a part interrupts the outer one."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running = [REST]
        self._since = time.perf_counter_ns()

    def watch(self, owner: Any, attribute: str, name: str) -> None:
        """Put the clock around a function or coroutine of a class."""
        static = inspect.getattr_static(owner, attribute)
        function = getattr(static, "__func__", static)
        around = self._around_coroutine if inspect.iscoroutinefunction(function) else self._around
        watched = around(function, name)
        setattr(owner, attribute, type(static)(watched) if isinstance(static, classmethod | staticmethod) else watched)

    def start(self) -> None:
        """Forget what was charged so far."""
        self._charge()
        self.spent.clear()

    def stop(self) -> None:
        """Charge what was spent until now."""
        self._charge()

    def _charge(self) -> None:
        now = time.perf_counter_ns()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    def _begin(self, name: str) -> None:
        self._charge()
        self._running.append(name)

    def _end(self) -> None:
        self._charge()
        self._running.pop()

    def _around(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def around(*args: Any, **kwargs: Any) -> Any:
            self._begin(name)
            try:
                return function(*args, **kwargs)
            finally:
                self._end()

        return around

    def _around_coroutine(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        async def around(*args: Any, **kwargs: Any) -> Any:
            self._begin(name)
            try:
                return await function(*args, **kwargs)
            finally:
                self._end()

        return around


def main() -> int:
    """Talk, and print what each part took."""
    logs.configure()
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/stiefwijzer.db"
        clock, agent = Clock(), app.load_agent(MODEL)
        patched = patches.installed()
        _watch(clock)
        asyncio.run(_talk(agent, clock))
    total = sum(clock.spent.values())
    _print(f"{TURNS} turns of one conversation, patches {'on' if patched else 'off'}")
    _print(f"| {'part':42} | {'µs a turn':>9} | {'share':>6} |")
    _print(f"|{'-' * 44}|{'-' * 10}:|{'-' * 7}:|")
    for name, spent in [*clock.spent.most_common(), ("together", total)]:
        _print(f"| {name:42} | {spent / TURNS / 1000:9.0f} | {spent / total:6.1%} |")
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
            clock.start()
        output = CollectingOutputChannel()
        message_id = uuid.uuid4().hex
        await agent.handle_message(
            incoming.typed(line.text, session_id="someone", channel="bench", message_id=message_id, output=output)
        )
        if not output.messages:
            raise RuntimeError(f"no answer to {line.text!r}")
    clock.stop()


def _print(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
