"""Hear messages of data/nlu and print, as JSON, what each part of hearing takes: microseconds, short and long messages.

`make figures` runs this in a process of its own, with the components and the model that `serve` uses.
"""

import asyncio
import functools
import json
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[1]
SHORT_WORDS, LONG_WORDS = 5, 60
MESSAGES = 300
_Result = TypeVar("_Result")


def short_and_long(examples: Sequence[str]) -> dict[str, list[str]]:
    """Return messages of about five and of sixty words, made of examples; a long one is several examples in a row."""
    short = [text for text in examples if abs(len(text.split()) - SHORT_WORDS) <= 1]
    # Every so many, so that all subjects are in it whatever the order of the files is.
    short = short[:: max(1, len(short) // MESSAGES)][:MESSAGES]
    words = " ".join(examples).split()
    starts = range(0, len(words) - LONG_WORDS + 1, LONG_WORDS)
    return {"short": short, "long": [" ".join(words[start : start + LONG_WORDS]) for start in starts][:MESSAGES]}


def examples_of(files: Iterable[Path]) -> list[str]:
    """Return every example of the training data."""
    from ruamel.yaml import YAML  # noqa: PLC0415

    entries = [entry for file in files for entry in YAML(typ="safe").load(file)["nlu"]]
    return [line.removeprefix("- ").strip() for entry in entries for line in entry["examples"].splitlines()]


class Stopwatch:
    """Times the parts of one message after another."""

    def __init__(self) -> None:
        self._nanoseconds: dict[str, list[int]] = {}

    def time(self, part: str, function: Callable[..., _Result], *arguments: Any) -> _Result:
        """Call `function`, and remember under `part` how long it took."""
        started = time.perf_counter_ns()
        result = function(*arguments)
        self.add(part, time.perf_counter_ns() - started)
        return result

    def add(self, part: str, nanoseconds: int) -> None:
        """Remember what a part took in one message."""
        self._nanoseconds.setdefault(part, []).append(nanoseconds)

    def medians(self) -> dict[str, float]:
        """Return the median of every part in microseconds."""
        return {part: statistics.median(times) / 1000 for part, times in self._nanoseconds.items()}


class Parts:
    """The parts of hearing, as the graph of the model puts them in a row, and the assistant that `serve` loads."""

    def __init__(self, archive: Path) -> None:
        from stiefwijzer import labels  # noqa: PLC0415
        from stiefwijzer.nlu import archive as archive_reader  # noqa: PLC0415
        from stiefwijzer.nlu import dutch  # noqa: PLC0415
        from stiefwijzer.nlu.safety import Gate  # noqa: PLC0415
        from stiefwijzer.server import app  # noqa: PLC0415

        self._agent = app.load_agent(archive)
        self._loop = asyncio.new_event_loop()
        self._rules = Gate.load(labels.SAFETY)
        self._nlp = dutch.load()[0]
        self._understanding = archive_reader.understanding(archive)
        self._spent: Counter[str] = Counter()
        self._put_clocks_on_the_parts()

    def hear(self, text: str, watch: Stopwatch) -> None:
        """Hear one message: by part, by all parts in a row, and as the assistant does."""
        watch.time("parts together", self._hear_by_part, text, watch)
        watch.time("with Rasa's graph around them", self._parse, text)

    def _hear_by_part(self, text: str, watch: Stopwatch) -> None:
        watch.time("safety gate", self._rules.hear, text)
        doc = watch.time("tokens and lemmas", self._nlp, text)
        self._spent = Counter(dict.fromkeys(self._spent, 0))
        self._understanding.hear(doc)
        for part, nanoseconds in self._spent.items():
            watch.add(part, nanoseconds)

    def _put_clocks_on_the_parts(self) -> None:
        """Let every part of understanding add what it takes; some are called more than once a message."""
        from stiefwijzer.nlu import hearing, reading  # noqa: PLC0415
        from stiefwijzer.nlu.intent_model import IntentModel  # noqa: PLC0415
        from stiefwijzer.nlu.signals import Signals  # noqa: PLC0415

        self._clock("reading words, sentences and spelling", reading, "read")
        self._clock("features", IntentModel, "find")
        self._clock("weights of features", IntentModel, "weigh")
        self._clock("scores of labels", IntentModel, "score")
        self._clock("signals", Signals, "hear")
        self._clock("decision", hearing, "decide")
        self._clock("evidence phrase", IntentModel, "explain")

    def _clock(self, part: str, owner: Any, name: str) -> None:
        function = getattr(owner, name)
        self._spent[part] = 0

        @functools.wraps(function)
        def timed(*arguments: Any) -> Any:
            started = time.perf_counter_ns()
            result = function(*arguments)
            self._spent[part] += time.perf_counter_ns() - started
            return result

        setattr(owner, name, timed)

    def _parse(self, text: str) -> Any:
        return self._loop.run_until_complete(self._agent.parse_message(text))


def main() -> None:
    """Hear short and long messages and print a row a part."""
    sys.path.insert(0, str(ROOT))
    from stiefwijzer import cli, logs  # noqa: PLC0415

    logs.configure()
    warnings.showwarning = lambda *_, **__: None
    parts = Parts(cli.MODEL)
    examples = examples_of(sorted((ROOT / "data" / "nlu").glob("*.yml")))
    print(json.dumps(measure(parts.hear, short_and_long(examples))))


def measure(hear: Callable[[str, Stopwatch], None], messages: dict[str, list[str]]) -> list[list[Any]]:
    """Return a row a part: its name, and its median for each kind of message.

    Every message is heard twice and measured the second time, as by a server that has heard most words before.
    """
    medians = []
    for texts in messages.values():
        for watch in (Stopwatch(), Stopwatch()):
            for text in texts:
                hear(text, watch)
        medians.append(watch.medians())
    return [[part, *(kind[part] for kind in medians)] for part in medians[-1]]


if __name__ == "__main__":
    main()
