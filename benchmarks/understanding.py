"""`python -m benchmarks.understanding`: what understanding one message takes, on one core, beside reading its words only.

The held-out messages and the model that `serve` uses, one after another, through Rasa's graph as in a conversation. The
floor is spaCy's tokenizer with our lemmas: below that nobody can know what the words are.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from rasa.core.agent import Agent
from ruamel.yaml import YAML

from stiefwijzer import labels, logs, settings
from stiefwijzer.cli import MODEL
from stiefwijzer.nlu import dutch
from stiefwijzer.nlu.safety import Gate

MESSAGES: Final = settings.PROJECT_DIR / "tests" / "nlu" / "held_out.yml"
#: Rounds that are measured, after one that fills the caches as in a server that has been up for a while.
ROUNDS: Final = 3
#: What the project wants it to take at most, in milliseconds.
WANTED: Final = {"median": 3.0, "p99": 8.0}
GATE_WANTED: Final = 1.0


def main() -> int:
    """Measure and print; return the exit status."""
    logs.configure()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [str(each["text"]) for each in YAML(typ="safe").load(MESSAGES)]
    agent, nlp = Agent.load(str(MODEL)), dutch.load()[0]

    gate = Gate.load(labels.SAFETY)

    async def listen(text: str) -> Any:
        return gate.hear(text)

    async def read(text: str) -> Any:
        return nlp(text)

    table = [
        _row("understanding", asyncio.run(measure(agent.parse_message, texts))),
        _row("the safety gate alone", asyncio.run(measure(listen, texts))),
        _row("reading the words only (floor)", asyncio.run(measure(read, texts))),
    ]
    floor = table[-1]
    ratios = {"understanding": table[0], "the gate": table[1]}
    _print(f"{len(texts)} messages of {MESSAGES.name}, {ROUNDS} rounds, one core\n")
    _print(f"| {'milliseconds a message':31} | {'median':>6} | {'p99':>6} | {'most':>6} |")
    _print(f"|{'-' * 33}|{'-' * 7}:|{'-' * 7}:|{'-' * 7}:|")
    for name, *figures in table:
        _print(f"| {name:31} | " + " | ".join(f"{figure:6.2f}" for figure in figures) + " |")
    for name, row in ratios.items():
        _print(f"| {f'{name}, times the floor':31} | {row[1] / floor[1]:6.1f} | {row[2] / floor[2]:6.1f} | {'':6} |")
    _print(f"| {'understanding, wanted at most':31} | {WANTED['median']:6.2f} | {WANTED['p99']:6.2f} | {'':6} |")
    _print(f"| {'the gate, wanted at most':31} | {GATE_WANTED:6.2f} | {'':6} | {'':6} |")
    return 0


async def measure(hear: Callable[[str], Awaitable[Any]], texts: Sequence[str]) -> list[float]:
    """Return what each message took in milliseconds, over all rounds but the first, shortest first."""
    milliseconds = []
    for number in range(1 + ROUNDS):
        for text in texts:
            started = time.perf_counter()
            await hear(text)
            if number:
                milliseconds.append((time.perf_counter() - started) * 1000)
    return sorted(milliseconds)


def _row(name: str, milliseconds: Sequence[float]) -> tuple[str, float, float, float]:
    p99 = milliseconds[int(len(milliseconds) * 0.99)]
    return name, statistics.median(milliseconds), p99, milliseconds[-1]


def _print(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
